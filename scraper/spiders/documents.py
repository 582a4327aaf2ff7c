"""Addresses out of what a site publishes about itself: robots.txt, sitemaps, feeds, the links of its pages."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree, html

LARGEST_SITEMAP = 50 * 1024 * 1024
"""What the sitemap protocol allows, unpacked."""
GZIP_MAGIC = b"\x1f\x8b"
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml"})


class DocumentError(ValueError):
    """A sitemap or feed that is none. Raised by `read_sitemap` and `read_feed`; the message is the reason."""


@dataclass(frozen=True, kw_only=True)
class Sitemap:
    pages: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    """Further sitemaps that this one is an index of."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a listing page leads to, absolute addresses in page order."""

    address: str
    links: list[str] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    next: list[str] = field(default_factory=list)
    """Marked by the page itself as its continuation (rel="next")."""


def sitemaps_of_robots(body: bytes, base: str) -> list[str]:
    """The addresses of the Sitemap lines.

    >>> sitemaps_of_robots(b"User-agent: *\\nSITEMAP: /map.xml # all", "https://hub.example/robots.txt")
    ['https://hub.example/map.xml']
    """
    lines = (line.partition("#")[0] for line in body.decode("utf-8", "replace").splitlines())
    parts = (line.partition(":") for line in lines)
    return [urljoin(base, value.strip()) for name, _, value in parts if name.strip().lower() == "sitemap"]


def read_sitemap(body: bytes, base: str) -> Sitemap:
    """A sitemap or sitemap index, as XML or one address a line, gzipped or not."""
    if body.startswith(GZIP_MAGIC):
        body = _gunzip(body)
    if body.lstrip()[:4] == b"http":
        lines = body.decode("utf-8", "replace").split()
        return Sitemap(pages=[line for line in lines if line.startswith("http")])
    elements = _elements(body)
    root = next(elements, None)
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        raise DocumentError("it is no sitemap")
    # Images and videos have a loc of their own, inside the page's entry.
    places = (each for each in elements if _name(each) == "loc" and _parent(each) in ("url", "sitemap"))
    found = [urljoin(base, text) for each in places if (text := (each.text or "").strip())]
    return Sitemap(pages=found) if _name(root) == "urlset" else Sitemap(sitemaps=found)


def read_feed(body: bytes, base: str) -> list[str]:
    """The addresses of an RSS or Atom feed's entries, newest first as feeds have them."""
    elements = _elements(body)
    root = next(elements, None)
    if root is None or _name(root) not in ("rss", "feed", "RDF"):
        raise DocumentError("it is no feed")
    entries = (each for each in elements if _name(each) in ("item", "entry"))
    return [urljoin(base, link) for entry in entries if (link := _entry_link(entry))]


def read_page(text: str, base: str) -> Page:
    """The links of a page."""
    try:
        tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except etree.ParserError:
        return Page(address=base)  # nothing in it but white space or comments
    start = urljoin(base, str(tree.xpath("string(//base/@href)")))
    links: list[str] = []
    feeds: list[str] = []
    following: list[str] = []
    for element in tree.iter("a", "link"):
        href = (element.get("href") or "").strip()
        rel = (element.get("rel") or "").lower().split()
        try:
            address = urljoin(start, href)
        except ValueError:
            continue
        if not href or href.startswith(("#", "mailto:", "tel:", "javascript:", "data:")):
            continue
        if "next" in rel:
            following.append(address)
        if element.tag == "a":
            links.append(address)
        elif "alternate" in rel and (element.get("type") or "").strip().lower() in FEED_TYPES:
            feeds.append(address)
    return Page(address=base, links=links, feeds=feeds, next=following)


def _gunzip(body: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacker.decompress(body, LARGEST_SITEMAP)
    except zlib.error as error:
        raise DocumentError("it is no sitemap: its compression is broken") from error
    if unpacker.unconsumed_tail:
        raise DocumentError("it is larger than 50 MB unpacked")
    return unpacked


def _elements(body: bytes) -> Iterator[etree._Element]:
    """All elements of a document, its root first; entities and other files are left alone."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return
    if root is not None:
        yield from root.iter("*")


def _name(element: etree._Element) -> str:
    """The name without its namespace, or without a prefix that was never declared."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _parent(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else _name(parent)


def _entry_link(entry: etree._Element) -> str | None:
    """Where an entry leads: RSS has the address as text, or in a guid that says so; Atom in an attribute."""
    by_name: dict[str, str] = {}
    for each in entry:
        if not isinstance(each.tag, str):
            continue
        name, text = _name(each), (each.text or "").strip()
        if name == "link" and each.get("href") and each.get("rel", "alternate") == "alternate":
            by_name.setdefault("link", str(each.get("href")))
        elif name == "link" and text:
            by_name.setdefault("link", text)
        elif name == "guid" and each.get("isPermaLink", "true") == "true" and text.startswith("http"):
            by_name.setdefault("guid", text)
    return by_name.get("link") or by_name.get("guid")
