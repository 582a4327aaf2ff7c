"""The measuring rule: round ticks, places in proportion, and nothing converted."""

from __future__ import annotations

import doctest
from dataclasses import dataclass

import pytest

from articles.reading import scale
from articles.reading.scale import Scales, scale_to, span_of


@dataclass
class Figure:
    amount: float | None = None
    low: float | None = None
    high: float | None = None
    currency: str = "USD"
    period: str = "year"
    kind: str = "salary"


def test_the_examples_hold() -> None:
    assert doctest.testmod(scale).failed == 0


@pytest.mark.parametrize("most", [0.03, 1, 7, 24.5, 60, 999, 1737, 97_310, 165_370, 473_876, 12_000_000])
def test_ticks_are_few_and_reach_the_amount(most: float) -> None:
    drawn = scale_to(most, "USD")
    assert 2 <= len(drawn.ticks) <= 6
    assert most <= drawn.most <= most * 2
    assert (drawn.ticks[0].place, drawn.ticks[-1].place) == ("0.00%", "100.00%")


def test_twice_the_pay_is_twice_as_far() -> None:
    scales = Scales([Figure(amount=50_000), Figure(amount=100_000)])
    near, far = scales.mark(Figure(amount=50_000)), scales.mark(Figure(amount=100_000))
    assert near is not None
    assert far is not None
    assert float(far.end.rstrip("%")) == 2 * float(near.end.rstrip("%"))


def test_a_range_is_a_stretch() -> None:
    mark = Scales([Figure(amount=100), Figure(low=20, high=80)]).mark(Figure(low=20, high=80))
    assert mark is not None
    assert (mark.start, mark.end, mark.width, mark.is_range) == ("20.00%", "80.00%", "60.00%", True)


def test_other_currencies_and_periods_have_rules_of_their_own() -> None:
    scales = Scales([Figure(amount=50_000), Figure(amount=60_000), Figure(amount=25, period="hour")])
    assert scales.mark(Figure(amount=50_000)) is not None
    assert scales.mark(Figure(amount=25, period="hour")) is None, "one amount alone is measured against nothing"
    assert scales.mark(Figure(amount=50_000, currency="EUR")) is None


@pytest.mark.parametrize(
    "figure",
    [
        Figure(),
        Figure(amount=0),
        Figure(amount=5, period=""),
        Figure(amount=5, currency=""),
        Figure(amount=5, kind="growth"),
    ],
)
def test_what_cannot_be_measured_is_not(figure: Figure) -> None:
    assert span_of(figure) is None
