"""THE CONTRACT between crawl and sync: ScrapedArticle and its parts, to JSON and back.

Every part is a frozen, keyword-only dataclass. `to_dict()` gives plain JSON values, `from_dict()` takes them back
and names the field that is wrong. The same record goes through the crawl's JSON Lines, `manage.py extract`
and the source documents in the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scraper.blocks import Block, block_from_dict
from scraper.building import ContractError, as_values, build

__all__ = [
    "Author",
    "Citation",
    "ContractError",
    "EditorsNote",
    "Figure",
    "Program",
    "RelatedArticle",
    "Removed",
    "Role",
    "ScrapedArticle",
    "Term",
]


@dataclass(frozen=True, kw_only=True)
class Author:
    name: str
    """The name as printed, without "By"."""
    role: str = "author"
    """What the person did: "author", "reviewer", "editor", ..."""


@dataclass(frozen=True, kw_only=True)
class Term:
    name: str
    """The link's words; the slug in words where the link has none."""
    slug: str
    """From the link's query (?topic=slug) or its path's last segment."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number the article states, with all that it says about it."""

    kind: str
    """ "salary", "growth", "percent", "count" or "money"."""
    text: str
    """The words as printed: "$62,000 vs. $90,000", "4% annually"."""
    amount: float | None = None
    """The one value; null for a range, whose ends are low and high."""
    low: float | None = None
    high: float | None = None
    currency: str | None = None
    """ISO 4217 code, "USD"; null where the figure is no money."""
    period: str | None = None
    """What the amount is paid for or grows in: "year", "month", "week", "day", "hour"; null when not said."""
    statistic: str | None = None
    """ "median", "mean"; null when not said. "average" counts as mean."""
    start_year: int | None = None
    end_year: int | None = None
    """The span of a growth, or the as-of year of a salary in both; null when not said."""
    citation: str | None = None
    """Address of the citation that stands in the same claim; null when there is none."""
    role: str | None = None
    """Title of the role in whose text the figure stands; null outside the role list, and for the salary and growth that
    the role is only compared with."""


@dataclass(frozen=True, kw_only=True)
class Role:
    title: str
    """As printed, its ordinal ("1.", "1)") stripped."""
    html: str
    """Cleaned HTML of what is said under the title."""
    section: str | None = None
    """Text of the heading over the role list; null when it has none."""
    salaries: list[Figure] = field(default_factory=list)
    growth: list[Figure] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    """Label to value, in page order: {"Skills": "...", "Primary duties": "..."}."""


@dataclass(frozen=True, kw_only=True)
class Citation:
    """An external source the text leans on."""

    url: str
    text: str
    """The link's words."""
    claim: str
    """The sentence in which the link stands."""
    accessed: str | None = None
    """ISO day on which the author saw it, where the page says so."""


@dataclass(frozen=True, kw_only=True)
class Program:
    name: str
    url: str


@dataclass(frozen=True, kw_only=True)
class EditorsNote:
    text: str
    html: str


@dataclass(frozen=True, kw_only=True)
class RelatedArticle:
    title: str
    url: str
    published: str | None = None
    """ISO day; null when the card has none."""
    excerpt: str | None = None
    areas_of_study: list[Term] = field(default_factory=list)
    topics: list[Term] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Removed:
    what: str
    """Which kind of noise it was taken for: "share", "navigation", "newsletter", ..."""
    text: str


@dataclass(frozen=True, kw_only=True)
class ScrapedArticle:
    url: str
    """Canonical address, normalised: no fragment, no tracking or facet query."""
    slug: str
    """Last path segment of the address."""
    title: str
    """Text of the H1; the page's metadata title when it has no H1."""
    authors: list[Author] = field(default_factory=list)
    """In page order; empty when the page names none."""
    published: str | None = None
    """ISO day that the page displays; null when absent."""
    updated: str | None = None
    """ISO day of the displayed last update; null when absent."""
    first_published: str | None = None
    """ISO partial, "2022-10" where only the month is said; from the editor's note or metadata."""
    areas_of_study: list[Term] = field(default_factory=list)
    topics: list[Term] = field(default_factory=list)
    summary: str | None = None
    """The page's own description or standfirst; null when absent."""
    blocks: list[Block] = field(default_factory=list)
    """The body in order."""
    roles: list[Role] = field(default_factory=list)
    """In page order; a roles block marks where the list stands."""
    figures: list[Figure] = field(default_factory=list)
    """In page order, the roles' own included."""
    citations: list[Citation] = field(default_factory=list)
    """External sources in order, without repeats."""
    programs: list[Program] = field(default_factory=list)
    """The programs that the article points readers to, without repeats."""
    editors_note: EditorsNote | None = None
    related: list[RelatedArticle] = field(default_factory=list)
    """The page itself dropped."""
    removed: list[Removed] = field(default_factory=list)
    """What was taken for noise, so that nothing vanishes silently."""
    fingerprint: str = ""
    """Hash of the meaning: stable when only markup or noise changes."""

    def to_dict(self) -> dict[str, Any]:
        """The record as plain JSON values, keys in the order of the contract."""
        record: dict[str, Any] = as_values(self)
        return record

    @classmethod
    def from_dict(cls, value: object) -> ScrapedArticle:
        """Take a record back from JSON values; ContractError names the first field that is wrong."""
        return build(cls, value, {"Block": block_from_dict})
