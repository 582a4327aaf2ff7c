"""What articles state of a role's salary and growth, with source, year and article; each measure on its own rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from articles.addresses import host_of, web_address
from articles.explorer import pay
from articles.library.figures import AMOUNTS, MEASURE, Measure, Statement, measures
from articles.models.evidence import ArticleCitation, ArticleFigure
from articles.reading.article_link import ArticleLink
from articles.reading.scale import Mark, Scale, scale_to, span_of
from articles.reading.wording import STATISTICS, years_of

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage
    from articles.models.roles import Role

SALARY, GROWTH = ArticleFigure.Kind.SALARY, ArticleFigure.Kind.GROWTH
RANK = {"median": 0, "mean": 1}
MOST_SHOWN = 60
"""Of one measure and kind; the latest come first."""


@dataclass(frozen=True, kw_only=True)
class Cited:
    url: str
    host: str
    words: str
    """Of the link in the article; empty where they are the address itself, or a number alone."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One amount: as it is printed, what it measures, who says it, and the articles that quote it."""

    text: str
    statistic: str
    """Empty where it is not said."""
    start_year: int | None
    end_year: int | None
    sources: tuple[Cited, ...]
    articles: tuple[ArticleLink, ...]
    more: int
    """How many further articles quote it."""
    is_disputed: bool
    """Whether another amount is given for the same thing."""
    mark: Mark | None
    low: float | None
    high: float | None
    """What it is in numbers; None where it is words alone."""
    is_median: bool

    @property
    def as_of(self) -> int | None:
        return self.end_year or self.start_year

    @property
    def years(self) -> str:
        return years_of(self.start_year, self.end_year)


@dataclass(frozen=True, kw_only=True)
class Board:
    """The salaries of one currency and period, the latest first."""

    measured: pay.Measured
    lines: tuple[Line, ...]
    scale: Scale | None

    @property
    def disputed(self) -> bool:
        return any(line.is_disputed for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class Said:
    boards: tuple[Board, ...]
    growth: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """Where the statements of a role stand: articles by their keys, and the words of a source's link in each."""

    articles: Mapping[int, ArticleLink]
    words: Mapping[tuple[int, str], str]


def said_of(role: Role, articles: QuerySet[ArticlePage]) -> Said:
    """What is stated of the role; one query."""
    source = ArticleCitation.objects.filter(page=OuterRef("page"), url=OuterRef("citation")).values("text")[:1]
    figures = pay.figures_of_roles(articles, [role.pk]).filter(kind__in=(SALARY, GROWTH)).order_by("page_id", "pk")
    columns = ("pk", "page_id", "page__slug", "text", "citation", "source", *MEASURE, *AMOUNTS)
    read = figures.annotate(article=F("page__title"), source=Subquery(source)).values("article", *columns).distinct()
    rows = list(read)
    quoted = Quoted(
        articles={row["page_id"]: ArticleLink(title=row["article"], slug=row["page__slug"]) for row in rows},
        words={(row["page_id"], row["citation"]): row["source"] for row in rows if row["source"]},
    )
    found = measures(map(_alike, rows))
    growth = [line for measure in found if measure.kind == GROWTH for line in _lines(measure, quoted, None)]
    return Said(boards=tuple(_boards(found, quoted)), growth=tuple(growth[:MOST_SHOWN]))


def _alike(row: dict[str, Any]) -> dict[str, Any]:
    """A figure as `measures` takes it: of its own article, and by its words where they name no number."""
    has_amount = any(row[name] is not None for name in AMOUNTS)
    words = "" if has_amount else row["text"].casefold()
    return row | {"said": row["text"], "words": words, "pages": {row["page_id"]}}


def _boards(found: Iterable[Measure], quoted: Quoted) -> Iterator[Board]:
    """Those that can be drawn first, and of these what is said most often."""
    grouped: dict[pay.Measured, list[Measure]] = {}
    for measure in found:
        if measure.kind == SALARY:
            grouped.setdefault(pay.Measured(currency=measure.currency, period=measure.period), []).append(measure)

    def place(each: tuple[pay.Measured, list[Measure]]) -> tuple[bool, int, int, str]:
        return (not each[0].period, -len(each[1]), each[0].rank, each[0].value)

    for measured, group in sorted(grouped.items(), key=place):
        spans = [span for measure in group for amounts in measure.by_amount if (span := _span(measure, amounts))]
        scale = scale_to(max(high for _low, high in spans), measured.currency) if spans else None
        # The latest first, as `measures` has them; of one year the median before what may be anything.
        group = sorted(group, key=lambda each: (-(each.as_of or 0), RANK.get(each.statistic, len(RANK))))
        lines = [line for measure in group for line in _lines(measure, quoted, scale)]
        yield Board(measured=measured, lines=tuple(lines[:MOST_SHOWN]), scale=scale)


def _lines(measure: Measure, quoted: Quoted, scale: Scale | None) -> Iterator[Line]:
    for amounts, statement in sorted(measure.by_amount.items(), key=lambda each: (-len(each[1].pages), each[1].text)):
        span = _span(measure, amounts)
        numbers = [each for each in amounts if isinstance(each, float)]
        yield Line(
            text=statement.text,
            statistic=str(STATISTICS.get(measure.statistic, "")),
            start_year=measure.start_year,
            end_year=measure.end_year,
            sources=tuple(_cited(url, statement, quoted) for url in statement.sources if web_address(url)),
            articles=tuple(quoted.articles[page] for page in statement.shown),
            more=statement.more,
            is_disputed=measure.disagree,
            mark=scale.mark(*span) if scale and span else None,
            low=min(numbers, default=None),
            high=max(numbers, default=None),
            is_median=measure.statistic == "median",
        )


def _cited(url: str, statement: Statement, quoted: Quoted) -> Cited:
    named = (quoted.words[page, url] for page in sorted(statement.by_source[url]) if (page, url) in quoted.words)
    words = next(named, "")
    return Cited(url=url, host=host_of(url), words=words if words != url and any(map(str.isalpha, words)) else "")


def _span(measure: Measure, amounts: tuple[Any, ...]) -> tuple[float, float] | None:
    """None for what cannot be drawn: words without a number, or no known span of time."""
    named = dict(zip(AMOUNTS, amounts, strict=False))  # what follows are the words of a figure without an amount
    return span_of(_Amount(kind=measure.kind, currency=measure.currency, period=measure.period, **named))


@dataclass(kw_only=True)
class _Amount:
    """What of a figure its place on a rule depends on: see `articles.reading.scale.Amount`."""

    kind: str
    amount: float | None
    low: float | None
    high: float | None
    currency: str
    period: str
