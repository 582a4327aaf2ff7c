"""Which document each sighting is: by address, by alias, by redirect, by slug, by title. Pure.

Identity is the source document, whatever becomes of the page. The surest sign is tried for all sightings before a
weaker one is tried for any, and a document is never two articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from articles.sync.ladder import Sight

Outcome = Literal[
    "create", "update", "merge", "conflict", "unchanged", "held", "withdraw", "restore", "redirect", "reject", "fail"
]
WITHOUT_ARTICLE = ("failure", "unlisted")
AddressKey = Callable[[str], str]
"""What all spellings of one address have in common."""
Titles = Callable[[list[int]], Mapping[int, str]]
"""Gives the titles of documents by their keys. They stand within the records: only those that decide are read."""


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """A record of the run, as far as the plan needs it."""

    place: int
    """Where the record stands in the run's file, from 0."""
    kind: Literal["article", "not_modified", "failure", "unlisted"]
    url: str
    slug: str = ""
    title: str = ""
    fingerprint: str = ""
    fetched: tuple[str, ...] = ()
    """The addresses that led here: a redirect from a known address tells a moved article."""
    outcome: Outcome = "fail"
    """Of a failure: "reject" or "fail"."""
    reason: str = ""
    sight: Sight = "present"
    """What it tells of the article's being there."""
    location: str = ""
    """Where its address leads to, of a redirect to another page."""
    stored: bool = False
    """Whether the page is the one that was parsed before: what is new is then the parser's doing."""


@dataclass(frozen=True, kw_only=True)
class KnownDocument:
    """A source document, as far as the plan needs it."""

    pk: int
    url: str
    slug: str
    aliases: tuple[str, ...]
    fingerprint: str
    page: int | None
    was_written: bool
    """Whether it has had a page: without one now, the page was deleted."""
    missing: str = ""
    """Why the last runs did not find it, a word of `SourceDocument.Missing`; empty when they did."""
    missing_count: int = 0
    is_withdrawn: bool = False
    read_by: str = ""
    """Version of the parser that made its record; empty where that is not known."""


@dataclass(frozen=True, kw_only=True)
class Match:
    sighting: Sighting
    document: KnownDocument | None
    repeated: bool = False
    """Whether the run has an earlier record of the same address."""

    @property
    def moved_from(self) -> str:
        """The document's address when the article stands at another one now."""
        if self.document is None or self.sighting.kind != "article" or self.document.url == self.sighting.url:
            return ""
        return self.document.url


def match(
    sightings: Sequence[Sighting],
    documents: Iterable[KnownDocument],
    titles: Titles,
    *,
    whole: bool,
    key: AddressKey = str,
) -> list[Match]:
    """One match a sighting, in their order. `whole` says whether the run saw the whole hub."""
    return _Matching(list(documents), titles, whole, key).match(sightings)


@dataclass
class _Matching:
    documents: list[KnownDocument]
    titles: Titles
    whole: bool
    key: AddressKey
    found: dict[int, KnownDocument] = field(default_factory=dict)
    """Place of the sighting to its document."""
    taken: set[int] = field(default_factory=set)

    def match(self, sightings: Sequence[Sighting]) -> list[Match]:
        by_url = {document.url: document for document in self.documents}
        by_key = self._documents_by_key()
        repeated = _repeated(sightings, self.key)
        present = {self.key(sighting.url) for sighting in sightings if sighting.sight in ("present", "error")}
        usable = [each for each in sightings if each.kind not in WITHOUT_ARTICLE and each.place not in repeated]
        for sighting in usable:
            self._take(sighting, by_url.get(sighting.url) or by_key.get(self.key(sighting.url)))
        articles = [each for each in usable if each.kind == "article"]
        for sighting in articles:
            for address in sighting.fetched:
                self._take(sighting, by_key.get(self.key(address)))
        gone = [document for document in self.documents if self.key(document.url) not in present]
        self._match_by_slug(self._left(articles), gone)
        if self.whole:
            self._match_by_title(self._left(articles), gone)
        return [
            Match(
                sighting=sighting,
                # A failure tells nothing about its article, but the report names the page.
                document=self.found.get(sighting.place)
                or (by_key.get(self.key(sighting.url)) if sighting.kind in WITHOUT_ARTICLE else None),
                repeated=sighting.place in repeated,
            )
            for sighting in sightings
        ]

    def _documents_by_key(self) -> dict[str, KnownDocument]:
        by_alias = {self.key(alias): document for document in self.documents for alias in document.aliases}
        return by_alias | {self.key(document.url): document for document in self.documents}

    def _left(self, sightings: list[Sighting]) -> list[Sighting]:
        return [each for each in sightings if each.place not in self.found]

    def _match_by_slug(self, sightings: list[Sighting], gone: list[KnownDocument]) -> None:
        """An article whose address is gone while another one with its slug is there has moved."""
        by_slug: dict[str, list[KnownDocument]] = {sighting.slug: [] for sighting in sightings}
        for document in gone:
            if document.slug in by_slug:
                by_slug[document.slug].append(document)
        # Where the run saw but a part of the hub, an equal title must stand in for the missing address.
        titles = {} if self.whole else self._titles([each for some in by_slug.values() for each in some])
        for sighting in sightings:
            for document in by_slug[sighting.slug]:
                if self.whole or titles.get(document.pk, "") == sighting.title:
                    self._take(sighting, document)

    def _match_by_title(self, sightings: list[Sighting], gone: list[KnownDocument]) -> None:
        """So has one whose slug changed too, if no other article that is gone had its title."""
        titles = self._titles(gone if sightings else [])
        times = Counter(titles.values())
        by_title = {
            title: document for document in gone if (title := titles.get(document.pk, "")) and times[title] == 1
        }
        for sighting in sightings:
            self._take(sighting, by_title.get(sighting.title))

    def _titles(self, documents: list[KnownDocument]) -> Mapping[int, str]:
        return self.titles([each.pk for each in documents]) if documents else {}

    def _take(self, sighting: Sighting, document: KnownDocument | None) -> None:
        """The document is the sighting's, unless either has its counterpart already."""
        if document is not None and sighting.place not in self.found and document.pk not in self.taken:
            self.found[sighting.place] = document
            self.taken.add(document.pk)


def _repeated(sightings: Sequence[Sighting], key: AddressKey) -> set[int]:
    seen: set[str] = set()
    repeated: set[int] = set()
    for sighting in sightings:
        if sighting.kind in WITHOUT_ARTICLE:
            continue
        if key(sighting.url) in seen:
            repeated.add(sighting.place)
        seen.add(key(sighting.url))
    return repeated
