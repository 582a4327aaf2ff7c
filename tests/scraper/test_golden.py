"""Pages with gold written by hand: what the parser once got right it goes on getting right."""

from __future__ import annotations

import pytest

from tests.scraper.golden_score import golden_pages, likeness, mean_score, recorded_score

MOST_LOST = 0.01
"""A field's score may fall by this much where the mean gains."""


def test_there_are_golden_pages_enough() -> None:
    assert sum(1 for _ in golden_pages()) >= 40


def test_score_does_not_fall() -> None:
    mean, fields = mean_score()
    recorded_mean, recorded_fields = recorded_score()
    assert mean >= recorded_mean
    assert set(fields) == set(recorded_fields)
    fallen = {name: score for name, score in fields.items() if score < recorded_fields[name] - MOST_LOST}
    assert not fallen


@pytest.mark.parametrize(
    ("wanted", "found", "score"),
    [
        ("a", "a", 1.0),
        ("a", "b", 0.0),
        (None, None, 1.0),
        ("<p>one two</p>", "<p>one three</p>", 0.5),
        (["a", "b"], ["b"], 2 / 3),
        ([], [], 1.0),
        ([], ["a"], 0.0),
        ([{"type": "heading", "text": "a"}], [{"type": "quote", "text": "a"}], 0.0),
        ({"id": "1", "text": "a"}, {"id": "2", "text": "a"}, 1.0),
    ],
)
def test_likeness(wanted: object, found: object, score: float) -> None:
    assert likeness(wanted, found) == pytest.approx(score)
