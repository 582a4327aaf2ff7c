"""Windows of the week in which nothing is to start, as people write them: "08:00-18:00 Mon-Fri; 22:00-02:00". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.utils.translation import gettext as _

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = frozenset(range(7))
WINDOW = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})(?:\s+(\S.*))?")
LONGEST = timedelta(days=8)
"""A window that comes back each day without a gap has no end; nobody looks further."""
MIDNIGHT = 24 * 60


class WindowError(Exception):
    """Text that names no windows, or leaves no time. Raised by `parse_windows`; the message is for who typed it."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """From one minute of the day until another; past midnight where the end is not after the start."""

    start: int
    end: int
    days: frozenset[int]
    """Those on which it begins; Monday is 0."""

    def covers(self, local: datetime) -> bool:
        minute, day = local.hour * 60 + local.minute, local.weekday()
        if self.start < self.end:
            return day in self.days and self.start <= minute < self.end
        began_today = day in self.days and minute >= self.start
        return began_today or ((day - 1) % 7 in self.days and minute < self.end)


def parse_windows(text: str) -> list[Window]:
    """WindowError where a part cannot be read, or where no minute of the week is left."""
    windows = [_window(part.strip()) for part in text.split(";") if part.strip()]
    if windows and is_endless(windows):
        raise WindowError(_("These windows cover the whole week: nothing could ever start. Pause the source instead."))
    return windows


def end_of_window(windows: list[Window], moment: datetime) -> datetime | None:
    """When the windows that the moment lies in are over; None where it lies in none.

    The moment bears the time zone in which the windows are read.
    """
    if not any(each.covers(moment) for each in windows):
        return None
    # Minute by minute through UTC: a wall clock that is put forward or back in a window is followed as it goes.
    zone, seen = moment.tzinfo, moment.astimezone(UTC).replace(second=0, microsecond=0)
    latest = seen + LONGEST
    while seen < latest:
        seen += timedelta(minutes=1)
        if not any(each.covers(seen.astimezone(zone)) for each in windows):
            break
    return seen.astimezone(zone)


def is_endless(windows: list[Window]) -> bool:
    week = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday
    minutes = (week + timedelta(minutes=each) for each in range(7 * MIDNIGHT))
    return all(any(window.covers(minute) for window in windows) for minute in minutes)


def _window(part: str) -> Window:
    found = WINDOW.fullmatch(part)
    if not found:
        raise WindowError(_('"%(part)s" is no window; an example is "08:00-18:00 Mon-Fri".') % {"part": part})
    start, end = _minute(part, *found.group(1, 2)), _minute(part, *found.group(3, 4))
    if start == MIDNIGHT:
        raise WindowError(_('"%(part)s": a day begins at 00:00.') % {"part": part})
    if start == end:
        raise WindowError(_('"%(part)s" ends when it begins.') % {"part": part})
    return Window(start=start, end=end, days=_days(part, found[5]) if found[5] else EVERY_DAY)


def _minute(part: str, hour: str, minute: str) -> int:
    if (hour, minute) == ("24", "00"):
        return MIDNIGHT
    try:
        read = time(int(hour), int(minute))
    except ValueError:
        raise WindowError(_('"%(part)s": there is no %(time)s.') % {"part": part, "time": f"{hour}:{minute}"}) from None
    return read.hour * 60 + read.minute


def _days(part: str, text: str) -> frozenset[int]:
    """Of "Mon-Fri", "Sat,Sun" or "Fri-Mon"."""
    found: set[int] = set()
    for piece in text.split(","):
        first, _dash, last = piece.strip().partition("-")
        start = _day(part, first)
        end = _day(part, last) if last else start
        found |= {(start + each) % 7 for each in range((end - start) % 7 + 1)}
    return frozenset(found)


def _day(part: str, name: str) -> int:
    try:
        return DAYS.index(name.strip().lower())
    except ValueError:
        words = {"part": part, "name": name.strip(), "days": ", ".join(each.capitalize() for each in DAYS)}
        raise WindowError(_('"%(part)s": "%(name)s" is no day; the days are %(days)s.') % words) from None
