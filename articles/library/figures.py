"""What articles say of a role's salary and growth: who says it, as of when, and where they disagree.

A figure belongs to the role in whose text it stands, which it names by the title printed there. The database puts
together what is alike, since thousands of articles may name a role.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Case, Min, Q, Value, When
from django.db.models.functions import Lower

from articles.library.page_keys import PageKeys
from articles.models import ArticleFigure, ArticleRole
from articles.sync.role_names import role_slug

TOLD = (ArticleFigure.Kind.SALARY, ArticleFigure.Kind.GROWTH)
AMOUNTS = ("amount", "low", "high")
# Of one statement articles agree on, so many are named.
MOST_ARTICLES = 5
MEASURE = ("kind", "period", "statistic", "currency", "start_year", "end_year")
"""Figures that have all of these in common measure one thing."""
WITHOUT_AMOUNT = Q(**dict.fromkeys(AMOUNTS))


@dataclass
class Statement:
    """One amount, and the articles that give it."""

    text: str
    pages: set[int] = field(default_factory=set)
    by_source: dict[str, set[int]] = field(default_factory=dict)
    """By address the articles that cite it for this."""

    @property
    def shown(self) -> list[int]:
        return sorted(self.pages)[:MOST_ARTICLES]

    def citing(self, url: str) -> list[int]:
        """A few of the articles that cite the address."""
        return sorted(self.by_source[url])[:MOST_ARTICLES]

    @property
    def sources(self) -> list[str]:
        """What most articles cite first."""
        return sorted(self.by_source, key=lambda url: (-len(self.by_source[url]), url))

    @property
    def more(self) -> int:
        """How many further articles give it."""
        return max(0, len(self.pages) - MOST_ARTICLES)

    @property
    def tellers(self) -> Iterator[tuple[int, str]]:
        """Who gives it: each article by the source that it cites, or by itself."""
        for url, pages in self.by_source.items():
            yield from ((page, url) for page in pages)
        yield from ((page, "") for page in self.pages.difference(*self.by_source.values()))


@dataclass
class Measure:
    """Everything that articles say of one measure: of one period, statistic, currency and time."""

    kind: str
    period: str
    statistic: str
    currency: str
    start_year: int | None
    end_year: int | None
    by_amount: dict[tuple[Any, ...], Statement] = field(default_factory=dict)

    @property
    def disagree(self) -> bool:
        """Whether two articles, or two sources, give other amounts for the same thing in the same year.

        Salaries of which nobody says whether they are a median may well be the two ends of a range, and an amount
        inside the range that another names is no contradiction.
        """
        if not self.as_of or (self.kind == ArticleFigure.Kind.SALARY and not self.statistic):
            return False
        numbers = [[each for each in amounts if isinstance(each, float)] for amounts in self.by_amount]
        lows, highs = [min(each) for each in numbers if each], [max(each) for each in numbers if each]
        tellers = {teller for statement in self.by_amount.values() for teller in statement.tellers}
        return len(tellers) > 1 and max(lows, default=0.0) > min(highs, default=0.0)

    @cached_property
    def statements(self) -> list[Statement]:
        """What most articles say first."""
        return sorted(self.by_amount.values(), key=lambda each: (-len(each.pages), each.text))

    @property
    def as_of(self) -> int | None:
        return self.end_year or self.start_year


def figures_of(role: int) -> list[Measure]:
    """What the articles that name the role say of it, the latest first; two queries."""
    is_of_role = _is_of_role(role)
    if is_of_role is None:
        return []
    figures = ArticleFigure.objects.filter(is_of_role, page__roles__role=role, kind__in=TOLD)
    # Words that nobody could read a number from are alike when they are the same.
    words = Case(When(WITHOUT_AMOUNT, then=Lower("text")), default=Value(""))
    alike = figures.annotate(words=words).order_by().values(*MEASURE, *AMOUNTS, "words", "citation")
    return measures(alike.annotate(said=Min("text"), pages=PageKeys("page_id")))


def _is_of_role(role: int) -> Q | None:
    """Whether a figure is of a role by the title that is printed in its article; None where none is."""
    printed = ArticleRole.objects.filter(role=role).order_by().values_list("title", Value("printed"))
    told = ArticleFigure.objects.filter(kind__in=TOLD).exclude(role="").order_by().values_list("role", Value("told"))
    titles: dict[str, dict[str, list[str]]] = {}
    for title, where in printed.union(told):
        titles.setdefault(role_slug(title), {}).setdefault(where, []).append(title)
    ways = [
        Q(role__in=found["told"], page__roles__title__in=found["printed"])
        for found in titles.values()
        if len(found) == 2
    ]
    return reduce(or_, ways) if ways else None


def measures(alike: Iterable[dict[str, Any]]) -> list[Measure]:
    """`alike` are figures of which the database made one: what they have in common, and the keys of their articles."""
    found: dict[tuple[Any, ...], Measure] = {}
    for each in alike:
        measure = found.setdefault(
            tuple(each[name] for name in MEASURE), Measure(**{name: each[name] for name in MEASURE})
        )
        amount = tuple(each[name] for name in (*AMOUNTS, "words"))
        statement = measure.by_amount.setdefault(amount, Statement(text=each["said"]))
        statement.text = min(statement.text, each["said"])
        statement.pages |= each["pages"]
        if each["citation"]:
            statement.by_source.setdefault(each["citation"], set()).update(each["pages"])
    return sorted(
        found.values(), key=lambda each: (each.kind != "salary", -(each.as_of or 0), each.statistic, each.period)
    )
