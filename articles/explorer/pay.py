"""What roles pay, summed up in the database: one row a role, currency, period and statistic.

A figure belongs to the role in whose text it stands, which it names by the title printed there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Max, Min, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest, Least, NullIf
from django.utils.translation import gettext as _

from articles.models.evidence import ArticleFigure
from articles.reading.scale import Mark, Scale, scale_to, with_currency
from articles.reading.wording import PERIODS, nature_of
from articles.serving.remembered import remembered

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The currency and the span of time in which amounts can be compared."""

    currency: str
    period: str
    """Empty where the articles do not say it: then nothing is drawn, for an hour's pay may stand beside a year's."""

    @property
    def value(self) -> str:
        """As an address says it."""
        return f"{self.currency}-{self.period}"

    @property
    def rank(self) -> int:
        """What comes first where nothing else decides: a year before an hour."""
        return list(PERIODS).index(self.period) if self.period in PERIODS else len(PERIODS)

    @property
    def label(self) -> str:
        period = PERIODS.get(self.period)
        return f"{self.currency} {period}" if period else _("%(currency)s, period not stated") % vars(self)


@dataclass(frozen=True, kw_only=True)
class Span:
    """From the lowest to the highest amount that articles give for one statistic of a role."""

    role: int
    measured: Measured
    statistic: str
    low: float
    high: float
    figures: int
    latest: int | None
    """The last year as of which one of them holds; None where none says it."""

    @property
    def text(self) -> str:
        low, high = (money(each, self.measured.currency) for each in (self.low, self.high))
        return low if low == high else f"{low}–{high}"

    @property
    def nature(self) -> str:
        return nature_of(self.statistic, self.measured.period)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A span and its place on the rule; no place where it is measured otherwise than the rule."""

    said: Span
    mark: Mark | None


def spans(articles: QuerySet[ArticlePage], roles: Iterable[int] | None = None) -> list[Span]:
    """Of all roles in the articles, or of these; one query, which is remembered."""
    found = remembered(articles, "pay", lambda: _read_spans(articles))
    wanted = None if roles is None else set(roles)
    return [span for span in found if wanted is None or span.role in wanted]


def _read_spans(articles: QuerySet[ArticlePage]) -> list[Span]:
    found = figures_of_roles(articles).filter(kind=ArticleFigure.Kind.SALARY).exclude(currency="")
    # "$0–40,000" says no least, as "up to $40,000" does: nobody is paid nothing.
    low, amount, high = (NullIf(each, Value(0.0)) for each in ("low", "amount", "high"))
    # Of nothing and a number SQLite says that the least is nothing: each stands in for those that are not said.
    amounts = (Coalesce(low, amount, high), Coalesce(amount, high, low), Coalesce(high, amount, low))
    rows = (
        found.values("page__roles__role", "currency", "period", "statistic")
        .annotate(
            least=Min(Least(*amounts)),
            most=Max(Greatest(*amounts)),
            number=Count("pk"),
            latest=Max(Coalesce("end_year", "start_year")),
        )
        .filter(least__gt=0)
        .order_by("page__roles__role", "currency", "-period", "-statistic")
    )
    return [_span(row) for row in rows]


def figures_of_roles(articles: QuerySet[ArticlePage], roles: Iterable[int] | None = None) -> QuerySet[ArticleFigure]:
    """The figures in the articles that belong to a role of the library; `page__roles__role` is its key."""
    asked = {"page__roles__role__isnull": False} if roles is None else {"page__roles__role__in": list(roles)}
    # One filter: what it says of `roles` is said of one and the same row.
    return ArticleFigure.objects.filter(page__in=articles.values("pk"), page__roles__title=F("role"), **asked)


def by_usage(found: Iterable[Span]) -> list[Measured]:
    """The measures by how many figures they have, those that can be drawn first."""
    numbers: dict[Measured, int] = {}
    for span in found:
        numbers[span.measured] = numbers.get(span.measured, 0) + span.figures
    return sorted(numbers, key=lambda each: (not each.period, -numbers[each], each.rank, each.value))


def scale_of(measured: Measured | None, found: Iterable[Span]) -> Scale | None:
    """The rule for all spans of the measure; None where none can be drawn."""
    if measured is None or not measured.period:
        return None
    most = max((span.high for span in found if span.measured == measured), default=0)
    return scale_to(most, measured.currency) if most > 0 else None


def drawn(span: Span, measured: Measured | None, scale: Scale | None) -> Drawn:
    fits = scale is not None and span.measured == measured
    return Drawn(said=span, mark=scale.mark(span.low, span.high) if scale is not None and fits else None)


def money(amount: float, currency: str) -> str:
    """An amount in full.

    >>> money(165370, "USD"), money(43.89, "USD"), money(72000.5, "CHF")
    ('$165,370', '$43.89', '72,000.50 CHF')
    """
    number = f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
    return with_currency(number, currency)


def _span(row: dict[str, Any]) -> Span:
    return Span(
        role=row["page__roles__role"],
        measured=Measured(currency=row["currency"], period=row["period"]),
        statistic=row["statistic"],
        low=row["least"],
        high=row["most"],
        figures=row["number"],
        latest=row["latest"],
    )
