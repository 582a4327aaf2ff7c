"""The list in a real browser: filtered, searched and paged in its place, and the same without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from pytest_django.live_server_helper import LiveServer

from articles.site import prepare_site
from tests.articles.factories import make_article, make_full_article

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def site(live_server: LiveServer) -> str:
    parts = urlsplit(live_server.url)
    index = prepare_site("Gleaner", parts.hostname or "localhost", parts.port or 80)
    make_full_article(index)
    for number in range(14):
        topics = ["trends" if number % 2 else "careers", *(f"rare-{each}" for each in range(number // 2))]
        make_article(index, f"Lakes {number:02}", areas_of_study=["science"], topics=topics, summary="Of limnology.")
    return f"{live_server.url}/all-articles/"


def result(page: BrowserPage) -> str:
    return page.locator("#result").inner_text()


def test_in_its_place(site: str, browser_page: BrowserPage) -> None:
    from playwright.sync_api import expect

    page = browser_page
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(site)
    page.evaluate("window.stayed = true")
    heading = page.locator("#result")
    expect(heading).to_have_text("15 articles")

    page.get_by_role("link", name="Trends", exact=True).first.click()
    expect(heading).to_have_text("7 articles")
    expect(page).to_have_url(f"{site}?topic=trends")
    expect(page.locator("body > [role=status]")).to_have_text("7 articles")
    assert page.evaluate("document.activeElement.dataset.key") == "topic-trends"
    assert "Trends" in page.title()
    assert page.locator("link[rel=canonical]").get_attribute("href") == page.url

    page.get_by_label("Search in titles and texts").fill("limnology")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("limnology")
    expect(page).to_have_url(f"{site}?q=limnology&topic=trends")
    assert page.evaluate("document.activeElement.id") == "q"

    page.go_back()
    expect(heading).to_have_text("7 articles")
    expect(page).to_have_url(f"{site}?topic=trends")
    page.go_back()
    expect(heading).to_have_text("15 articles")

    page.get_by_role("link", name="Next page").click()
    expect(page).to_have_url(f"{site}?page=2")
    expect(page.locator("body > [role=status]")).to_have_text("15 articles")
    expect(page.locator("a[rel=prev]")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "result"
    assert page.evaluate("window.stayed") is True
    assert complaints == []


def test_a_list_that_cannot_be_fetched_is_gone_to(site: str, browser_page: BrowserPage) -> None:
    page = browser_page
    page.goto(site)
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')); }")
    page.get_by_role("link", name="Trends", exact=True).first.click()
    page.wait_for_url("**/?topic=trends")
    page.wait_for_load_state()
    assert result(page) == "7 articles"


def test_without_javascript(site: str, browser_page: BrowserPage) -> None:
    assert browser_page.context.browser is not None
    page = browser_page.context.browser.new_context(java_script_enabled=False).new_page()
    page.goto(site)
    page.get_by_role("link", name="Trends", exact=True).first.click()
    assert page.locator("#result").inner_text() == "7 articles"
    page.get_by_label("Search in titles and texts").fill("limnologi")
    page.get_by_role("button", name="Search").click()
    assert urlsplit(page.url).query == "q=limnologi&topic=trends"
    page.get_by_role("link", name="limnology", exact=True).click()
    assert page.locator("#result").inner_text() == "7 articles for “limnology”"
    page.get_by_role("link", name="Take all away").click()
    assert page.url == site
