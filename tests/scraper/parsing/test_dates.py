from __future__ import annotations

import pytest

from scraper.parsing.dates import find_dates, iso_day, iso_partial


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("2024-07-25T23:30:00-04:00", "", "2024-07-25"),
        ("July 25, 2024", "", "2024-07-25"),
        ("July 9th, 2024 at 03:26 pm", "", "2024-07-09"),
        ("Sept. 3, 2019", "", "2019-09-03"),
        ("18 March 2019", "", "2019-03-18"),
        ("03/04/2024", "en", "2024-03-04"),
        ("03/04/2024", "en-GB", "2024-04-03"),
        ("12.3.2024", "de", "2024-03-12"),
        ("12 de marzo de 2024", "es", "2024-03-12"),
        ("Ink and Paper. 2023 Jan 7;15(1):e3", "en", "2023-01-07"),
        ("From 2023 May 7:30 pm", "en", None),
        ("3. Oktober 2023", "de", "2023-10-03"),
        ("February 30, 2024", "", None),
        ("May we help you in 2024?", "", None),
        ("Updated on", "", None),
    ],
)
def test_iso_day(text: str, language: str, day: str | None) -> None:
    assert iso_day(text, language) == day


def test_several_dates_of_a_line_keep_their_order() -> None:
    assert [day for _, _, day in find_dates("May 1, 2020 | Updated June 2, 2021")] == ["2020-05-01", "2021-06-02"]


@pytest.mark.parametrize(
    ("text", "partial"),
    [("October 2022", "2022-10"), ("octubre de 2021", "2021-10"), ("May 3, 2020", "2020-05-03"), ("Medium", None)],
)
def test_iso_partial(text: str, partial: str | None) -> None:
    assert iso_partial(text) == partial
