"""Which parts of an article are filled, counted over many: what the drift brake goes by. Pure, in constant memory.

Articles are counted as they come by, as records of a crawl or as the stored records of documents: both are read by
their fields' names, so that a record of an older contract counts as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, is_dataclass
from typing import Any

from scraper.items import ScrapedArticle

Record = ScrapedArticle | Mapping[str, Any]
"""An article as the crawl brings it, or as a document stores it."""

FIELDS = (
    "title",
    "authors",
    "published",
    "areas_of_study",
    "topics",
    "summary",
    "roles",
    "figures",
    "citations",
    "programs",
    "related",
    "editors_note",
)
"""What is filled when it is not empty. Beside them "body" is, when it has words, and "images", when there is one."""
COUNTED = (*FIELDS, "body", "images")

NO_WORDS = frozenset({"id", "type", "anchor", "src", "alt", "url"})
"""Of a block: what is no running text."""
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, kw_only=True)
class Fill:
    """How many of a number of articles fill each part."""

    articles: int = 0
    """Articles that were looked at."""
    unchanged: int = 0
    """Articles that came unchanged and were not looked at: they fill now what they filled before."""
    rejects: int = 0
    """Pages that came and were no usable article."""
    filled: Mapping[str, int] = field(default_factory=dict)
    """For each part: in how many of the articles looked at."""

    @property
    def usable(self) -> float:
        """Share of the pages that came and were articles; 1 when none came."""
        came = self.articles + self.unchanged
        return came / (came + self.rejects) if came + self.rejects else 1.0

    @property
    def shares(self) -> dict[str, float]:
        """Share of the articles looked at that fill each part; empty when there was none."""
        return {name: self.filled.get(name, 0) / self.articles for name in COUNTED} if self.articles else {}

    def to_dict(self) -> dict[str, Any]:
        """As `SyncRun.fill`: the counts, and what people read of them."""
        return {
            "articles": self.articles,
            "unchanged": self.unchanged,
            "rejects": self.rejects,
            "usable": round(self.usable, 4),
            "shares": {name: round(share, 4) for name, share in self.shares.items()},
            "filled": dict(self.filled),
        }


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is counted of one article."""

    parts: frozenset[str]
    """The names of the parts that it fills."""
    length: int
    """Characters of running text in its blocks and roles, markup left out.

    A text that moves from one to the other, because another list is taken for roles, is as long as before.
    """


class FillCounter:
    """Counts articles one at a time; `fill` is what was counted until now."""

    def __init__(self) -> None:
        self.articles = self.unchanged = self.rejects = 0
        self.filled: Counter[str] = Counter()

    def add(self, article: Measure) -> None:
        self.articles += 1
        self.filled.update(article.parts)

    @property
    def fill(self) -> Fill:
        return Fill(
            articles=self.articles,
            unchanged=self.unchanged,
            rejects=self.rejects,
            filled={name: self.filled[name] for name in COUNTED},
        )


def measure(record: Record) -> Measure:
    """What is counted of the article, whichever form it has."""
    blocks, roles = _part(record, "blocks") or [], _part(record, "roles") or []
    length = _length(blocks) + _length([[_part(role, "title"), _part(role, "html")] for role in roles])
    parts = {name for name in FIELDS if _is_filled(_part(record, name))}
    if any(_part(block, "type") == "image" for block in blocks):
        parts.add("images")
    if length:
        parts.add("body")
    return Measure(parts=frozenset(parts), length=length)


def _part(record: object, name: str) -> Any:
    return record.get(name) if isinstance(record, Mapping) else getattr(record, name, None)


def _is_filled(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def _length(value: Any) -> int:
    if isinstance(value, str):
        return len(TAG.sub("", value).strip())
    if isinstance(value, list):
        return sum(map(_length, value))
    named = vars(value) if is_dataclass(value) else value
    if isinstance(named, Mapping):
        return sum(_length(each) for name, each in named.items() if name not in NO_WORDS)
    return 0
