"""The article's tools and contents in a real browser, also where something refuses or is spelled oddly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from pytest_django.live_server_helper import LiveServer

from articles.site import prepare_site
from tests.articles.factories import make_article

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
ANCHORS = ("a-50%-raise", "a%20b", "größer")
LONG_ENOUGH_TO_SCROLL = ("rich_text", "<p>Of raises.</p>" * 40)


@pytest.fixture
def article(live_server: LiveServer, browser_page: BrowserPage) -> BrowserPage:
    """An opened article whose headings have anchors that an address would spell otherwise."""
    parts = urlsplit(live_server.url)
    index = prepare_site("Gleaner", parts.hostname or "localhost", parts.port or 80)
    headings = [("heading", {"level": "2", "text": f"Part {anchor}", "anchor": anchor}) for anchor in ANCHORS]
    body: list[Any] = [part for heading in headings for part in (heading, LONG_ENOUGH_TO_SCROLL)]
    make_article(index, "Raises", slug="raises", body=body)
    browser_page.set_viewport_size({"width": 1280, "height": 800})
    browser_page.goto(f"{live_server.url}/raises/")
    return browser_page


def test_whatever_an_anchor_is_spelled_like_the_contents_follow_and_the_tools_are_there(article: BrowserPage) -> None:
    complaints: list[str] = []
    article.on("pageerror", lambda error: complaints.append(str(error)))
    article.reload()
    article.locator("[data-tool=save]:visible").wait_for()
    assert article.get_by_role("button", name="Print").is_visible()
    for anchor in ANCHORS:
        article.evaluate("id => document.getElementById(id).scrollIntoView({ behavior: 'instant' })", anchor)
        article.wait_for_selector(f".contents [aria-current]:text-is('Part {anchor}')")
    assert complaints == []


def test_copying_twice_says_what_the_button_does_again(article: BrowserPage) -> None:
    article.context.grant_permissions(["clipboard-read", "clipboard-write"])
    article.clock.install()
    copy = article.locator("[data-tool=copy]")
    for _ in range(2):
        copy.click()
        article.get_by_role("button", name="Link copied").wait_for()
        article.clock.run_for(500)
    article.clock.run_for(3000)
    assert copy.inner_text() == "Copy link"


def test_a_link_that_may_not_be_copied_is_told(article: BrowserPage) -> None:
    complaints: list[str] = []
    article.on("pageerror", lambda error: complaints.append(str(error)))
    article.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('no')); }")
    article.locator("[data-tool=copy]").click()
    article.get_by_role("button", name="Not copied").wait_for()
    assert "address bar" in (article.locator("[data-tool=status]").text_content() or "")
    assert complaints == []
