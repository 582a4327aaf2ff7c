"""Blackout windows as people write them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from articles.windows import WindowError, end_of_window, parse_windows

OSLO = ZoneInfo("Europe/Oslo")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


@pytest.mark.parametrize(
    ("text", "moment", "end"),
    [
        ("08:00-18:00 Mon-Fri", "2026-11-26 07:59", None),
        ("08:00-18:00 Mon-Fri", "2026-11-26 08:00", "2026-11-26 18:00"),
        ("08:00-18:00 Mon-Fri", "2026-11-26 18:00", None),
        ("08:00-18:00 Mon-Fri", "2026-11-28 12:00", None),
        ("8:00-18:00 sat,sun", "2026-11-28 12:00", "2026-11-28 18:00"),
        ("08:00-18:00 Fri-Mon", "2026-11-30 12:00", "2026-11-30 18:00"),
        ("08:00-18:00 Fri-Mon", "2026-12-01 12:00", None),
        ("22:00-02:00", "2026-11-26 23:30", "2026-11-27 02:00"),
        ("22:00-02:00 Fri", "2026-11-28 01:30", "2026-11-28 02:00"),
        ("22:00-02:00 Fri", "2026-11-27 01:30", None),
        ("08:00-12:00; 12:00-14:00", "2026-11-26 09:00", "2026-11-26 14:00"),
        ("20:00-24:00 Sun", "2026-11-29 21:00", "2026-11-30 00:00"),
        ("00:00-24:00 Sat-Sun", "2026-11-28 10:00", "2026-11-30 00:00"),
        # The clock goes from 02:00 to 03:00, and from 03:00 back to 02:00.
        ("01:00-02:30", "2026-03-29 01:30", "2026-03-29 03:00"),
        ("01:00-04:00", "2026-10-25 01:30", "2026-10-25 04:00"),
        ("", "2026-11-26 12:00", None),
    ],
)
def test_when_a_window_is_over(text: str, moment: str, end: str | None) -> None:
    assert end_of_window(parse_windows(text), at(moment)) == (at(end) if end else None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("office hours", '"office hours" is no window; an example is'),
        ("08:00-25:00", "there is no 25:00"),
        ("08:61-09:00", "there is no 08:61"),
        ("24:00-08:00", "a day begins at 00:00"),
        ("08:00-08:00", "ends when it begins"),
        ("08:00-18:00 Mon-Fry", '"Fry" is no day; the days are Mon, Tue'),
        ("00:00-24:00", "cover the whole week"),
        ("00:00-12:00; 12:00-24:00 Mon-Sun", "cover the whole week"),
    ],
)
def test_what_is_no_window_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(WindowError) as told:
        parse_windows(text)
    assert words in str(told.value)
