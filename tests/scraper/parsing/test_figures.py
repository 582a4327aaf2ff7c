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
        ("The median weekly pay was $1,737 for them.", {"amount": 1737.0, "period": "week"}),
        (
            "The salary is Rs. 6,50,000 a year.",
            {"kind": "salary", "amount": 650000.0, "currency": "INR", "period": "year"},
        ),
        ("A signing bonus of $10,000 comes with the salary.", {"kind": "money", "amount": 10000.0}),
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
        (
            "Man verdient zwischen 58.500 und 72.000 Euro brutto im Jahr.",
            {"kind": "salary", "text": "58.500 und 72.000 Euro brutto im Jahr", "low": 58500.0, "high": 72000.0},
        ),
        ("Elle gagne 2.900 € brut par mois.", {"text": "2.900 € brut par mois", "amount": 2900.0, "period": "month"}),
        ("Cobran 36.500 euros brutos anuales.", {"kind": "salary", "amount": 36500.0, "period": "year"}),
        (
            "O salário é de R$ 5.200 a R$ 7.900 por mês.",
            {"kind": "salary", "low": 5200.0, "high": 7900.0, "currency": "BRL", "period": "month"},
        ),
        ("平均年収：620万円", {"amount": 6.2e6, "currency": "JPY", "period": "year", "statistic": "mean"}),
        (
            "متوسط الراتب: \u200e$72,000\u200e سنويًا",
            {"text": "$72,000 سنويًا", "amount": 72000.0, "period": "year", "statistic": "mean"},
        ),
        ("השכר הוא ₪18,400 לחודש.", {"kind": "salary", "amount": 18400.0, "currency": "ILS", "period": "month"}),
        ("In 2023 10 of them earned $50,000.", {"text": "$50,000", "amount": 50000.0, "low": None}),
        ("Half of them earned more than $24.65 per hour.", {"statistic": "median", "period": "hour"}),
        ("Families spent about ₹2.4 lakh.", {"kind": "money", "amount": 240000.0, "currency": "INR"}),
        ("Starts were up 8.2% between 2022 and 2023.", {"kind": "growth", "amount": 8.2, "start_year": 2022}),
        ("On attend un recul de 4 % entre 2022 et 2030.", {"kind": "growth", "amount": -4.0, "end_year": 2030}),
        ("求人は2030年までに15％増加する見込みです。", {"kind": "growth", "amount": 15.0, "end_year": 2030}),
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


def test_a_word_for_the_statistic_is_said_of_the_amount_after_it() -> None:
    def statistics(text: str) -> list[str | None]:
        return [figure.statistic for figure in read_figures(f"<p>{text}</p>", SOURCES)]

    assert statistics("The mean was $84,900 for all, against a national median salary of $81,800.") == [
        "mean",
        "median",
    ]
    assert statistics("A median of $35.70 an hour in May 2023, or $74,260 a year.") == ["median", "median"]
    assert statistics("Engineers earn a median of $80,000; some teachers earn $1,000 a week.") == ["median", None]


def test_the_same_month_is_a_date_and_no_period() -> None:
    (figure,) = read_figures("<p>Architects come to a median wage of $97,310 for the same month.</p>", SOURCES)
    assert (figure.amount, figure.period, figure.statistic) == (97310.0, None, "median")


def test_a_period_is_its_own_amounts_alone() -> None:
    yearly, hourly = read_figures("<p>The median pay of $124,910 corresponds to roughly $60.05 an hour.</p>", SOURCES)
    assert (yearly.amount, yearly.period) == (124910.0, None)
    assert (hourly.amount, hourly.period) == (60.05, "hour")
