"""Saved articles in a real browser: listed, taken out, and read without a connection; nothing private is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Page, PageViewRestriction, Site

from articles.models import ArticleIndexPage, ArticlePage
from articles.site import prepare_site
from tests.articles.factories import make_article, make_full_article

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

KEPT = "async () => (await (await caches.open('gleaner-saved')).keys()).map(each => new URL(each.url).pathname)"


@pytest.fixture
def site(live_server: LiveServer) -> str:
    parts = urlsplit(live_server.url)
    make_full_article(prepare_site("Gleaner", parts.hostname or "localhost", parts.port or 80))
    return str(live_server.url)


def article_of(site: str) -> str:
    return f"{site}/{ArticlePage.objects.get().slug}/"


def save(browser_page: BrowserPage, address: str) -> None:
    browser_page.goto(address)
    browser_page.get_by_role("button", name="Save", exact=True).click()


def wait_until_kept(browser_page: BrowserPage, path: str, *, is_kept: bool = True) -> None:
    """Asked again and again from here: a promise is true to the browser's own way to wait, whatever comes of it."""
    for _ in range(300):
        if (path in browser_page.evaluate(KEPT)) == is_kept:
            return
        browser_page.wait_for_timeout(100)
    raise AssertionError(f"{path} is {'not ' if is_kept else ''}kept: {browser_page.evaluate(KEPT)}")


def test_a_saved_article_is_listed_and_taken_out(site: str, browser_page: BrowserPage) -> None:
    save(browser_page, article_of(site))
    browser_page.goto(f"{site}/saved/")
    assert browser_page.get_by_role("link", name="Jobs in Engineering Management").is_visible()
    browser_page.get_by_role("button", name="Remove: Jobs in Engineering Management").press("Enter")
    assert browser_page.get_by_text("Nothing is saved yet.").is_visible()
    assert browser_page.evaluate("localStorage.getItem('gleaner.saved')") == "[]"


def test_an_address_that_runs_a_script_is_no_link(site: str, browser_page: BrowserPage) -> None:
    browser_page.goto(f"{site}/saved/")
    kept = '[{"url": "javascript:alert(1)", "title": "x"}, {"url": 5}, null]'
    browser_page.evaluate("kept => localStorage.setItem('gleaner.saved', kept)", kept)
    browser_page.reload()
    assert browser_page.locator("[data-saved] a").count() == 0


def test_saved_articles_are_read_without_a_connection(site: str, browser_page: BrowserPage) -> None:
    address = article_of(site)
    save(browser_page, address)
    wait_until_kept(browser_page, urlsplit(address).path)
    wait_until_kept(browser_page, "/offline/")
    browser_page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    browser_page.context.set_offline(True)
    browser_page.goto(address)
    assert browser_page.get_by_role("heading", level=1).inner_text() == "Jobs in Engineering Management"
    assert browser_page.evaluate("getComputedStyle(document.querySelector('.skip-link')).position") == "absolute"
    browser_page.goto(f"{site}/roles/")
    assert browser_page.get_by_role("heading", level=1).inner_text() == "No connection"
    assert browser_page.get_by_role("link", name="Jobs in Engineering Management").is_visible()


def test_what_is_private_is_not_kept(site: str, browser_page: BrowserPage) -> None:
    address = article_of(site)
    save(browser_page, address)
    wait_until_kept(browser_page, urlsplit(address).path)
    page = ArticlePage.objects.get()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="open")
    browser_page.goto(address)
    browser_page.get_by_label("Password").fill("open")
    browser_page.keyboard.press("Enter")
    browser_page.get_by_role("heading", level=1, name="Jobs in Engineering Management").wait_for()
    wait_until_kept(browser_page, urlsplit(address).path, is_kept=False)


def test_another_hub_of_the_same_host_leaves_them_alone(site: str, browser_page: BrowserPage) -> None:
    first, second = two_hubs()
    make_article(first, "One", slug="one")
    make_article(second, "Two", slug="two")
    for path in ("/first/one/", "/second/two/"):
        save(browser_page, site + path)
        wait_until_kept(browser_page, path)
    assert "/first/one/" in browser_page.evaluate(KEPT)
    browser_page.goto(f"{site}/first/saved/")
    browser_page.get_by_role("button", name="Remove: One").click()
    wait_until_kept(browser_page, "/first/one/", is_kept=False)
    assert "/second/two/" in browser_page.evaluate(KEPT)


def two_hubs() -> list[ArticleIndexPage]:
    """Two indexes of one site, side by side."""
    home = Page.get_first_root_node().add_child(instance=Page(title="Home", slug="hubs"))
    site = Site.objects.get()
    site.root_page = home
    site.save()
    return [home.add_child(instance=ArticleIndexPage(title=slug, slug=slug)) for slug in ("first", "second")]


def test_an_address_that_is_none_takes_no_other_away(site: str, browser_page: BrowserPage) -> None:
    address = article_of(site)
    save(browser_page, address)
    wait_until_kept(browser_page, urlsplit(address).path)
    browser_page.evaluate(
        """path => {
          localStorage.setItem("gleaner.saved", JSON.stringify([{ url: "http://" }, null, { url: path }]));
          localStorage.setItem("gleaner.saved.kept", JSON.stringify(["/gone/", path]));
        }""",
        urlsplit(address).path,
    )
    browser_page.goto(f"{site}/saved/")
    browser_page.wait_for_function("() => !localStorage.getItem('gleaner.saved.kept').includes('/gone/')")
    assert urlsplit(address).path in browser_page.evaluate(KEPT)
