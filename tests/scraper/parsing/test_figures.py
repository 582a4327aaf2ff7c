from __future__ import annotations

from typing import Any

import pytest

from scraper import SourceProfile
from scraper.parsing.citations import Sources
from scraper.parsing.figures import read_figures

SOURCES = Sources(url="https://hub.example.edu/x/", profile=SourceProfile())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The median annual salary is $165,370.",
            {"kind": "salary", "text": "$165,370", "amount": 165370.0, "period": "year", "statistic": "median"},
        ),
        (
            "Nurses earn $1,737 per week on average.",
            {"kind": "salary", "text": "$1,737 per week", "period": "week", "statistic": "mean"},
        ),
        ("Pay is $41.50/hour.", {"kind": "salary", "amount": 41.5, "period": "hour"}),
        (
            "Salaries: $62,000 vs. $90,000.",
            {"kind": "salary", "text": "$62,000 vs. $90,000", "amount": None, "low": 62000.0, "high": 90000.0},
        ),
        ("They earn between $90K and $120K.", {"low": 90000.0, "high": 120000.0}),
        ("The average salary is ₹4,73,876 a year.", {"amount": 473876.0, "currency": "INR", "period": "year"}),
        (
            "Das Gehalt liegt bei 45.000 € im Jahr.",
            {"kind": "salary", "amount": 45000.0, "currency": "EUR", "period": "year"},
        ),
        ("The median wage was $77,560iii in May 2021.", {"text": "$77,560", "start_year": 2021, "end_year": 2021}),
        ("The market is worth $1.67 trillion.", {"kind": "money", "text": "$1.67 trillion", "amount": 1.67e12}),
        ("Tuition is $20,500 a year.", {"kind": "money", "amount": 20500.0}),
        (
            "Positions grow at a rate of 4% annually.",
            {"kind": "growth", "text": "4% annually", "amount": 4.0, "period": "year"},
        ),
        ("Jobs will grow 23% by 2032.", {"kind": "growth", "amount": 23.0, "start_year": None, "end_year": 2032}),
        (
            "Employment is projected to grow 8 percent from 2022 to 2032.",
            {"kind": "growth", "text": "8 percent", "start_year": 2022, "end_year": 2032},
        ),
        (
            "Employment is projected to decline 3% between 2018 and 2028.",
            {"kind": "growth", "amount": -3.0, "start_year": 2018},
        ),
        ("Job growth: -7%", {"kind": "growth", "amount": -7.0}),
        ("A degree can increase your earning potential by 18%.", {"kind": "percent", "amount": 18.0}),
        ("About 14,500 openings a year are expected.", {"kind": "count", "amount": 14500.0}),
    ],
)
def test_one_figure(text: str, expected: dict[str, Any]) -> None:
    (figure,) = read_figures(f"<p>{text}</p>", SOURCES)
    assert {name: getattr(figure, name) for name in expected} == expected


def test_annual_and_hourly_pay_are_two_figures() -> None:
    found = read_figures("<p>The median wage is $105,000 per year ($50.48 per hour).</p>", SOURCES)
    assert [(figure.amount, figure.period) for figure in found] == [(105000.0, "year"), (50.48, "hour")]


def test_the_lowest_tenth_has_no_median() -> None:
    found = read_figures("<p>The median wage is $90,000; the lowest-paid tenth earned less than $50,000.</p>", SOURCES)
    assert [figure.statistic for figure in found] == ["median", None]


def test_citation_is_the_sentences_own() -> None:
    html = '<p>Clerks earn <a href="https://x.org/1">$40,000</a>. Ushers earn $30,000.</p>'
    assert [figure.citation for figure in read_figures(html, SOURCES)] == ["https://x.org/1", None]


def test_enumerations_and_years_are_no_figures() -> None:
    assert read_figures("<p>Here are 9 jobs for 2024, and 12 positions.</p>", SOURCES) == []
