"""Why a record says what it says: for each field the rule that won, and what else was seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from scraper.items import ScrapedArticle
from scraper.parsing.article import parse_traced
from scraper.parsing.trace import Candidate, Trace
from scraper.profile import SourceProfile

LONGEST_VALUE = 90
"""Characters of a value in a line to read; the record has it whole."""
FIELDS = (
    *("profile", "url", "language", "article", "title", "authors", "published", "updated", "first_published"),
    *("areas_of_study", "topics", "summary", "editors_note", "roles", "related"),
)
"""In the order of telling."""


@dataclass(frozen=True, kw_only=True)
class Explanation:
    article: ScrapedArticle
    fields: dict[str, list[Candidate]]
    """Field to what was seen for it; the one that won is marked."""

    def to_dict(self) -> dict[str, Any]:
        return {name: [asdict(each) for each in seen] for name, seen in self.fields.items()}

    def lines(self) -> Iterator[str]:
        """To be read in a terminal: the winner of each field first, marked, and what else was seen."""
        for name, seen in self.fields.items():
            yield f"{name}:"
            if not seen:
                yield "    - nothing on the page says it"
            for each in sorted(seen, key=lambda candidate: not candidate.won):
                yield f"  {'*' if each.won else ' '} {_short(each.value)}  ({each.rule})"
        noise: dict[str, int] = {}
        for removed in self.article.removed:
            noise[removed.what] = noise.get(removed.what, 0) + 1
        yield "removed:"
        yield "    " + (", ".join(f"{what} {count}" for what, count in noise.items()) or "nothing")


def explain_article(html: str, url: str, profile: SourceProfile | None = None) -> Explanation:
    """The article as `parse_article` reads it, and why; ParseError as there."""
    trace = Trace(on=True)
    article = parse_traced(html, url, profile or SourceProfile(), trace)
    _note_sections(article, trace)
    fields = {name: trace.fields.get(name, []) for name in FIELDS if name != "profile" or name in trace.fields}
    return Explanation(article=article, fields=fields)


def _note_sections(article: ScrapedArticle, trace: Trace) -> None:
    """The parts whose place tells why they were taken."""
    for name, terms in (("areas_of_study", article.areas_of_study), ("topics", article.topics)):
        for term in terms:
            trace.note(name, "link in a line of its own", f"{term.name} [{term.slug}]", won=True)
    for role in article.roles:
        trace.note("roles", f"under {role.section!r}" if role.section else "under the title", role.title, won=True)
    for card in article.related:
        trace.note("related", "card of a related section", f"{card.title} <{card.url}>", won=True)
    if article.editors_note is not None and "editors_note" not in trace.fields:
        trace.note("editors_note", "by its words", article.editors_note.text, won=True)


def _short(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_short(each) for each in value)
    name = getattr(value, "name", None)
    text = f"{name} ({getattr(value, 'role', '')})" if name else str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
