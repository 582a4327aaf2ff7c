from __future__ import annotations

import pytest

from scraper import SourceProfile
from scraper.parsing.citations import Sources
from scraper.parsing.figures import read_figures

SOURCES = Sources(url="https://hub.example.edu/x/", profile=SourceProfile())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They earn $62,000 and 10 paid holidays.", ["$62,000"]),
        ("They earn $86,000 and 1,200 jobs open each year.", ["$86,000", "1,200 jobs"]),
        ("They earn a median of $95,340 and 8 percent of them work at home.", ["$95,340", "8 percent"]),
        ("The salary is $85,000 and 4 weeks of leave.", ["$85,000"]),
        ("The salary is $85,000 and 90,000 others want it.", ["$85,000"]),
        ("Salary: $100,000 - 2024 data.", ["$100,000"]),
        ("Salary: $100,000 – 5 years of experience.", ["$100,000"]),
        ("Pay is $15 to 20 percent of them.", ["$15", "20 percent"]),
        ("The salary is $90,000, or $40 – 60 hours a week.", ["$90,000", "$40"]),
        ("Salaries are between $62,000 and 90,000.", ["$62,000 and 90,000"]),
        ("Salaries are between roughly $62,000 and 90,000.", ["$62,000 and 90,000"]),
        ("Ganan de $36.000 a 42.000 al año.", ["$36.000 a 42.000 al año"]),
        ("Salary: $62,000–90,000", ["$62,000–90,000"]),
        ("Salary: $80-100K", ["$80-100K"]),
        ("Salary: $80K to 100", ["$80K to 100"]),
        ("Salary: $1800 - 2000 a month", ["$1800 - 2000 a month"]),
        ("Pay was $62,000 vs. 55,000 before.", ["$62,000 vs. 55,000"]),
    ],
)
def test_a_number_without_currency_ends_a_range_or_is_another_figure(text: str, expected: list[str]) -> None:
    assert [figure.text for figure in read_figures(f"<p>{text}</p>", SOURCES)] == expected
