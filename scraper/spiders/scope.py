"""Which addresses are articles of a source: by the profile's rules where it has some, else by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, urlsplit

from scraper.addresses import AddressError, HostFamily, normalise
from scraper.profile import SourceProfile

PAGE_SUFFIXES = frozenset({"", ".html", ".htm", ".xhtml", ".php", ".asp", ".aspx", ".jsp", ".md"})
"""Endings of pages; anything else that looks like an ending ("a.pdf", "b.jpg", "c.xml") is a file."""
PAGING_PARAMETERS = frozenset({"page", "paged", "p", "pg", "offset", "start"})
FEED_SEGMENTS = frozenset({"feed", "feeds", "rss", "atom"})
LISTING_SEGMENTS = frozenset({"all-articles", "all", "articles", "archive", "archives", "search"})
"""Last segments of pages that list articles."""
GROUPING_SEGMENTS = frozenset({"tag", "tags", "category", "categories", "author", "authors", "area-of-study", "page"})
"""Segments whose next one groups articles (/tag/careers/, /page/2/), beside the profile's areas and topics."""


class Scope:
    """The addresses that one source takes for its articles."""

    def __init__(self, address: str, profile: SourceProfile) -> None:
        self.family = HostFamily.of(address, profile.alias_hosts)
        self.include = [re.compile(each) for each in profile.include]
        self.exclude = [re.compile(each) for each in profile.exclude]
        self.facets = frozenset(profile.area_parameters + profile.topic_parameters)
        # A program's page is what articles point to, wherever it stands.
        self.groups = GROUPING_SEGMENTS | self.facets | set(profile.program_paths)
        self.address = normalise(address)
        self.listings = [self.address, *(normalise(each, base=address) for each in profile.listings)]
        self._listing_paths = {_folder(each) for each in self.listings}

    def add_listing(self, address: str) -> None:
        """Take note of a page as a listing, such as where the source's address redirects to."""
        self._listing_paths.add(_folder(address))

    def normalise(self, address: str, base: str = "") -> str:
        """The address as it is asked: without facets, which only remember where a reader came from."""
        return normalise(address, base=base, without=self.facets)

    def key(self, address: str) -> str:
        """What all spellings of one page's address have in common; an address of no page is its own."""
        try:
            return self.family.key(address)
        except AddressError:
            return address

    def articles(self, candidates: Iterable[str]) -> list[str]:
        """The articles among addresses of any kind, each once, in their order."""
        pages: dict[str, str] = {}
        for candidate in candidates:
            try:
                address = self.normalise(candidate)
            except AddressError:
                continue
            if self.may_be_article(address):
                pages.setdefault(self.family.key(address), address)
        addresses = list(pages.values())
        return addresses if self.include else self._by_folder(addresses)

    def may_be_article(self, address: str) -> bool:
        """All that can be said by looking at one address alone."""
        if not self.family.holds(address) or _folder(address) in self._listing_paths:
            return False
        if any(rule.search(address) for rule in self.exclude):
            return False
        if self.include:
            return any(rule.search(address) for rule in self.include)
        return self._looks_like_article(urlsplit(address).path.strip("/").lower().split("/"), urlsplit(address).query)

    def is_paging(self, address: str, listing: str) -> bool:
        """Whether an address is a further page of a listing: ?page=2 on it or /page/2/ under it."""
        if not self.family.holds(address):
            return False
        path, folder = _folder(address), _folder(listing)
        numbered = re.fullmatch(re.escape(_unpaged(folder)) + r"page/\d+/", path)
        parameters = dict(parse_qsl(urlsplit(address).query))
        # A facet or an order shows the same articles again: only the number of the page may be in the query.
        paged = bool(parameters) and parameters.keys() <= PAGING_PARAMETERS
        return bool(numbered and not parameters) or (path == _unpaged(folder) and paged)

    def is_listing(self, address: str) -> bool:
        """Whether an address of any kind is a listing under the source's, by its name: /hub/all-articles/ of /hub/."""
        path = _folder(address)
        named = path.strip("/").rpartition("/")[2] in LISTING_SEGMENTS - {"search"}
        plain = self.family.holds(address) and not urlsplit(address).query
        return named and plain and path.startswith(_folder(self.address))

    def _looks_like_article(self, segments: list[str], query: str) -> bool:
        grouping = len(segments) > 1 and segments[-2] in self.groups
        listing = segments[-1] in LISTING_SEGMENTS | FEED_SEGMENTS | self.groups
        suffix = PurePosixPath(segments[-1]).suffix
        # A number after a dot is part of a slug ("python-3.12"), an ending has letters.
        is_file = suffix not in PAGE_SUFFIXES and re.fullmatch(r"\.[a-z]\w{1,4}", suffix) is not None
        paging = bool(query) and {name for name, _ in parse_qsl(query)} <= PAGING_PARAMETERS - {"p"}
        return not (grouping or listing or is_file or paging)

    def _by_folder(self, addresses: list[str]) -> list[str]:
        """Those under the source's own address; where none is, those beside it.

        Both layouts are common: /hub/ with /hub/slug/, and /hub/all-articles/ with /hub/slug/ beside it.
        """
        below = _under(_folder(self.address), addresses)
        parent = _folder(self.address).rstrip("/").rpartition("/")[0] + "/"
        # Beside an address at the top of the site stands the whole site, not a hub: that needs a profile's rule.
        found = below or (_under(parent, addresses) if parent != "/" else [])
        return _without_folders(found)


def _folder(address: str) -> str:
    """The path with a last slash, so that /a/b and /a/b/ are the same and /a/bc is no part of them."""
    return urlsplit(address).path.rstrip("/") + "/"


def _unpaged(folder: str) -> str:
    return re.sub(r"page/\d+/$", "", folder)


def _under(folder: str, addresses: list[str]) -> list[str]:
    return [each for each in addresses if _folder(each).startswith(folder) and _folder(each) != folder]


def _without_folders(addresses: list[str]) -> list[str]:
    """Without the addresses that others stand under: a page over articles is a listing of them."""
    parents: set[str] = set()
    for each in addresses:
        steps = _folder(each).strip("/").split("/")
        parents.update("/" + "/".join(steps[:depth]) + "/" for depth in range(1, len(steps)))
    return [each for each in addresses if _folder(each) not in parents]
