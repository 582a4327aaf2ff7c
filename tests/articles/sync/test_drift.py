"""The drift brake: what stops a run before it writes, and what must not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.sync.drift import FEWEST, Comparison, Drift
from articles.sync.fill import COUNTED
from scraper import blocks
from scraper.items import ScrapedArticle
from tests.articles.sync.samples import article

EMPTY = ScrapedArticle(url="https://hub.example/a/", slug="a", title="")
FULL = article()
BARE = article(authors=[])


def drift(
    *pairs: tuple[ScrapedArticle, ScrapedArticle], unchanged: int = 0, rejected: int = 0, tolerance: int = 30
) -> Drift:
    comparison = Comparison()
    for before, now in pairs:
        comparison.changed(before.to_dict(), now)
    comparison.unchanged(unchanged)
    for _ in range(rejected):
        comparison.rejected()
    return comparison.drift(tolerance)


def body(length: int) -> ScrapedArticle:
    return article(blocks=[blocks.RichTextBlock(id="p1", html="<p>" + "a" * length + "</p>")], roles=[])


def names(found: Drift) -> list[str]:
    return [fall.what for fall in found.falls]


def test_bylines_falling_from_98_to_10_percent_stop_the_run() -> None:
    found = drift(*[(FULL, FULL)] * 10, *[(FULL, BARE)] * 88, *[(BARE, BARE)] * 2)
    assert found.brakes
    assert names(found) == ["authors"]
    assert found.message == "authors: filled in 98 % of the articles, now in 10 %"
    assert found.to_dict() == {
        "brakes": True,
        "compared": 100,
        "tolerance": 30,
        "falls": [{"what": "authors", "points": 88.0, "brakes": True, "words": found.message}],
        "note": "",
    }


def test_a_fall_of_just_the_tolerance_brakes_and_a_smaller_one_is_only_said() -> None:
    assert drift(*[(FULL, BARE)] * 3, *[(FULL, FULL)] * 7).brakes
    smaller = drift(*[(FULL, BARE)] * 29, *[(FULL, FULL)] * 71)
    assert (smaller.brakes, smaller.message, names(smaller)) == (False, "", ["authors"])


def test_a_rise_never_brakes() -> None:
    assert drift(*[(EMPTY, FULL)] * 20, tolerance=0).falls == ()


def test_a_few_changed_articles_among_many_unchanged_ones_are_no_drift() -> None:
    found = drift(*[(FULL, BARE)] * 10, unchanged=990)
    assert not found.brakes
    assert found.compared == 1000
    assert [fall.points for fall in found.falls] == [1.0]


def test_articles_that_never_had_an_author_are_no_drift() -> None:
    assert drift(*[(BARE, BARE)] * 10, tolerance=0).falls == ()


def test_the_words_say_what_was_looked_at() -> None:
    found = drift(*[(FULL, BARE)] * 8, (FULL, FULL), unchanged=3)
    assert found.message == "authors: filled in 100 % of the 9 articles that changed, now in 11 % (3 did not change)"


def test_half_of_the_articles_came_empty() -> None:
    hollow = article(blocks=[], roles=[])
    found = drift(*[(FULL, hollow)] * 5, *[(FULL, FULL)] * 5)
    assert found.brakes
    assert {"length", "body"} <= set(names(found))
    assert "body: less than half as long as before in 5 of 10 articles" in found.message


def test_a_body_may_be_cut_in_half_but_not_below() -> None:
    assert names(drift(*[(body(100), body(50))] * 10)) == []
    assert names(drift(*[(body(100), body(49))] * 10)) == ["length"]
    assert names(drift(*[(body(0), body(0))] * 10)) == []


def test_known_articles_that_come_as_something_else_brake() -> None:
    found = drift(unchanged=6, rejected=4)
    assert found.brakes
    assert found.message == "usable pages: 4 of 10 known articles came as a page that is no article"
    assert not drift(unchanged=96, rejected=4).brakes


def test_a_run_of_rejects_alone_brakes() -> None:
    assert drift(rejected=FEWEST).brakes


def test_rejected_pages_do_not_count_as_fields_lost() -> None:
    assert names(drift(*[(FULL, FULL)] * 5, rejected=5)) == ["usable"]


def test_of_few_articles_the_brake_is_not_applied_and_says_so() -> None:
    few = drift(*[(FULL, EMPTY)] * (FEWEST - 1))
    assert not few.brakes
    assert few.note == "of fewer than 5 known articles (4) the brake is not applied"
    assert few.falls, "what fell is said all the same"
    assert drift(*[(FULL, EMPTY)] * FEWEST).brakes
    assert drift((FULL, EMPTY), (FULL, EMPTY), unchanged=FEWEST - 2).brakes


def test_a_tolerance_of_100_never_brakes() -> None:
    found = drift(*[(FULL, EMPTY)] * 50, tolerance=100)
    assert (found.brakes, found.note) == (False, "a tolerance of 100 percentage points never brakes")
    assert drift(*[(FULL, EMPTY)] * 50, tolerance=99).brakes


def test_nothing_compared_is_no_drift() -> None:
    assert not drift().brakes
    assert drift().compared == 0


def test_the_deepest_fall_comes_first() -> None:
    found = drift(*[(FULL, article(summary=None, topics=[]))] * 4, (FULL, article(topics=[])), *[(FULL, FULL)] * 5)
    assert names(found) == ["topics", "summary"]


@pytest.mark.parametrize("tolerance", [0, 30])
def test_a_fall_too_small_to_say_is_kept_only_where_it_brakes(tolerance: int) -> None:
    found = drift((FULL, BARE), unchanged=999, tolerance=tolerance)
    assert names(found) == (["authors"] if tolerance == 0 else [])


FORMS = st.sampled_from([FULL, BARE, EMPTY, article(summary=None, figures=[]), body(10), body(400)])
PAIRS = st.lists(st.tuples(FORMS, FORMS), max_size=25)


@settings(deadline=None)
@given(PAIRS, st.integers(0, 40), st.integers(0, 10), st.integers(0, 100))
def test_the_brake_is_the_plain_reading_of_all_articles(
    pairs: list[tuple[ScrapedArticle, ScrapedArticle]], unchanged: int, rejected: int, tolerance: int
) -> None:
    """As if the unchanged ones were read too: which they need not be, for they fill the same on both sides."""
    found = drift(*pairs, unchanged=unchanged, rejected=rejected, tolerance=tolerance)
    read = drift(*pairs, *[(FULL, FULL)] * unchanged, rejected=rejected, tolerance=tolerance)
    assert [(fall.what, fall.points, fall.brakes) for fall in found.falls] == [
        (fall.what, fall.points, fall.brakes) for fall in read.falls
    ]
    for name in ("authors", "summary"):
        lost = sum(bool(getattr(old, name)) for old, _ in pairs) - sum(bool(getattr(new, name)) for _, new in pairs)
        is_braking = any(fall.what == name and fall.brakes for fall in found.falls)
        may = tolerance < 100 and len(pairs) + unchanged + rejected >= FEWEST
        assert is_braking == (may and lost > 0 and Fraction(lost * 100, len(pairs) + unchanged) >= tolerance)


@settings(deadline=None)
@given(PAIRS, st.integers(0, 40))
def test_the_same_articles_the_other_way_round_rise_where_they_fell(
    pairs: list[tuple[ScrapedArticle, ScrapedArticle]], unchanged: int
) -> None:
    there = drift(*pairs, unchanged=unchanged, tolerance=0)
    back = drift(*[(now, before) for before, now in pairs], unchanged=unchanged, tolerance=0)
    fell, rose = ({fall.what for fall in each.falls} & set(COUNTED) for each in (there, back))
    assert not fell & rose


@settings(deadline=None)
@given(PAIRS, st.permutations(range(25)))
def test_the_order_of_the_articles_does_not_matter(
    pairs: list[tuple[ScrapedArticle, ScrapedArticle]], order: Iterable[int]
) -> None:
    shuffled = [pairs[place] for place in order if place < len(pairs)]
    assert drift(*pairs) == drift(*shuffled)


@settings(deadline=None)
@given(PAIRS)
def test_a_drift_is_plain_json(pairs: list[tuple[ScrapedArticle, ScrapedArticle]]) -> None:
    stored: dict[str, Any] = drift(*pairs).to_dict()
    assert json.loads(json.dumps(stored)) == stored
