"""The measuring rule: one scale for all amounts of a page that can be compared, and each amount's place on it.

Amounts in another currency, or for another span of time, are on a scale of their own: nothing is converted. A scale
begins at nothing, so that twice the pay is twice as far.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Protocol

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "INR": "₹", "JPY": "¥"}
STEPS = (1, 2, 2.5, 5, 10)
MOST_STEPS = 5
SALARY = "salary"


class Amount(Protocol):
    """What of a figure counts here; `ArticleFigure` is one."""

    kind: str
    amount: float | None
    low: float | None
    high: float | None
    currency: str
    period: str


@dataclass(frozen=True, kw_only=True)
class Tick:
    place: str
    """In percent of the scale's length, for SVG."""
    label: str


@dataclass(frozen=True, kw_only=True)
class Mark:
    """An amount on its scale: a point where it is one number, a stretch where it is a range."""

    start: str
    end: str
    width: str
    is_range: bool
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, kw_only=True)
class Scale:
    most: float
    ticks: tuple[Tick, ...]

    def mark(self, low: float, high: float) -> Mark:
        return Mark(
            start=_percent(low / self.most),
            end=_percent(high / self.most),
            width=_percent((high - low) / self.most),
            is_range=high > low,
            ticks=self.ticks,
        )


class Scales:
    """The scales of a page's salaries, by currency and period. One amount alone has nothing to be measured against."""

    def __init__(self, figures: Iterable[Amount]) -> None:
        highest: dict[tuple[str, str], list[float]] = {}
        for figure in figures:
            if (span := span_of(figure)) is not None:
                highest.setdefault((figure.currency, figure.period), []).append(span[1])
        self._scales = {key: scale_to(max(each), key[0]) for key, each in highest.items() if len(each) > 1}

    def of(self, currency: str, period: str) -> Scale | None:
        return self._scales.get((currency, period))

    def mark(self, figure: Amount) -> Mark | None:
        """None for what is no salary in numbers."""
        span, scale = span_of(figure), self.of(figure.currency, figure.period)
        return scale.mark(*span) if span is not None and scale is not None else None


def span_of(figure: Amount) -> tuple[float, float] | None:
    """The lowest and the highest amount that a salary names; None where it names none, or for no known span of time."""
    named = [each for each in (figure.low, figure.amount, figure.high) if each is not None and each > 0]
    if figure.kind != SALARY or not named or not figure.currency or not figure.period:
        return None
    return min(named), max(named)


def scale_to(most: float, currency: str) -> Scale:
    """A scale from nothing to a round amount that is not below `most`, with few, round ticks.

    >>> [tick.label for tick in scale_to(165_370, "USD").ticks]
    ['$0', '$50k', '$100k', '$150k', '$200k']
    """
    step = _round_step(most)
    number = ceil(most / step)
    end = number * step
    return Scale(
        most=end,
        ticks=tuple(
            Tick(place=_percent(each / number), label=short(each * step, currency)) for each in range(number + 1)
        ),
    )


def _round_step(most: float) -> float:
    """The smallest round step of which a few reach far enough."""
    power = 10.0 ** floor(log10(most / MOST_STEPS))
    return next(power * each for each in STEPS if power * each * MOST_STEPS >= most)


def short(amount: float, currency: str) -> str:
    """An amount as an axis says it.

    >>> short(150_000, "USD"), short(22.5, "EUR"), short(1_200_000, "INR"), short(900, "CHF")
    ('$150k', '€22.5', '₹1.2M', '900 CHF')
    """
    size, unit = (1_000_000, "M") if amount >= 1_000_000 else (1_000, "k") if amount >= 1_000 else (1, "")
    return with_currency(f"{amount / size:g}{unit}", currency)


def with_currency(number: str, currency: str) -> str:
    sign = SIGNS.get(currency)
    return f"{sign}{number}" if sign else f"{number} {currency}"


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%"
