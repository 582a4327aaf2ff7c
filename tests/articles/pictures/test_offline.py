"""A saved article has its pictures without a connection, in whatever window it is read then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from pytest_django.live_server_helper import LiveServer

from articles.pictures.forms import make_forms
from articles.site import prepare_site
from tests.articles.factories import make_article
from tests.articles.front.test_browser import KEPT, save, wait_until_kept
from tests.articles.pictures.samples import LEFT_OPEN, block, make_image, media

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True), LEFT_OPEN]
DRAWN = "() => { const image = document.querySelector('.image img'); return image.complete && image.naturalWidth > 0; }"


@pytest.fixture
def address(live_server: LiveServer, media: Path, browser_page: BrowserPage) -> str:
    """Of an article with a picture, which the browser has saved and kept."""
    parts = urlsplit(live_server.url)
    image = make_image(1600, 900)
    make_forms(image)
    index = prepare_site("Gleaner", parts.hostname or "localhost", parts.port or 80)
    article = make_article(index, "Bridges", body=[block(image)])
    address = f"{live_server.url}/{article.slug}/"
    save(browser_page, address)
    wait_until_kept(browser_page, f"/{article.slug}/")
    browser_page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return address


def test_a_saved_article_has_its_pictures(address: str, browser_page: BrowserPage) -> None:
    browser_page.context.set_offline(True)
    for width in (320, 1280):
        browser_page.set_viewport_size({"width": width, "height": 800})
        browser_page.goto(address)
        browser_page.wait_for_function(DRAWN)
        assert browser_page.evaluate("document.querySelector('.image img').currentSrc").endswith(".avif")


def test_what_is_taken_out_takes_its_pictures_along(address: str, browser_page: BrowserPage) -> None:
    def kept() -> list[str]:
        found: list[str] = browser_page.evaluate(KEPT)
        return found

    pictures = {each for each in kept() if each.startswith("/media/")}
    old_style = "/static/cms/site.of-a-former-release.css"
    put = "async path => (await caches.open('gleaner-saved')).put(path, new Response(''))"
    browser_page.evaluate(put, old_style)
    assert pictures
    browser_page.get_by_role("button", name="Saved", exact=True).click()
    for each in (*pictures, old_style, "/static/articles/article.css"):
        wait_until_kept(browser_page, each, is_kept=False)
    assert {"/offline/", "/static/cms/site.css", "/static/articles/saved.js"} <= set(kept())
