"""What articles say of a role's salary and growth: who says it, as of when, and where they disagree.

A figure belongs to the role in whose text it stands, which it names by the title printed there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import F, OuterRef, Subquery

from articles.models import ArticleCitation, ArticleFigure, ArticleRole
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
    title: str
    """Of the article."""
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


def titles_of(role: int) -> dict[int, list[str]]:
    """The role's title as it is printed in each article that names it, a few where it is named so often."""
    titles: dict[int, list[str]] = {}
    rows = ArticleRole.objects.filter(role=role).order_by("page_id", "sort_order")
    for page, title in rows.values_list("page_id", "title"):
        titles.setdefault(page, []).append(title)
    return titles


def figures_of(role: int, titles: Mapping[int, Sequence[str]]) -> list[Measure]:
    """What the articles with these titles of the role say of it, the latest first; one query."""
    slugs = {page: {_slug(title) for title in printed} for page, printed in titles.items()}
    articles = ArticleRole.objects.filter(role=role).order_by().values("page_id")
    source = ArticleCitation.objects.filter(page=OuterRef("page"), url=OuterRef("citation")).values("text")[:1]
    figures = ArticleFigure.objects.filter(kind__in=TOLD, page__in=articles).exclude(role="")
    said = figures.order_by("page_id", "pk").annotate(article=F("page__draft_title"), source=Subquery(source))
    return measures(
        figure
        for figure in said.values("page_id", "article", "role", "text", "citation", "source", *MEASURE, *AMOUNTS)
        if _slug(figure["role"]) in slugs.get(figure["page_id"], ())
    )


def measures(figures: Iterable[dict[str, Any]]) -> list[Measure]:
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
        statement.said.append(
            Said(
                page=figure["page_id"],
                title=figure["article"],
                text=figure["text"],
                citation=figure["citation"],
                source=figure["source"] or "",
            )
        )
    return sorted(
        found.values(), key=lambda each: (each.kind != "salary", -(each.as_of or 0), each.statistic, each.period)
    )


def pages_shown(found: Iterable[Measure]) -> set[int]:
    """The articles that are named."""
    return {said.page for measure in found for statement in measure.statements for said in statement.shown}


@lru_cache(maxsize=8192)
def _slug(title: str) -> str:
    return role_slug(title)
