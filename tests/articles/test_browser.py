"""A reader's way through the pages in a real browser, without a complaint, and with nothing from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from pytest_django.live_server_helper import LiveServer

from articles.site import prepare_site
from tests.articles.factories import make_full_article

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TITLE = "Jobs in Engineering Management"


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """Address of a site with one article that has everything."""
    parts = urlsplit(live_server.url)
    index = prepare_site("Gleaner", parts.hostname or "localhost", parts.port or 80)
    make_full_article(index)
    return str(live_server.url)


def test_a_reader_filters_and_reads(site: str, browser_page: BrowserPage) -> None:
    complaints: list[str] = []
    elsewhere: list[str] = []
    browser_page.on("pageerror", lambda error: complaints.append(str(error)))
    # An image that the hub has no copy of stands at its source, which this test's page only invents.
    browser_page.route("https://**/*", lambda route: route.abort("aborted"))
    browser_page.on(
        "request",
        lambda each: None if each.url.startswith(site) or each.resource_type == "image" else elsewhere.append(each.url),
    )

    browser_page.goto(site)
    browser_page.get_by_role("link", name="Engineering", exact=True).first.click()
    assert "area_of_study=engineering" in browser_page.url
    browser_page.get_by_role("link", name=TITLE).click()
    assert browser_page.locator("h1").count() == 1
    browser_page.get_by_role("link", name="Articles").first.click()
    assert urlsplit(browser_page.url).path == "/all-articles/"
    assert complaints == []
    assert elsewhere == []
