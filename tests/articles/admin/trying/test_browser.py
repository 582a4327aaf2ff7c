"""Trying a page in a real browser: what is typed into the profile is read without a press or another fetch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from articles.models import Source, SyncRun
from tests.articles.admin.browser import sign_in
from tests.articles.admin.trying.conftest import PAGE
from tests.axe import violations
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
def browser(live_server: LiveServer, browser_page: BrowserPage) -> BrowserPage:
    """Signed in as somebody who may do everything."""
    sign_in(browser_page, live_server.url, get_user_model().objects.create_superuser("ada", "ada@hub.example", "x"))
    return browser_page


def test_typing_into_the_profile_changes_what_is_read(
    live_server: LiveServer, browser: BrowserPage, server: HubServer
) -> None:
    source = Source.objects.create(name="Own", slug="own", address=server.at("/hub/"), allow_private=True)
    complaints: list[str] = []
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


def test_a_page_that_is_too_large_is_not_sent(live_server: LiveServer, browser: BrowserPage) -> None:
    browser.goto(live_server.url + reverse("hub_sources:try"))
    sent: list[str] = []
    browser.on("request", lambda request: sent.append(request.method))
    browser.evaluate("document.querySelector('[name=page]').value = 'x'.repeat(3e6)")
    browser.get_by_role("button", name="Read this page").click()
    browser.get_by_role("status").filter(has_text="too large").wait_for()
    assert "POST" not in sent


@pytest.mark.parametrize("width", [1280, 390])
def test_a_pasted_page_is_read_and_fits(
    live_server: LiveServer, browser: BrowserPage, server: HubServer, width: int
) -> None:
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


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wrong_with_it(
    live_server: LiveServer, browser: BrowserPage, server: HubServer, width: int, scheme: Any
) -> None:
    source = Source.objects.create(name="Own", slug="own", address=server.at("/hub/"), schedule="15 4 * * *")
    for status in ("done", "problems", "failed"):
        SyncRun.objects.create(source=source, status=status, counts={"create": 3})
    browser.set_viewport_size({"width": width, "height": 900})
    browser.emulate_media(color_scheme=scheme)
    for name, number in (("add", []), ("inspect", [source.pk]), ("edit", [source.pk]), ("pause", [source.pk])):
        address = live_server.url + reverse(f"hub_sources:{name}", args=number)
        browser.goto(address)
        assert violations(browser, "main") == [], address
        assert browser.evaluate("document.documentElement.scrollWidth") <= width, address
    browser.goto(live_server.url + reverse("hub_sources:try_source", args=[source.pk]))
    browser.locator("[data-try-page] > summary").click()
    browser.get_by_label("The page").fill(PAGE)
    browser.locator("[data-try-part=title]").get_by_text("One article").first.wait_for()
    browser.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert violations(browser, "main") == []
    browser.get_by_role("textbox", name="Profile").fill("{")
    browser.locator("#try-errors-profile").get_by_text("This is no JSON").wait_for()
    assert violations(browser, "main") == []
