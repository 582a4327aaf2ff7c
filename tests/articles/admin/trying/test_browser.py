"""Trying a page in a real browser: what is typed into the profile is read without a press or another fetch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from articles.models import Source
from tests.scraper.hub_server import HubServer, hub_server, page

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

ARTICLE = "/hub/one/"


@pytest.fixture
def server() -> Iterator[HubServer]:
    with hub_server({ARTICLE: page("One", head="<meta property=og:site_name content=Bay>")}) as running:
        yield running


@pytest.fixture
def signed_in_browser(live_server: LiveServer, browser_page: BrowserPage) -> BrowserPage:
    get_user_model().objects.create_superuser("ada", "ada@hub.example", "secret words")
    browser_page.goto(f"{live_server.url}/admin/login/")
    browser_page.fill("[name=username]", "ada")
    browser_page.fill("[name=password]", "secret words")
    browser_page.click("[type=submit]")
    return browser_page


def test_typing_into_the_profile_changes_what_is_read(
    live_server: LiveServer, signed_in_browser: BrowserPage, server: HubServer
) -> None:
    source = Source.objects.create(name="Own", slug="own", address=server.at("/hub/"), allow_private=True)
    browser, complaints = signed_in_browser, []
    browser.on("pageerror", lambda error: complaints.append(str(error)))
    browser.goto(live_server.url + reverse("hub_sources:try_source", args=[source.pk]))
    browser.get_by_label("Address").fill(server.at(ARTICLE))
    browser.get_by_role("button", name="Try this article").click()
    title = browser.locator("[data-try-part=title] td").first
    title.get_by_text("One", exact=True).wait_for()
    asked = server.paths().count(ARTICLE)

    profile = browser.get_by_label("Profile", exact=True)
    profile.fill(json.dumps({"selectors": {"title": "h2"}}))
    title.get_by_text("More of One", exact=True).wait_for()
    status = browser.get_by_role("status").filter(has_text="More of One")
    assert "Changed: " in status.inner_text()
    assert "Title" in status.inner_text()

    profile.fill('{"noise": ["[["]}')
    browser.locator("#try-errors-profile").get_by_text("profile.noise[0]").wait_for()
    assert profile.get_attribute("aria-invalid") == "true"
    assert title.inner_text().strip() == "More of One"
    profile.fill("{}")
    title.get_by_text("One", exact=True).wait_for()
    assert browser.locator("#try-errors-profile").inner_text().strip() == ""
    assert profile.get_attribute("aria-invalid") == "false"
    assert server.paths().count(ARTICLE) == asked == 1
    assert complaints == []

    profile.fill('{"noise": [".promo"]}')
    browser.get_by_role("button", name="Take this profile to the source").click()
    assert ".promo" in browser.get_by_role("textbox", name="Profile").input_value()
    source.refresh_from_db()
    assert source.profile == {}


@pytest.mark.parametrize("width", [1280, 390])
def test_a_pasted_page_is_read_and_fits(
    live_server: LiveServer, signed_in_browser: BrowserPage, server: HubServer, width: int
) -> None:
    browser = signed_in_browser
    browser.set_viewport_size({"width": width, "height": 900})
    browser.goto(live_server.url + reverse("hub_sources:try"))
    browser.get_by_label("Address").fill("https://hub.example/hub/one/")
    browser.get_by_label("The page").fill(page("Pasted " + "word" * 40)[2].decode())  # type: ignore[union-attr]
    browser.locator("[data-try-part=title]").get_by_text("Pasted").first.wait_for()
    assert browser.evaluate("document.documentElement.scrollWidth") <= width
    assert browser.evaluate("document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth")
    browser.get_by_role("button", name="Make this a source").click()
    assert browser.get_by_label("Name", exact=False).first.input_value() == "hub.example"
    assert server.asked == []
