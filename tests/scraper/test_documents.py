"""Addresses out of robots.txt, sitemaps, feeds and pages, broken ones among them."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from scraper.spiders import documents
from scraper.spiders.documents import DocumentError, Listed, read_feed, read_page, read_sitemap, sitemaps_of_robots
from scraper.spiders.elements import CUT_OFF

BASE = "https://hub.example/"


def test_sitemap_lines_of_robots() -> None:
    body = b"User-agent: *\r\n sitemap : /a.xml\r\n#Sitemap: /no.xml\r\nSitemap: https://b.example/b.xml # b\r\n"
    assert sitemaps_of_robots(body, BASE).addresses == ["https://hub.example/a.xml", "https://b.example/b.xml"]


def test_a_sitemap_in_any_namespace_and_with_broken_parts() -> None:
    image = b"<image:image><image:loc>/i.png</image:loc></image:image>"
    body = b"<urlset><url><loc> /a/ </loc>" + image + b"</url><url><loc/></url><url><loc>/b/?x=1&y=2</loc>"
    assert read_sitemap(body, BASE).addresses == ["https://hub.example/a/", "https://hub.example/b/?x=1&y=2"]


def test_a_sitemap_of_lines() -> None:
    assert read_sitemap(b"https://hub.example/a\nhttps://hub.example/b\n", BASE).addresses[1] == "https://hub.example/b"


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>/&b;</loc></url></urlset>'
    assert "aaa" not in "".join(read_sitemap(bomb, BASE).addresses)


@pytest.mark.parametrize("body", [b"", b"<html><p>not found</p></html>", b"\x1f\x8bbroken", b"not xml at all"])
def test_what_is_no_sitemap(body: bytes) -> None:
    with pytest.raises(DocumentError):
        read_sitemap(body, BASE)


def test_an_archive_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "LARGEST_SITEMAP", 1000)
    with pytest.raises(DocumentError, match="larger than 50 MB"):
        read_sitemap(gzip.compress(b"<urlset>" + b" " * 100_000), BASE)


def sitemap(*addresses: str) -> bytes:
    return f"<urlset>{''.join(f'<url><loc>{each}</loc></url>' for each in addresses)}</urlset>".encode()


BROKEN = "https://[yourdomain]/a"
NAMED = f"it names what is no address: {BROKEN!r}"


@pytest.mark.parametrize(
    ("read", "body"),
    [
        (sitemaps_of_robots, f"Sitemap: {BROKEN}\nSitemap: /b\n".encode()),
        (read_sitemap, sitemap(BROKEN, "/b")),
        (read_sitemap, f"{BROKEN}\n{BASE}b\n".encode()),
        (read_feed, f"<rss><item><link>{BROKEN}</link></item><item><link>/b</link></item></rss>".encode()),
    ],
)
def test_an_address_that_is_none_is_told_and_the_others_count(
    read: Callable[[bytes, str], Listed], body: bytes
) -> None:
    found = read(body, BASE)
    assert (found.addresses, found.unread) == (["https://hub.example/b"], [NAMED])


def test_many_addresses_that_are_none_are_told_once() -> None:
    assert read_sitemap(sitemap(*[BROKEN] * 3), BASE).unread == [f"{NAMED}, and 2 more"]
    long = read_sitemap(sitemap("https://[" + "x" * 10_000), BASE)
    assert len(long.unread[0]) < 300


WHOLE = sitemap(*(f"/{number}" for number in range(100)))
FATAL = b"<br />\n<b>Fatal error</b>: Allowed memory size & more exhausted"


@pytest.mark.parametrize(
    ("body", "number"),
    [
        (WHOLE[: len(WHOLE) // 2], 50),
        (WHOLE[: WHOLE.index(b"/50<") + 2], 50),  # half an address is none
        (WHOLE.removesuffix(b"</urlset>"), 100),
        (WHOLE[: WHOLE.index(b"<url><loc>/50<")] + FATAL, 50),
        (WHOLE + FATAL, 100),
        (gzip.compress(WHOLE, 0)[: len(WHOLE) // 2], 49),
        (gzip.compress(WHOLE[: len(WHOLE) // 2]) + gzip.compress(WHOLE[len(WHOLE) // 2 :])[:-1], 100),
        (gzip.compress(b"https://hub.example/a\n")[:-1], 1),
        (gzip.compress(b"https://hub.example/a\n") * 101, 100),
    ],
    ids=range(9),
)
def test_a_sitemap_that_breaks_off_says_so(body: bytes, number: int) -> None:
    found = read_sitemap(body, BASE)
    assert (len(found.addresses), found.unread) == (number, [CUT_OFF])


@pytest.mark.parametrize(
    "body",
    [
        WHOLE + b"\n<!-- made in <b>1</b> s -->\n",
        b"\n" + WHOLE.replace(b"/50<", b"/50\xe4<"),
        WHOLE.replace(b"<url>", b"<br />Warning: a & b<url>", 1) + b"\n",
        WHOLE.replace(b"urlset", b"map:urlset"),
        WHOLE.replace(b"<urlset>", b"<s:urlset xmlns:s='x'><image:image/>").replace(b"/urlset", b"/s:urlset"),
        WHOLE.replace(b"/50<", b"<![CDATA[/50?a=1&b=2]]><"),
        ('<?xml version="1.0" encoding="utf-16"?>' + WHOLE.decode()).encode("utf-16"),
        gzip.compress(WHOLE[:1000]) + gzip.compress(WHOLE[1000:]) + b"\0" * 9,
    ],
    ids=range(8),
)
def test_a_sitemap_that_is_whole_though_odd(body: bytes) -> None:
    found = read_sitemap(body, BASE)
    assert (len(found.addresses), found.unread) == (100, [])


def test_an_ampersand_belongs_to_the_address_however_it_is_written() -> None:
    body = sitemap("/?a=1&b=2", "/?a=1&amp;b=2", "<![CDATA[/?a=1&b=2]]>", "/?a=1&#38;b=2")
    assert read_sitemap(body, BASE).addresses == ["https://hub.example/?a=1&b=2"] * 4
    assert read_sitemap(sitemap("/", "<![CDATA[/b"), BASE).addresses == ["https://hub.example/"]


def test_no_more_is_read_than_the_protocol_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_ADDRESSES", 9)
    reason = "it has more than 9 addresses, and was read so far"
    for body in (WHOLE, b"https://hub.example/a " * 10):
        found = read_sitemap(body, BASE)
        assert (len(found.addresses), found.unread) == (9, [reason])
    assert read_sitemap(sitemap(*"abcdefghi"), BASE).unread == []


def test_links_of_feeds() -> None:
    rss = (
        b'<rss><channel><item><guid isPermaLink="false">7</guid></item><item><guid>https://hub.example/a</guid></item>'
    )
    assert read_feed(rss, BASE).addresses == ["https://hub.example/a"]
    with pytest.raises(DocumentError):
        read_feed(b"<html/>", BASE)


def test_a_base_that_is_no_address_is_none() -> None:
    page = read_page('<base href="http://[x]/"><a href="a/">A</a>', BASE)
    assert page.links == ["https://hub.example/a/"]


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
