"""A schedule in the words of whoever reads."""

from __future__ import annotations

import pytest
from django.utils import translation

from articles.jobs.words import cron_in_words


@pytest.mark.parametrize(
    ("language", "expression", "words"),
    [
        ("en", "15 4 * * *", "At 04:15, every day"),
        ("en-gb", "30 14 * * *", "At 14:30, every day"),
        ("en", "*/15 * * * *", "Every 15 minutes"),
        ("en", "0 9 * * 1-5", "At 09:00, Monday through Friday"),
        ("en", "5 4 * * 7", "At 04:05, only on Sunday"),
        ("de", "15 4 * * *", "Um 04:15, jeden Tag"),
        ("de", "5 4 * * 7", "Um 04:05, nur am Sonntag"),
        ("nb", "15 4 * * *", "På 04:15, hver dag"),
        ("mn", "15 4 * * *", "At 04:15, every day"),
        ("en", "every day", "every day"),
        ("en", "", ""),
    ],
)
def test_in_words(language: str, expression: str, words: str) -> None:
    with translation.override(language):
        assert cron_in_words(expression) == words
