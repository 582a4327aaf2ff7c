"""Addresses out of robots.txt, sitemaps, feeds and pages, broken ones among them."""

from __future__ import annotations

import gzip

import pytest

from scraper.spiders import documents
from scraper.spiders.documents import DocumentError, read_feed, read_page, read_sitemap, sitemaps_of_robots

BASE = "https://hub.example/"


def test_sitemap_lines_of_robots() -> None:
    body = b"User-agent: *\r\n sitemap : /a.xml\r\n#Sitemap: /no.xml\r\nSitemap: https://b.example/b.xml # b\r\n"
    assert sitemaps_of_robots(body, BASE) == ["https://hub.example/a.xml", "https://b.example/b.xml"]


def test_a_sitemap_in_any_namespace_and_with_broken_parts() -> None:
    image = b"<image:image><image:loc>/i.png</image:loc></image:image>"
    body = b"<urlset><url><loc> /a/ </loc>" + image + b"</url><url><loc/></url><url><loc>/b/?x=1&y=2</loc>"
    assert read_sitemap(body, BASE).pages[0] == "https://hub.example/a/"
    assert len(read_sitemap(body, BASE).pages) == 2


def test_a_sitemap_of_lines() -> None:
    assert read_sitemap(b"https://hub.example/a\nhttps://hub.example/b\n", BASE).pages[1] == "https://hub.example/b"


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>/&b;</loc></url></urlset>'
    assert "aaa" not in "".join(read_sitemap(bomb, BASE).pages)


@pytest.mark.parametrize("body", [b"", b"<html><p>not found</p></html>", b"\x1f\x8bbroken", b"not xml at all"])
def test_what_is_no_sitemap(body: bytes) -> None:
    with pytest.raises(DocumentError):
        read_sitemap(body, BASE)


def test_an_archive_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "LARGEST_SITEMAP", 1000)
    with pytest.raises(DocumentError, match="larger than 50 MB"):
        read_sitemap(gzip.compress(b"<urlset>" + b" " * 100_000), BASE)


def test_links_of_feeds() -> None:
    rss = (
        b'<rss><channel><item><guid isPermaLink="false">7</guid></item><item><guid>https://hub.example/a</guid></item>'
    )
    assert read_feed(rss, BASE) == ["https://hub.example/a"]
    with pytest.raises(DocumentError):
        read_feed(b"<html/>", BASE)


def test_links_of_a_page() -> None:
    text = (
        '<base href="/hub/"><link rel="alternate" type="application/rss+xml" href="feed/">'
        '<link rel=alternate hreflang=de href=/de/><a href="a/">A</a><a rel="nofollow next" href="?page=2">on</a>'
        '<a href="#top">top</a><a href="javascript:x()">x</a><a href="http://[bad/">bad</a><a>none</a>'
    )
    page = read_page(text, BASE)
    assert page.links == ["https://hub.example/hub/a/", "https://hub.example/hub/?page=2"]
    assert page.next == ["https://hub.example/hub/?page=2"]
    assert page.feeds == ["https://hub.example/hub/feed/"]


@pytest.mark.parametrize("text", ["", "  ", "<!-- nothing -->", "\0"])
def test_an_empty_page_has_no_links(text: str) -> None:
    assert read_page(text, BASE).links == []
