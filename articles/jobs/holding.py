"""What holds a source's scheduled run, in words, and when its next ones really start."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.jobs.back_off import BackOff
from articles.models import Source
from articles.sync.schedule import UNREADABLE, due_moment, starts, window_end
from articles.windows import end_of_window, parse_windows

REASON_LIMIT = 200


def expected_runs(source: Source, count: int, now: datetime, back_off: BackOff | None = None) -> list[datetime]:
    """The next starts as they will be, in the source's own time; none for what is never due or cannot be read."""
    if source.paused or not source.schedule:
        return []
    try:
        return _expected(source, count, now, back_off)
    except UNREADABLE:
        # Written past the form's checks; the lists must still show, for it is where this can be mended.
        return []


def _expected(source: Source, count: int, now: datetime, back_off: BackOff | None) -> list[datetime]:
    zone = ZoneInfo(source.time_zone)
    held = held_until(source, now, back_off)
    if held is None:
        return list(islice(starts(source, now), count))
    held = (end_of_window(parse_windows(source.blackout), held.astimezone(zone)) or held).astimezone(UTC)
    waits = due_moment(source, now) is not None or next(starts(source, now)) <= held
    first = [held.astimezone(zone)] if waits else []
    return [*first, *islice(starts(source, held), count - len(first))]


def held_until(source: Source, now: datetime, back_off: BackOff | None) -> datetime | None:
    """Until when nothing starts by itself; None where nothing holds it."""
    ends = [window_end(source, now), back_off.until if back_off and back_off.until > now else None]
    return max((each for each in ends if each is not None), default=None)


def hold_in_words(source: Source, now: datetime, back_off: BackOff | None) -> str:
    """Why a run that is due does not start, or the next one will be late; empty where nothing holds it."""
    if source.paused or not source.schedule:
        return ""
    if back_off and back_off.until > now:
        words = _("Failed %(number)d times in a row: no scheduled run before %(moment)s.") % {
            "number": back_off.failures,
            "moment": moment_in_words(back_off.until.astimezone(ZoneInfo(source.time_zone))),
        }
        if not back_off.reason:
            return words
        return words + " " + _("The last time: %(reason)s") % {"reason": back_off.reason[:REASON_LIMIT]}
    try:
        end = window_end(source, now) if due_moment(source, now) else None
    except UNREADABLE:
        return ""
    if end is None:
        return ""
    return _("Due, and waits for the end of a blackout window: %(moment)s") % {"moment": moment_in_words(end)}


def moment_in_words(moment: datetime) -> str:
    """A day and a time of day, in the zone that the moment bears."""
    return date_format(moment, "D j N Y, H:i")
