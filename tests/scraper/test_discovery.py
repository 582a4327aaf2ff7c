"""Which articles a crawl finds: by sitemap, feed and listing pages, and what robots.txt keeps it from."""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path

import pytest
from scrapy.http import Response

from scraper.outcomes import NoAnswer
from scraper.profile import SourceProfile
from scraper.records import Failure
from scraper.spiders.discovery import Discovery, Found
from scraper.spiders.scope import Scope
from tests.scraper.crawling import crawl
from tests.scraper.hub_server import HTML, XML, Answer, hub_server, page, sitemap

HUB = "https://hub.example"
PATHS = [f"/hub/article-{number}/" for number in range(4)]
ARTICLES = [HUB + each for each in PATHS]
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'


def listing(*links: str, head: str = "") -> Answer:
    anchors = "".join(f'<a href="{each}">{each}</a>' for each in links)
    return 200, HTML, f"<!doctype html><html><head>{head}</head><body><h1>All articles</h1>{anchors}".encode()


class Site:
    """Pages in memory for discovery alone, without a server and a crawl around it."""

    def __init__(self, pages: dict[str, Answer]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    async def fetch(self, address: str) -> Response:
        path = address.removeprefix(HUB)
        self.asked.append(path)
        if path not in self.pages:
            raise NoAnswer(Failure(url=address, outcome="fail", reason="not found", status=404))
        status, headers, body = self.pages[path]
        assert isinstance(body, bytes)
        return Response(address, status=status, headers=headers, body=body)

    def find(self, path: str = "/hub/", limit: int | None = None, profile: SourceProfile | None = None) -> Found:
        scope = Scope(HUB + path, profile or SourceProfile())
        return asyncio.run(Discovery(scope, self.fetch, limit).run())


def test_a_sitemap_wins_over_the_listing() -> None:
    site = Site({"/sitemap.xml": sitemap(HUB + "/hub/", *ARTICLES), "/hub/": listing("/hub/other/")})
    assert site.find() == Found(ARTICLES)
    assert site.asked == ["/robots.txt", "/sitemap.xml"]


def test_a_sitemap_that_is_named_and_missing_is_told() -> None:
    robots = f"Sitemap: {HUB}/one.xml\nSitemap: {HUB}/two.xml\nSitemap: {HUB}/hub/"
    pages = {"/robots.txt": (200, {}, robots.encode()), "/one.xml": sitemap(*ARTICLES), "/hub/": listing()}
    found = Site(pages).find()
    assert (found.addresses, found.complete) == (ARTICLES, False)
    assert [each.reason for each in found.failures] == ["sitemap: not found", "sitemap: it is no sitemap"]


def test_an_index_that_names_itself_ends() -> None:
    index = INDEX.format(f"<sitemap><loc>{HUB}/sitemap.xml</loc></sitemap><sitemap><loc>{HUB}/a.xml</loc></sitemap>")
    found = Site({"/sitemap.xml": (200, XML, index.encode()), "/a.xml": sitemap(*ARTICLES)}).find()
    assert found == Found(ARTICLES)


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_feed_where_there_is_no_sitemap(kind: str) -> None:
    rss = "".join(f"<item><title>a</title><link>{each}</link></item>" for each in ARTICLES)
    atom = "".join(f'<entry><link rel="edit" href="/e/"/><link href="{each}"/></entry>' for each in ARTICLES)
    feeds = {
        "rss": f'<rss version="2.0"><channel><link>{HUB}/hub/</link>{rss}</channel></rss>',
        "atom": f'<feed xmlns="http://www.w3.org/2005/Atom">{atom}</feed>',
    }
    head = f'<link rel="alternate" type="application/{kind}+xml" href="/hub/feed/">'
    found = Site({"/hub/": listing(head=head), "/hub/feed/": (200, XML, feeds[kind].encode())}).find()
    # Incomplete: a feed has the newest articles only.
    assert found == Found(ARTICLES, complete=False)


def test_a_limit_ends_the_search_early() -> None:
    pages = {f"/hub/?page={number}": listing(PATHS[number], f"?page={number + 1}") for number in range(1, 4)}
    site = Site({"/hub/": listing(PATHS[0], "?page=1"), **pages})
    found = site.find(limit=2)
    assert (found.addresses, found.complete) == (ARTICLES[:2], False)
    assert "/hub/?page=2" not in site.asked


def test_listings_of_a_profile_are_followed() -> None:
    pages = {"/hub/": listing(PATHS[0]), "/hub/older": listing(PATHS[1], "/hub/older")}
    found = Site(pages).find(profile=SourceProfile(listings=["older", "/hub/lost/"]))
    assert (found.addresses, found.complete) == (ARTICLES[:2], False)
    assert [each.url for each in found.failures] == [HUB + "/hub/lost/"]


def test_nothing_at_all() -> None:
    found = Site({"/hub/": listing("/about/")}).find()
    reason = "no articles found: no sitemap, feed or listing page leads to an article of this source"
    assert [each.reason for each in found.failures] == [reason]
    assert not found.complete
    missing = Site({}).find()
    assert [(each.reason, each.status) for each in missing.failures] == [("no articles found: not found", 404)]


BROKEN = "https://[yourdomain]/sitemap.xml"
NAMED = f"it names what is no address: {BROKEN!r}"


def test_an_address_that_is_none_is_told_and_the_rest_goes_on() -> None:
    robots = f"Sitemap: {BROKEN}\nSitemap: {HUB}/one.xml".encode()
    found = Site({"/robots.txt": (200, {}, robots), "/one.xml": sitemap(BROKEN, *ARTICLES)}).find()
    assert (found.addresses, found.complete) == (ARTICLES, False)
    assert [(each.url, each.reason) for each in found.failures] == [
        (f"{HUB}/robots.txt", f"robots.txt: {NAMED}"),
        (f"{HUB}/one.xml", f"sitemap: {NAMED}"),
    ]


def test_a_feed_with_an_address_that_is_none() -> None:
    links = "".join(f"<item><link>{each}</link></item>" for each in [BROKEN, *ARTICLES])
    head = '<base href="https://[x]/"><link rel="alternate" type="application/rss+xml" href="/feed/">'
    pages = {"/hub/": listing(head=head), "/feed/": (200, XML, f"<rss>{links}</rss>".encode())}
    found = Site(pages).find()
    assert found.addresses == ARTICLES
    assert [(each.url, each.reason) for each in found.failures] == [(f"{HUB}/feed/", NAMED)]


def test_a_sitemap_that_breaks_off_is_not_complete() -> None:
    status, headers, body = sitemap(*ARTICLES)
    found = Site({"/sitemap.xml": (status, headers, bytes(body)[: len(bytes(body)) // 2])}).find()
    assert 0 < len(found.addresses) < len(ARTICLES)
    assert not found.complete
    assert [each.reason for each in found.failures] == ["sitemap: it breaks off, or its end is broken"]


# With the real command, against a real server


def test_a_sitemap_at_an_address_that_cannot_be_asked(tmp_path: Path) -> None:
    with hub_server({PATHS[0]: page()}) as server:
        named = "https://hub.example:none/sitemap.xml"
        server.routes |= {
            "/robots.txt": (200, {}, f"Sitemap: {named}\nSitemap: /mine.xml\nSitemap: {BROKEN}".encode()),
            "/mine.xml": sitemap(server.at(PATHS[0])),
        }
        result = crawl(tmp_path, server.at("/hub/"))
        robots = server.at("/robots.txt")
    assert (result.slugs(), result.end.complete, result.end.reason) == ({"article-0"}, False, "finished")
    assert result.failures[named].reason.startswith("sitemap: it leads to an address that cannot be asked: ")
    assert result.failures[robots].reason == f"robots.txt: {NAMED}"


def test_sitemaps_of_robots_with_an_index_and_a_gzipped_part(tmp_path: Path) -> None:
    with hub_server({each: page(each) for each in PATHS}) as server:
        articles = [server.at(each) for each in PATHS]
        places = "".join(f"<sitemap><loc>{server.at(each)}</loc></sitemap>" for each in ("/a.xml", "/b.xml.gz"))
        noise = [server.at(each) for each in ("/hub/", "/about/", "/program/x/", "/hub/feed/", "/hub/a.pdf", "/")]
        server.routes |= {
            "/robots.txt": (200, {}, f"User-agent: *\nSitemap: {server.at('/maps/index.xml')}".encode()),
            "/maps/index.xml": (200, XML, INDEX.format(places).encode()),
            "/a.xml": sitemap(*articles[:2], *noise, "https://elsewhere.example/hub/article-9/"),
            "/b.xml.gz": (200, {"Content-Type": "application/gzip"}, gzip.compress(bytes(sitemap(*articles[1:])[2]))),
        }
        result = crawl(tmp_path, server.at("/hub/"))
        asked = server.paths()
    assert (result.code, result.end.complete, result.end.found, len(result.articles)) == (0, True, 4, 4)
    assert len(asked) == len(set(asked)) + 1  # robots.txt for its sitemaps, and for its rules


def test_listing_pages_with_paging_and_facets(tmp_path: Path) -> None:
    with hub_server({each: page(each) for each in PATHS}) as server:
        server.routes |= {
            "/hub/": listing("/hub/all-articles/", "/hub/article-0/", "/about/", "mailto:a@b.example"),
            "/hub/all-articles/": listing("?page=2", "?topic=x", "?page=2&topic=x", "/hub/article-0/#top"),
            "/hub/all-articles/?page=1": listing("?page=2"),
            "/hub/all-articles/?page=2": listing("?page=1", "page/3/", "/hub/article-1/?utm_source=x"),
            "/hub/all-articles/page/3/": listing("/hub/article-2/", head='<link rel="next" href="/hub/last/">'),
            "/hub/last/": listing("/hub/article-3/", "/hub/all-articles/page/3/"),
        }
        result = crawl(tmp_path, server.at("/hub/"))
        asked = server.paths()
    assert (result.code, result.end.complete, result.end.found, len(result.articles)) == (0, True, 4, 4)
    assert [each for each in asked if "topic" in each] == []


def test_robots_may_forbid_the_whole_site(tmp_path: Path) -> None:
    with hub_server({each: page(each) for each in PATHS}) as server:
        articles = [server.at(each) for each in PATHS]
        server.routes |= {
            "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /"),
            "/sitemap.xml": sitemap(*articles),
        }
        address = server.at("/hub/")
        result = crawl(tmp_path, address)
        given = crawl(tmp_path, address, urls=articles)
        assert set(server.paths()) == {"/robots.txt"}
    assert result.failures[address].reason == "no articles found: robots.txt forbids it"
    assert (result.code, result.end.complete, result.end.found) == (1, False, 0)
    assert {url: each.reason for url, each in given.failures.items()} == dict.fromkeys(
        articles, "robots.txt forbids it"
    )


def test_a_hub_that_hangs_is_given_up_soon(tmp_path: Path) -> None:
    with hub_server() as server:
        server.routes["/robots.txt"] = server.hang
        result = crawl(tmp_path, server.at("/hub/"), timeout=0.5)
    assert result.failures[server.at("/hub/")].reason == "no articles found: no answer within 0.5 seconds"
    assert set(server.paths()) == {"/robots.txt"}
