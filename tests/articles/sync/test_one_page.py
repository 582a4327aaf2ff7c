"""One page for somebody who waits: from a real server on loopback, which is a private address to everybody else."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from articles.models import Source
from articles.sync import one_page
from articles.sync.one_page import PageNotFetched, fetch_first_article, fetch_page
from scraper.profile import SourceProfile
from tests.scraper.hub_server import HTML, HubServer, hub_server, page, redirect, sitemap

NO_ARTICLE = 200, HTML, b"<!doctype html><html><body></body></html>"


@pytest.fixture
def server() -> Iterator[HubServer]:
    with hub_server({"/hub/one/": page("One")}) as running:
        yield running


@pytest.fixture
def own(db: None, server: HubServer) -> Source:
    """A saved source that may reach loopback."""
    return Source.objects.create(name="Own", slug="own", address=server.at("/hub/"), allow_private=True)


def test_a_strangers_address_never_leads_to_this_machine(server: HubServer) -> None:
    for host in ("127.0.0.1", "localhost", "2130706433"):
        with pytest.raises(PageNotFetched, match="private address"):
            fetch_page(f"http://{host}:{server.port}/hub/one/")
    with pytest.raises(PageNotFetched, match="private address"):
        fetch_first_article(server.at("/hub/"), SourceProfile())
    assert server.asked == []


def test_an_unsaved_source_cannot_allow_itself_more(server: HubServer) -> None:
    typed = Source(slug="typed", address=server.at("/hub/"), allow_private=True)
    with pytest.raises(PageNotFetched, match="private address"):
        fetch_page(server.at("/hub/one/"), typed)
    assert server.asked == []


def test_a_saved_source_may_not_reach_what_it_does_not_allow(server: HubServer, own: Source) -> None:
    Source.objects.update(allow_private=False)
    own.refresh_from_db()
    with pytest.raises(PageNotFetched, match="private address"):
        fetch_page(server.at("/hub/one/"), own)
    assert server.asked == []


def test_a_saved_source_that_allows_it_is_asked(server: HubServer, own: Source) -> None:
    found = fetch_page(server.at("/hub/one/"), own)
    assert found.url == server.at("/hub/one/")
    assert "<h1>One</h1>" in found.text


def test_what_a_source_allows_holds_for_its_own_hosts_alone(server: HubServer, own: Source) -> None:
    with hub_server({"/secret": page("Secret")}) as other:
        with pytest.raises(PageNotFetched, match="private address"):
            fetch_page(other.at("/secret"), own)
        server.routes["/hub/moved/"] = redirect(other.at("/secret"))
        with pytest.raises(PageNotFetched, match="another host"):
            fetch_page(server.at("/hub/moved/"), own)
        with pytest.raises(PageNotFetched, match="private address"):
            fetch_first_article(other.at("/"), SourceProfile(alias_hosts=[f"127.0.0.1:{other.port}"]), own)
        assert other.asked == []


def test_robots_txt_is_obeyed(server: HubServer, own: Source) -> None:
    server.routes["/robots.txt"] = 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /hub/"
    with pytest.raises(PageNotFetched, match=r"robots\.txt"):
        fetch_page(server.at("/hub/one/"), own)


def test_the_page_behind_a_redirect_is_told_with_its_address(server: HubServer, own: Source) -> None:
    server.routes["/hub/old/"] = redirect("/hub/one/")
    assert fetch_page(server.at("/hub/old/"), own).url == server.at("/hub/one/")


def test_a_page_without_an_article_comes_for_a_profile_may_find_one(server: HubServer, own: Source) -> None:
    server.routes["/hub/empty/"] = NO_ARTICLE
    assert "<body></body>" in fetch_page(server.at("/hub/empty/"), own).text


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, HTML, b"gone"), "404"),
        ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"), "not HTML"),
        ((200, HTML, b"<html>" + b"x" * (one_page.LARGEST_PAGE + 1)), "at most 2 MB"),
    ],
)
def test_what_is_no_page_says_why(server: HubServer, own: Source, answer: tuple, reason: str) -> None:  # type: ignore[type-arg]
    server.routes["/hub/odd/"] = answer
    with pytest.raises(PageNotFetched, match=reason):
        fetch_page(server.at("/hub/odd/"), own)


def test_nobody_waits_longer_than_the_patience(server: HubServer, own: Source) -> None:
    server.routes["/hub/slow/"] = server.hang
    started = time.monotonic()
    with pytest.raises(PageNotFetched, match="no answer within 3 seconds"):
        fetch_page(server.at("/hub/slow/"), own, patience=3.0)
    assert time.monotonic() - started < 15


def test_few_are_fetched_at_once(monkeypatch: pytest.MonkeyPatch, server: HubServer, own: Source) -> None:
    monkeypatch.setattr(one_page, "_places", threading.BoundedSemaphore(1))
    with one_page._place(), pytest.raises(PageNotFetched, match="other pages are being fetched"):
        fetch_page(server.at("/hub/one/"), own)
    assert fetch_page(server.at("/hub/one/"), own).text
    with pytest.raises(PageNotFetched, match="404"):
        fetch_page(server.at("/hub/none/"), own)
    assert fetch_page(server.at("/hub/one/"), own).text, "a failure gives its place back"


def test_the_first_article_of_a_hub_is_found_as_a_run_finds_it(server: HubServer, own: Source) -> None:
    server.routes["/sitemap.xml"] = sitemap(*map(server.at, ("/hub/events/a/", "/hub/one/")))
    server.routes["/hub/events/a/"] = page("An event")
    profile = SourceProfile(exclude=["/events/"])
    assert fetch_first_article(own.address, profile, own).url == server.at("/hub/one/")


def test_a_hub_without_articles_says_so(server: HubServer, own: Source) -> None:
    with pytest.raises(PageNotFetched, match="no articles found"):
        fetch_first_article(own.address, SourceProfile(), own)


def test_what_is_no_web_address_is_refused() -> None:
    with pytest.raises(PageNotFetched, match="no web address"):
        fetch_page("file:///etc/passwd")
