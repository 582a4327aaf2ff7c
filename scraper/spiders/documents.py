"""Addresses out of what a site publishes about itself: robots.txt, sitemaps, feeds, the links of its pages."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree, html

from scraper.spiders.elements import CUT_OFF, Elements, name_of

LARGEST_SITEMAP = 50 * 1024 * 1024
"""What the sitemap protocol allows, unpacked."""
MOST_ADDRESSES = 50_000
"""What the sitemap protocol allows in one file."""
MOST_MEMBERS = 100
"""Parts that a gzipped file is unpacked from, one after the other."""
LONGEST_QUOTE = 200
"""Signs that are told of an address which is none."""
GZIP_MAGIC = b"\x1f\x8b"
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml"})
SITEMAPS = frozenset({"urlset", "sitemapindex"})
FEEDS = frozenset({"rss", "feed", "RDF"})
ENTRIES = frozenset({"item", "entry"})


class DocumentError(ValueError):
    """A sitemap or feed that is none. Raised by `read_sitemap` and `read_feed`; the message is the reason."""


@dataclass
class Listed:
    """The addresses that a robots.txt, a sitemap or a feed names, absolute and in its order."""

    base: str
    addresses: list[str] = field(default_factory=list)
    is_index: bool = False
    """Whether the addresses are those of further sitemaps."""
    unread: list[str] = field(default_factory=list)
    """Why these are not all, each a sentence for a person."""

    def take(self, texts: Iterable[str]) -> bool:
        """Add the addresses that the texts name, and tell of those that are none; whether it was not too many."""
        broken: list[str] = []
        is_all = True
        for number, text in enumerate(texts):
            if number == MOST_ADDRESSES:
                self.unread.append(f"it has more than {MOST_ADDRESSES:,} addresses, and was read so far")
                is_all = False
                break
            if (address := joined(self.base, text)) is None:
                broken.append(text)
            else:
                self.addresses.append(address)
        if broken:
            others = f", and {len(broken) - 1:,} more" if len(broken) > 1 else ""
            self.unread.append(f"it names what is no address: {broken[0][:LONGEST_QUOTE]!r}{others}")
        return is_all


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a listing page leads to, absolute addresses in page order."""

    address: str
    links: list[str] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    next: list[str] = field(default_factory=list)
    """Marked by the page itself as its continuation (rel="next")."""


def joined(base: str, text: str) -> str | None:
    """The absolute address that a text on a page names; None where it is none ("https://[yourdomain]/")."""
    try:
        return urljoin(base, text)
    except ValueError:
        return None


def sitemaps_of_robots(body: bytes, base: str) -> Listed:
    """The addresses of the Sitemap lines.

    >>> sitemaps_of_robots(b"User-agent: *\\nSITEMAP: /map.xml # all", "https://hub.example/robots.txt").addresses
    ['https://hub.example/map.xml']
    """
    lines = (line.partition("#")[0] for line in body.decode("utf-8", "replace").splitlines())
    parts = (line.partition(":") for line in lines)
    found = Listed(base)
    found.take(value.strip() for name, _, value in parts if name.strip().lower() == "sitemap")
    return found


def read_sitemap(body: bytes, base: str) -> Listed:
    """A sitemap or sitemap index, as XML or one address a line, gzipped or not."""
    found = Listed(base)
    if body.startswith(GZIP_MAGIC):
        body, is_whole = _gunzip(body)
        found.unread += [] if is_whole else [CUT_OFF]
    if body.lstrip()[:4] == b"http":
        words = (each[0].decode("utf-8", "replace") for each in re.finditer(rb"\S+", body))
        found.take(word for word in words if word.startswith("http"))
        return found
    elements = Elements(body, SITEMAPS)
    # Images and videos have a loc of their own, inside the page's entry.
    places = (each for each in elements if name_of(each) == "loc" and _parent(each) in ("url", "sitemap"))
    _take(found, elements, (text for each in places if (text := (each.text or "").strip())))
    if not elements.root:
        raise DocumentError("it is no sitemap")
    return found


def read_feed(body: bytes, base: str) -> Listed:
    """The addresses of an RSS or Atom feed's entries, newest first as feeds have them."""
    elements = Elements(body, FEEDS)
    found = Listed(base)
    _take(found, elements, _entry_links(elements))
    if not elements.root:
        raise DocumentError("it is no feed")
    return found


def _take(found: Listed, elements: Elements, texts: Iterable[str]) -> None:
    is_all = found.take(texts)
    found.is_index = elements.root == "sitemapindex"
    if is_all and elements.unread and elements.unread not in found.unread:
        found.unread.append(elements.unread)


def read_page(text: str, base: str) -> Page:
    """The links of a page."""
    try:
        tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except etree.ParserError:
        return Page(address=base)  # nothing in it but white space or comments
    # A base that is no address is none, as it is to a browser; so is a link that leads nowhere.
    start = joined(base, str(tree.xpath("string(//base/@href)"))) or base
    links: list[str] = []
    feeds: list[str] = []
    following: list[str] = []
    for element in tree.iter("a", "link"):
        href = (element.get("href") or "").strip()
        rel = (element.get("rel") or "").lower().split()
        address = joined(start, href)
        if address is None or not href or href.startswith(("#", "mailto:", "tel:", "javascript:", "data:")):
            continue
        if "next" in rel:
            following.append(address)
        if element.tag == "a":
            links.append(address)
        elif "alternate" in rel and (element.get("type") or "").strip().lower() in FEED_TYPES:
            feeds.append(address)
    return Page(address=base, links=links, feeds=feeds, next=following)


def _gunzip(body: bytes) -> tuple[bytes, bool]:
    """What a gzipped file holds, of which there can be several in a row, and whether that is all."""
    unpacked, rest, is_whole = bytearray(), body, True
    for _ in range(MOST_MEMBERS):
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            unpacked += unpacker.decompress(rest, LARGEST_SITEMAP + 1 - len(unpacked))
        except zlib.error as error:
            raise DocumentError("it is no sitemap: its compression is broken") from error
        if len(unpacked) > LARGEST_SITEMAP:
            raise DocumentError("it is larger than 50 MB unpacked")
        rest, is_whole = unpacker.unused_data, unpacker.eof
        if not rest.startswith(GZIP_MAGIC):
            return bytes(unpacked), is_whole
    return bytes(unpacked), False


def _parent(element: etree._Element) -> str:
    return name_of(element.getparent())


def _entry_links(elements: Elements) -> Iterator[str]:
    """Where each entry leads: RSS has the address as text, or in a guid that says so; Atom in an attribute."""
    by_name: dict[str, str] = {}
    for each in elements:
        name, text = name_of(each), (each.text or "").strip()
        if name in ENTRIES:
            if link := by_name.get("link") or by_name.get("guid"):
                yield link
            by_name = {}
        elif _parent(each) not in ENTRIES:
            continue
        elif name == "link" and each.get("href") and each.get("rel", "alternate") == "alternate":
            by_name.setdefault("link", str(each.get("href")))
        elif name == "link" and text:
            by_name.setdefault("link", text)
        elif name == "guid" and each.get("isPermaLink", "true") == "true" and text.startswith("http"):
            by_name.setdefault("guid", text)
