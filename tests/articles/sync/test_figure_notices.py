"""What changed in an article's figures, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.sync.figure_notices import LONGEST, fact_notices, number_notices
from scraper.items import Figure
from tests.articles.sync.samples import article

ANALYST = "Data Analyst"


def salary(text: str, amount: float | None = None, **values: Any) -> Figure:
    known = {"amount": amount or float(text.strip("$").replace(",", "")), "currency": "USD", "statistic": "median"}
    return Figure(kind="salary", text=text, **(known | {"role": ANALYST} | values))


def growth(
    text: str, amount: float, start: int | None = 2023, end: int | None = 2033, role: str | None = ANALYST
) -> Figure:
    return Figure(kind="growth", text=text, amount=amount, start_year=start, end_year=end, role=role)


def number(text: str, amount: float, kind: str = "percent", role: str | None = None) -> Figure:
    return Figure(kind=kind, text=text, amount=amount, role=role)


def facts(before: list[Figure], now: list[Figure]) -> list[str]:
    return fact_notices(article(figures=before), article(figures=now))


def numbers(before: list[Figure], now: list[Figure]) -> list[str]:
    return number_notices(article(figures=before), article(figures=now))


def test_a_salary_with_the_year_it_is_of() -> None:
    now = salary("$91,000", start_year=2024, end_year=2024)
    assert facts([salary("$82,000")], [now]) == ["Data Analyst: median salary $82,000 → $91,000 (as of 2024)"]


def test_a_growth_with_its_span() -> None:
    assert facts([growth("4%", 4, 2022, 2032)], [growth("6%", 6)]) == ["Data Analyst: growth 4% → 6% (2023–2033)"]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(None, 2033, " (by 2033)"), (2023, None, " (from 2023)"), (2023, 2023, " (as of 2023)"), (None, None, "")],
)
def test_a_growth_that_says_less_of_its_span(start: int | None, end: int | None, words: str) -> None:
    assert facts([growth("4%", 4)], [growth("6%", 6, start, end)]) == [f"Data Analyst: growth 4% → 6%{words}"]


def test_a_decline_that_is_printed_without_a_minus_is_shown_with_one() -> None:
    assert facts([growth("2%", 2)], [growth("2%", -2)]) == ["Data Analyst: growth 2% → −2% (2023–2033)"]
    assert facts([growth("2%", 2)], [growth("-7%", -7)]) == ["Data Analyst: growth 2% → -7% (2023–2033)"]


def test_standing_still_is_no_decline() -> None:
    assert facts([growth("2%", 2)], [growth("0%", 0)]) == ["Data Analyst: growth 2% → 0% (2023–2033)"]


@pytest.mark.parametrize("years", [{"start_year": 2024}, {"end_year": 2024}])
def test_a_salary_that_says_its_year_once(years: dict[str, int]) -> None:
    assert facts([salary("$82,000")], [salary("$91,000", **years)]) == [
        "Data Analyst: median salary $82,000 → $91,000 (as of 2024)"
    ]


def test_a_figure_said_three_times_and_once_now_is_gone_twice() -> None:
    assert numbers([number("1%", 1)] * 3, [number("1%", 1)]) == ["2 figures gone"]


def test_other_words_for_the_same_number_are_no_news() -> None:
    assert facts([salary("$82,000")], [salary("82,000 dollars", 82000.0)]) == []


def test_the_same_number_of_another_year() -> None:
    old, new = (salary("$82,000", start_year=year, end_year=year) for year in (2023, 2024))
    assert facts([old], [new]) == ["Data Analyst: median salary $82,000 (as of 2023 → as of 2024)"]
    assert facts([old], [salary("$82,000")]) == ["Data Analyst: median salary $82,000 (as of 2023 → no year)"]


def test_a_number_that_is_read_otherwise_but_printed_alike_is_no_news() -> None:
    assert facts([salary("$82,000", period=None)], [salary("$82,000", period="year")]) == []


def test_a_salary_that_is_another_statistic_now() -> None:
    [notice] = facts([salary("$82,000")], [salary("$91,000", statistic="mean")])
    assert notice == "Data Analyst: median salary $82,000 → mean salary $91,000"


def test_figures_are_paired_by_statistic_and_period() -> None:
    before = [salary("$82,000"), salary("$90,000", statistic="mean"), salary("$40", period="hour")]
    now = [salary("$95,000", statistic="mean"), salary("$44", period="hour"), salary("$82,000")]
    assert facts(before, now) == [
        "Data Analyst: mean salary $90,000 → $95,000",
        "Data Analyst: median salary $40 → $44",
    ]


def test_the_two_salaries_of_a_role_are_its_lower_and_its_higher_one() -> None:
    before, now = [salary("$60,000"), salary("$90,000")], [salary("$94,000"), salary("$62,000")]
    assert sorted(facts(before, now)) == [
        "Data Analyst: median salary $60,000 → $62,000",
        "Data Analyst: median salary $90,000 → $94,000",
    ]


def test_where_there_is_a_choice_nothing_is_guessed() -> None:
    assert facts([salary("$82,000")], [salary("$60,000"), salary("$91,000")]) == [
        "Data Analyst: median salary gone: $82,000",
        "Data Analyst: median salary added: $60,000",
        "Data Analyst: median salary added: $91,000",
    ]
    outside = [salary(text, role=None) for text in ("$1", "$2", "$3", "$4")]
    assert len(facts(outside[:2], outside[2:])) == 4


def test_outside_the_roles_another_statistic_is_another_figure() -> None:
    assert facts([salary("$82,000", role=None)], [salary("$91,000", role=None, statistic="mean")]) == [
        "median salary gone: $82,000",
        "mean salary added: $91,000",
    ]


def test_a_role_by_another_title_is_the_same_role() -> None:
    [notice] = facts([salary("$82,000", role="Data analysts")], [salary("$91,000")])
    assert notice == "Data Analyst: median salary $82,000 → $91,000"


def test_roles_that_came_or_went_as_a_whole_tell_nothing_of_their_figures() -> None:
    before = article(figures=[salary("$82,000"), salary("$1", role="Baker")])
    now = article(figures=[salary("$2", role="Baker")])
    assert fact_notices(before, now, without=frozenset({"data-analyst"})) == ["Baker: median salary $1 → $2"]


def test_salaries_before_growth_and_both_as_the_article_has_them() -> None:
    before = [growth("4%", 4), salary("$1"), growth("4%", 4, role="Baker"), salary("$3", role="Baker")]
    now = [growth("6%", 6), salary("$2"), growth("5%", 5, role="Baker"), salary("$4", role="Baker")]
    assert [line.partition(" →")[0] for line in facts(before, now)] == [
        "Data Analyst: median salary $1",
        "Baker: median salary $3",
        "Data Analyst: growth 4%",
        "Baker: growth 4%",
    ]


def test_a_range_is_printed_as_the_article_prints_it() -> None:
    low = Figure(kind="salary", text="$62,000 vs. $90,000", low=62000.0, high=90000.0, role=ANALYST)
    assert facts([low], [replace(low, text="$64,000 to $95,000", low=64000.0)]) == [
        "Data Analyst: salary $62,000 vs. $90,000 → $64,000 to $95,000"
    ]


def test_long_titles_and_figures_are_shortened() -> None:
    title, text = "Data analyst " * 20, "about $90,000 or so " * 20
    [notice] = facts([salary("$82,000", role=title)], [salary(text, 90000.0, role=title)])
    assert len(notice) < 3 * LONGEST
    assert notice.count("…") == 2


def test_a_single_number_is_paired_and_many_are_counted() -> None:
    assert numbers([number("12%", 12)], [number("15%", 15)]) == ["percentage 12% → 15%"]
    assert numbers([number("12%", 12, role=ANALYST)], [number("15%", 15, role=ANALYST)]) == [
        "Data Analyst: percentage 12% → 15%"
    ]
    before = [number("1%", 1), number("2%", 2), number("3%", 3)]
    assert numbers(before, [number("3%", 3), number("4%", 4)]) == ["2 figures gone", "1 figure added"]
    assert numbers(before[:2], [number("5%", 5), number("6%", 6)]) == ["2 figures gone", "2 figures added"]
    assert numbers([number("$120", 120, "money")], [number("3,400 openings", 3400, "count")]) == [
        "1 figure gone",
        "1 figure added",
    ]


def test_salaries_and_other_numbers_are_told_apart() -> None:
    assert numbers([salary("$82,000")], [salary("$91,000")]) == []
    assert facts([number("1%", 1)], [number("2%", 2)]) == []


FIGURES = st.builds(
    Figure,
    kind=st.sampled_from(["salary", "growth", "percent", "money"]),
    text=st.sampled_from(["$1", "2%", "-3%", "4"]),
    amount=st.sampled_from([None, -3.0, 1.0, 2.0]),
    low=st.sampled_from([None, 5.0]),
    statistic=st.sampled_from([None, "median", "mean", "mode"]),
    period=st.sampled_from([None, "year", "hour"]),
    start_year=st.sampled_from([None, 2023]),
    end_year=st.sampled_from([None, 2023, 2033]),
    role=st.sampled_from([None, "Baker", "Bakers", "Data Analyst"]),
)
EDITIONS = st.lists(FIGURES, max_size=8)


@settings(deadline=None)
@given(EDITIONS, st.randoms())
def test_the_same_figures_in_another_order_are_no_news(figures: list[Figure], random: Any) -> None:
    shuffled = random.sample(figures, len(figures))
    assert facts(figures, shuffled) == numbers(figures, shuffled) == []


@settings(deadline=None)
@given(EDITIONS, EDITIONS, st.randoms())
def test_what_both_editions_say_changes_no_notice(before: list[Figure], now: list[Figure], random: Any) -> None:
    other = [Figure(kind=kind, text="$7", amount=7.0, role="Pilot") for kind in ("salary", "growth", "count")]
    assert sorted(facts([*other, *before], [*other, *now])) == sorted(facts(before, now))
    assert sorted(numbers([*before, *other], [*other, *now])) == sorted(numbers(before, now))


@settings(deadline=None)
@given(EDITIONS, EDITIONS)
def test_every_notice_is_one_line_of_words(before: list[Figure], now: list[Figure]) -> None:
    for line in [*facts(before, now), *numbers(before, now)]:
        assert line == " ".join(line.split())
        assert len(facts(before, now)) <= len(before) + len(now)


@settings(deadline=None)
@given(EDITIONS, EDITIONS)
def test_what_was_added_is_gone_the_other_way_round(before: list[Figure], now: list[Figure]) -> None:
    def told(lines: list[str], word: str) -> list[str]:
        return sorted(line.replace(f" {word}: ", ": ") for line in lines if f" {word}: " in line)

    assert told(facts(before, now), "added") == told(facts(now, before), "gone")
