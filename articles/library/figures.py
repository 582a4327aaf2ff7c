"""What articles say of a role's salary and growth: who says it, as of when, and where they disagree.

A figure belongs to the role in whose text it stands, which it names by the title printed there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from articles.models import ArticleCitation, ArticleFigure, ArticlePage, ArticleRole
from articles.sync.role_names import role_slug

TOLD = (ArticleFigure.Kind.SALARY, ArticleFigure.Kind.GROWTH)
AMOUNTS = ("amount", "low", "high")
# Of one statement articles agree on, so many are named.
MOST_ARTICLES = 5
MEASURE = ("kind", "period", "statistic", "currency", "start_year", "end_year")
"""Figures that have all of these in common measure one thing."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One article's figure."""

    page: int
    text: str
    citation: str
    source: str
    """The words of the citation's link; empty where the article has none."""


@dataclass
class Statement:
    """One amount, and the articles that give it."""

    text: str
    said: list[Said] = field(default_factory=list)

    @property
    def shown(self) -> list[Said]:
        return self.said[:MOST_ARTICLES]

    @property
    def more(self) -> int:
        return max(0, len(self.said) - MOST_ARTICLES)

    @property
    def sources(self) -> list[tuple[str, str]]:
        """Who says it, each once: address and words."""
        named: dict[str, str] = {}
        for said in self.said:
            if said.citation:
                named[said.citation] = named.get(said.citation) or said.source
        return list(named.items())


@dataclass
class Measure:
    """Everything that articles say of one measure: of one period, statistic, currency and time."""

    kind: str
    period: str
    statistic: str
    currency: str
    start_year: int | None
    end_year: int | None
    by_amount: dict[tuple[float | None, ...], Statement] = field(default_factory=dict)

    @property
    def disagree(self) -> bool:
        return len(self.by_amount) > 1

    @cached_property
    def statements(self) -> list[Statement]:
        """What most articles say first."""
        return sorted(self.by_amount.values(), key=lambda each: (-len(each.said), each.text))

    @property
    def as_of(self) -> int | None:
        return self.end_year or self.start_year


def figures_of(role: int) -> list[Measure]:
    """The latest first; three queries."""
    titles: dict[int, set[str]] = {}
    named = ArticleRole.objects.filter(role=role).order_by()
    for page, title in named.values_list("page_id", "title"):
        titles.setdefault(page, set()).add(_slug(title))
    articles = named.values("page_id")
    figures = ArticleFigure.objects.filter(kind__in=TOLD, page__in=articles).exclude(role="").order_by("page_id", "pk")
    found = [
        figure
        for figure in figures.values("page_id", "role", "text", "citation", *MEASURE, *AMOUNTS)
        if _slug(figure["role"]) in titles[figure["page_id"]]
    ]
    return measures(found, _sources(figure for figure in found if figure["citation"]))


def measures(figures: Iterable[dict[str, Any]], sources: dict[tuple[int, str], str]) -> list[Measure]:
    found: dict[tuple[Any, ...], Measure] = {}
    for figure in figures:
        measure = found.setdefault(
            tuple(figure[name] for name in MEASURE), Measure(**{name: figure[name] for name in MEASURE})
        )
        amount: tuple[Any, ...] = tuple(figure[name] for name in AMOUNTS)
        if not any(each is not None for each in amount):
            # Words that nobody could read a number from: alike when they are the same.
            amount = (figure["text"].casefold(),)
        statement = measure.by_amount.setdefault(amount, Statement(text=figure["text"]))
        page, citation = figure["page_id"], figure["citation"]
        statement.said.append(
            Said(page=page, text=figure["text"], citation=citation, source=sources.get((page, citation), ""))
        )
    return sorted(
        found.values(), key=lambda each: (each.kind != "salary", -(each.as_of or 0), each.statistic, each.period)
    )


def page_titles(found: Iterable[Measure]) -> dict[int, str]:
    """The titles of the articles that are named."""
    shown = {said.page for measure in found for statement in measure.statements for said in statement.shown}
    return dict(ArticlePage.objects.filter(pk__in=shown).order_by().values_list("pk", "draft_title"))


def _sources(figures: Iterable[dict[str, Any]]) -> dict[tuple[int, str], str]:
    wanted = {(figure["page_id"], figure["citation"]) for figure in figures}
    if not wanted:
        return {}
    addresses = sorted({address for _, address in wanted})
    rows = ArticleCitation.objects.filter(url__in=addresses).exclude(text="").order_by()
    return {
        (page, url): text for page, url, text in rows.values_list("page_id", "url", "text") if (page, url) in wanted
    }


@lru_cache(maxsize=8192)
def _slug(title: str) -> str:
    return role_slug(title)
