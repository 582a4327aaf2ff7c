from __future__ import annotations

import pytest

from scraper.parsing.programs import best_name
from tests.scraper.parsing.making import body


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (["Northeastern’s Master of Science in Law", "Master of Science in Law"], "Master of Science in Law"),
        (["our Master of Arts in Ink", "Learn more"], "Master of Arts in Ink"),
        (["Explore the Master of Public Health"], "Master of Public Health"),
        (["Master's in Ink"], "Master's in Ink"),
        (["Learn more"], "Ms in Ink"),
    ],
)
def test_best_name(said: list[str], name: str) -> None:
    assert best_name(said, "https://a.edu/program/ms-in-ink-5273/") == name


def test_programs_are_unique_by_address() -> None:
    found = body(
        "<p>The <a href='/program/mba/?utm_source=x'>MBA</a> and <a href='/program/mba/#top'>the MBA</a> are one.</p>"
    ).programs
    assert [program.url for program in found] == ["https://hub.example.edu/program/mba/"]
