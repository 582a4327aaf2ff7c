"""What readers type becomes words, whatever it is."""

from __future__ import annotations

import pytest

from articles.listing.search.words import MOST, fold, words_of


@pytest.mark.parametrize(
    ("text", "phrases", "without", "is_open"),
    [
        ("data science", (("data",), ("science",)), (), True),
        ('"data science" jobs', (("data", "science"), ("jobs",)), (), True),
        ('jobs "data science"', (("jobs",), ("data", "science")), (), False),
        ('"never closed', (("never", "closed"),), (), False),
        ("jobs -nursing", (("jobs",),), (("nursing",),), True),
        ("-nursing", (("nursing",),), (), False),
        ("bachelor's cost-benefit.", (("bachelor", "s"), ("cost", "benefit")), (), False),
        ("snake_case (OR) NEAR*", (("snake", "case"), ("OR",), ("NEAR",)), (), True),
        ("!!! -- \"\" ''", (), (), False),
        ("", (), (), False),
    ],
)
def test_words(text: str, phrases: tuple, without: tuple, is_open: bool) -> None:
    words = words_of(text)
    assert (words.phrases, words.without, words.is_open) == (phrases, without, is_open)
    assert bool(words) == bool(phrases)


def test_no_more_words_than_an_engine_is_asked_for() -> None:
    assert len(words_of("word " * 500).phrases) == MOST


def test_accents_and_case_make_no_other_word() -> None:
    assert fold("Économie") == fold("economie") == "economie"
