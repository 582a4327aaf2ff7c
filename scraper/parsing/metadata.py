"""Who wrote it and when: what the page displays first, then JSON-LD, then meta elements."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.items import Author
from scraper.parsing.dates import iso_day, iso_partial
from scraper.parsing.head import Head
from scraper.parsing.names import looks_like_name
from scraper.parsing.structured import Structured
from scraper.parsing.words import bare

PUBLISHED = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "publish-date",
    "pubdate",
    "sailthru.date",
)
MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
DESCRIPTION = ("description", "og:description", "twitter:description")


@dataclass(frozen=True, kw_only=True)
class Dates:
    published: str | None
    updated: str | None
    first_published: str | None


def descriptions(structured: Structured) -> list[str]:
    """What the page's metadata says it is about, in the order of trust."""
    said = [structured.meta.get(name) for name in DESCRIPTION]
    return [each for each in (*said, structured.description) if each]


def choose_authors(head: Head, structured: Structured) -> list[Author]:
    """The byline's people; where the page displays none, those of its metadata that are no publisher."""
    said = [(name, kind) for name, kind in structured.authors if looks_like_name(name)]
    if head.authors:
        return _reconciled(head.authors, [name for name, _ in said])
    site = bare(structured.meta.get("og:site_name", ""))
    people = [name for name, kind in said if kind != "Organization" and bare(name) != site]
    if not people and (name := structured.meta.get("author", "")):
        people = [name] if looks_like_name(name) and bare(name) != site and " " in name else []
    return [Author(name=name) for name in dict.fromkeys(people)]


def _reconciled(displayed: list[Author], said: list[str]) -> list[Author]:
    """A name that metadata gives whole where the byline was cut within it: "School of Law and Policy"."""
    line = bare(" ".join(author.name for author in displayed if author.role == "author"))
    whole = [name for name in said if set(bare(name).split()) - {"and", "y", "und", "et"} <= set(line.split())]
    written = [author for author in displayed if author.role == "author"]
    if whole and len(whole) < len(written) and _covers(whole, line):
        return [*(Author(name=name) for name in whole), *(author for author in displayed if author.role != "author")]
    return displayed


def _covers(names: list[str], line: str) -> bool:
    return set(line.split()) <= {word for name in names for word in bare(name).split()}


def choose_dates(head: Head, structured: Structured, note: str | None, language: str = "") -> Dates:
    """The displayed date; metadata where none is displayed. An earlier one in metadata is the first publication."""
    meta = structured.meta
    said = iso_day(structured.published) or next((day for name in PUBLISHED if (day := iso_day(meta.get(name)))), None)
    modified = iso_day(structured.modified) or next(
        (day for name in MODIFIED if (day := iso_day(meta.get(name)))), None
    )
    published = head.published or said
    updated = head.updated or (modified if modified and published and modified > published else None)
    first = note
    if first is None and said and published and said < published:
        first = said
    return Dates(published=published, updated=updated, first_published=first and iso_partial_or_same(first, language))


def iso_partial_or_same(text: str, language: str) -> str:
    return text if text[:4].isdigit() else iso_partial(text, language) or text
