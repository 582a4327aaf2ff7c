"""What a figure measures, in words, without what is not said."""

from __future__ import annotations

import pytest

from articles.reading.wording import nature_of, years_of


@pytest.mark.parametrize(
    ("said", "words"),
    [(("median", "year"), "median, a year"), (("", "hour"), "an hour"), (("mean", ""), "mean"), (("", "decade"), "")],
)
def test_the_nature(said: tuple[str, str], words: str) -> None:
    assert nature_of(*said) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ((2024, 2034), "2024–2034"),
        ((2024, 2024), "2024"),
        ((None, 2034), "2034"),
        ((2024, None), "2024"),
        ((None,) * 2, ""),
    ],
)
def test_the_years(said: tuple[int | None, int | None], words: str) -> None:
    assert years_of(*said) == words
