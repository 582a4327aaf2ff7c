"""What a crawl says of known articles that are not in their place: four different things, and nothing without cause."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sample_hub import free_port
from tests.scraper.crawling import Crawl, crawl
from tests.scraper.hub_server import HTML, LOOPBACK, Asked, HubServer, hub_server, page, redirect, sitemap

TIMEOUT = 1.0
LISTED = ("/hub/one/", "/hub/two/", "/hub/alias/", "/hub/listed-404/", "/hub/listed-away/", "/hub/merged/")


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[HubServer]:
    """Another host, which must never be asked."""
    with hub_server({"/moved/": page("Moved away")}) as server:
        yield server


@pytest.fixture(scope="module")
def hub(elsewhere: HubServer) -> Iterator[HubServer]:
    with hub_server() as server:
        calls_itself = f'<link rel="canonical" href="{server.at("/hub/renamed/")}">'
        server.routes = {
            "/robots.txt": (200, {}, b"User-agent: Gleaner\nDisallow: /hub/private/\nDisallow: /login/"),
            "/sitemap.xml": sitemap(server.at("/hub/"), *map(server.at, LISTED)),
            "/hub/one/": page("One"),
            "/hub/two/": page("Two"),
            "/hub/alias/": redirect("/hub/found-by-its-alias/"),
            "/hub/found-by-its-alias/": page("Found by its alias"),
            "/hub/listed-404/": (404, HTML, b"<html>no"),
            "/hub/listed-away/": redirect(elsewhere.at("/moved/")),
            "/hub/merged/": redirect("/hub/two/"),
            "/hub/gone/": (410, HTML, b"<html>gone"),
            "/hub/delisted/": page("Delisted"),
            "/hub/moved-within/": redirect("/hub/one/"),
            "/hub/moved-twice/": redirect("/hub/moved-within/"),
            "/hub/moved-to-the-front/": redirect("/hub/", 302),
            "/hub/": page("The hub"),
            "/hub/moved-away/": redirect(elsewhere.at("/moved/")),
            "/hub/moved-to-sign-in/": redirect("/login/", 302),
            "/hub/moved-to-nowhere/": redirect("/hub/never-was/"),
            "/hub/moved-to-mail/": redirect("mailto:someone@example.org"),
            "/hub/circle/": redirect("/hub/circle/"),
            "/hub/renamed-quietly/": page("Renamed", head=calls_itself),
            "/hub/broken/": (500, HTML, b"<html>no"),
            "/hub/asks-to-wait/": (429, HTML, b"<html>no"),
            "/hub/hangs/": server.hang,
            "/hub/empty/": (200, HTML, b""),
            "/hub/private/": page("Private"),
        }
        yield server


@pytest.fixture(scope="module")
def result(hub: HubServer, tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    expected = [hub.at(each) for each in hub.routes if each.startswith("/hub/") and each != "/hub/alias/"]
    expected += [
        hub.at("/hub/404/"),
        f"http://{LOOPBACK}:{free_port()}/hub/x/",
        hub.at("/hub/a.pdf"),
        "ftp://a.example",
    ]
    return crawl(tmp_path_factory.mktemp("crawl"), hub.at("/hub/"), timeout=TIMEOUT, expected=expected)


@pytest.mark.parametrize(
    ("path", "state", "status", "location", "reason"),
    [
        ("/hub/404/", "gone", 404, None, "the server answered 404 Not Found"),
        ("/hub/gone/", "gone", 410, None, "the server answered 410 Gone"),
        ("/hub/moved-to-nowhere/", "gone", 404, "/hub/never-was/", "the server answered 404 Not Found at "),
        (
            "/hub/delisted/",
            "delisted",
            200,
            None,
            "the hub does not list it any more, though its address still answers",
        ),
        ("/hub/moved-within/", "redirected", 200, "/hub/one/", "it leads to "),
        ("/hub/moved-twice/", "redirected", 200, "/hub/one/", "it leads to "),
        ("/hub/moved-to-the-front/", "redirected", 200, "/hub/", "it leads to "),
        ("/hub/moved-to-sign-in/", "redirected", None, "/login/", "robots.txt forbids it"),
        ("/hub/renamed-quietly/", "redirected", 200, "/hub/renamed/", "its page calls itself "),
        ("/hub/moved-to-mail/", "error", None, None, "it leads to an address that cannot be asked: "),
        ("/hub/circle/", "error", None, "/hub/circle/", "it redirects in a circle, or too often"),
        ("/hub/broken/", "error", 500, None, "the server answered 500 Internal Server Error"),
        ("/hub/asks-to-wait/", "error", 429, None, "the server answered 429 Too Many Requests"),
        ("/hub/hangs/", "error", None, None, "no answer within 1 seconds"),
        ("/hub/empty/", "error", 200, None, "no article is there: the page is empty"),
        ("/hub/private/", "error", None, None, "robots.txt forbids it"),
        ("/hub/a.pdf", "error", None, None, "its address is none of those that this source takes for articles"),
    ],
)
def test_what_became_of_an_article(
    hub: HubServer, result: Crawl, path: str, state: str, status: int | None, location: str | None, reason: str
) -> None:
    record = result.unlisted[hub.at(path)]
    assert (record.state, record.status) == (state, status)
    assert record.location == (location and hub.at(location))
    assert record.reason.startswith(reason)


def test_another_host_is_told_and_not_asked(hub: HubServer, result: Crawl, elsewhere: HubServer) -> None:
    record = result.unlisted[hub.at("/hub/moved-away/")]
    assert (record.state, record.location) == ("redirected", elsewhere.at("/moved/"))
    strangers = [each for url, each in result.unlisted.items() if not url.startswith(hub.origin)]
    assert [each.state for each in strangers] == ["error", "error"]
    assert elsewhere.asked == []


def test_what_was_found_is_not_probed(hub: HubServer, result: Crawl) -> None:
    assert result.slugs() == {"one", "two", "found-by-its-alias"}
    assert not {hub.at("/hub/one/"), hub.at("/hub/found-by-its-alias/")} & result.unlisted.keys()
    assert (result.end.complete, result.end.found) == (True, len(LISTED))
    assert f"progress found={len(LISTED)} done={len(LISTED)}" in result.errors
    asked = hub.paths()
    assert [each for each in asked if asked.count(each) > 1] != []  # /hub/one/ is where others lead to
    assert asked.count("/hub/delisted/") == 1


def test_the_same_of_listed_addresses(hub: HubServer, result: Crawl, elsewhere: HubServer) -> None:
    assert result.failures[hub.at("/hub/listed-404/")].status == 404
    assert result.failures[hub.at("/hub/listed-away/")].location == elsewhere.at("/moved/")
    # A known article whose listed address leads to another known one has no page of its own any more.
    merged = result.unlisted[hub.at("/hub/merged/")]
    assert (merged.state, merged.location) == ("redirected", hub.at("/hub/two/"))


def test_every_expected_article_has_one_record(hub: HubServer, result: Crawl) -> None:
    told = [each.fetched[0] for each in result.articles] + [*result.failures, *result.unlisted]
    assert len(told) == len(set(told))
    found = {each.article.url for each in result.articles}
    assert {hub.at(each) for each in hub.routes if each.startswith("/hub/")} <= found | set(told)


@pytest.mark.parametrize("part", ["limit", "urls", "a feed alone", "a sitemap that is missing"])
def test_a_part_of_a_hub_says_nothing_of_the_rest(tmp_path: Path, part: str) -> None:
    with hub_server({"/hub/one/": page("One")}) as server:
        one = server.at("/hub/one/")
        head = '<link rel="alternate" type="application/rss+xml" href="/feed/">'
        feed = f"<rss><channel><item><link>{one}</link></item></channel></rss>"
        server.routes |= {
            "/hub/": (200, HTML, f"<html><head>{head}</head><p>hub".encode()),
            "/feed/": (200, {"Content-Type": "application/rss+xml"}, feed.encode()),
        }
        if part != "a feed alone":
            server.routes["/sitemap.xml"] = sitemap(one)
        if part == "a sitemap that is missing":
            lines = f"Sitemap: {server.at('/sitemap.xml')}\nSitemap: {server.at('/lost.xml')}"
            server.routes["/robots.txt"] = (200, {}, lines.encode())
        spec = {"limit": {"limit": 9}, "urls": {"urls": [one]}}.get(part, {})
        result = crawl(tmp_path, server.at("/hub/"), expected=[one, server.at("/hub/old/")], **spec)
        assert "/hub/old/" not in server.paths()
    assert result.slugs() == {"one"}
    assert result.unlisted == {}


def test_a_known_article_that_leads_to_one_which_nobody_lists(tmp_path: Path) -> None:
    with hub_server({"/hub/old/": redirect("/hub/new/"), "/hub/new/": page("New")}) as server:
        old, new = server.at("/hub/old/"), server.at("/hub/new/")
        server.routes["/sitemap.xml"] = sitemap(old)
        both = crawl(tmp_path, server.at("/hub/"), expected=[old, new])
        moved = crawl(tmp_path, server.at("/hub/"), expected=[old])
    assert {url: each.location for url, each in both.unlisted.items()} == {old: new}
    assert both.slugs() == {"new"}
    # Nobody knows the new one: then it is the old one that moved, which its record says.
    assert moved.unlisted == {}
    assert [each.fetched for each in moved.articles] == [[old, new]]


def test_an_unchanged_article_has_one_record_whichever_address_leads_to_it(tmp_path: Path) -> None:
    def tagged(asked: Asked) -> tuple[int, dict[str, str], bytes]:
        if asked.headers.get("if-none-match") == '"1"':
            return 304, {"ETag": '"1"'}, b""
        return 200, {**HTML, "ETag": '"1"'}, bytes(page("Tagged")[2])

    with hub_server({"/hub/a-alias/": redirect("/hub/tagged/"), "/hub/tagged/": tagged}) as server:
        tag = server.at("/hub/tagged/")
        server.routes["/sitemap.xml"] = sitemap(tag, server.at("/hub/a-alias/"))
        spec = {"cache_folder": str(tmp_path / "cache"), "known": [tag], "expected": [tag]}
        crawl(tmp_path, server.at("/hub/"), **spec)
        again = crawl(tmp_path, server.at("/hub/"), **spec)
    assert [each.kind for each in again.records] in (["not_modified", "end"], ["article", "end"])
