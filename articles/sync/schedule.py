"""When a source is due. A moment that was missed while nothing was running is made up for once, not once a miss.

Source of truth: the source's cron expression, read in its own time zone, and the scheduled moment last acted on. A
moment is acted on when its run is queued: until then a window or a back-off holds it, whoever looks and how often.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSimError
from django.db import transaction

from articles.jobs.back_off import postponed
from articles.jobs.moments import moments
from articles.models import Source, SyncRun
from articles.sync.claim import RunActive, request_run
from articles.tasks import enqueue_run
from articles.windows import WindowError, end_of_window, parse_windows

UNREADABLE = (CronSimError, WindowError, ValueError, OSError, LookupError)
"""What a schedule, a time zone or windows that were written past the form's checks may raise."""
logger = logging.getLogger(__name__)


def starts(source: Source, after: datetime) -> Iterator[datetime]:
    """When the schedule starts a run: its moments with their spread, at the end of a window that they fall into."""
    windows, later, zone = parse_windows(source.blackout), spread_of(source), ZoneInfo(source.time_zone)
    before: datetime | None = None
    for moment in _moments(source, after - later):
        # In one zone Python adds and compares by the wall clock, which may show an hour twice.
        start = moment.astimezone(UTC) + later
        start = (end_of_window(windows, start.astimezone(zone)) or start).astimezone(UTC)
        if start != before:
            before = start
            yield start.astimezone(zone)


def spread_of(source: Source) -> timedelta:
    """How much later than its schedule says this source starts: always the same, within what is set."""
    if not source.spread:
        return timedelta()
    number = int.from_bytes(hashlib.sha256(source.slug.encode()).digest()[:8])
    return timedelta(seconds=number % (source.spread * 60))


def due_sources(now: datetime) -> list[Source]:
    """The sources with a scheduled moment that has passed and was not acted on, and that nothing holds."""
    scheduled = Source.objects.filter(paused=False).exclude(schedule="").order_by("pk")
    due = [source for source in scheduled if _is_due(source, now)]
    held = postponed(due, now)
    return [source for source in due if source.pk not in held]


def due_moment(source: Source, now: datetime) -> datetime | None:
    """The latest scheduled moment up to now, unless it was acted on already."""
    moment = next(_moments(source, now - spread_of(source), backwards=True), None)
    acted_on = source.last_due_at or source.created_at
    return moment if moment and moment > acted_on else None


def window_end(source: Source, now: datetime) -> datetime | None:
    """When the blackout window is over that lies over this moment; None where there is none."""
    if not source.blackout:
        return None
    return end_of_window(parse_windows(source.blackout), now.astimezone(ZoneInfo(source.time_zone)))


def claim_due(source: Source, now: datetime) -> bool:
    """Take the due moment for this process; False when another scheduler was faster."""
    moment = due_moment(source, now)
    if moment is None:
        return False
    same = Source.objects.filter(pk=source.pk, last_due_at=source.last_due_at, paused=False)
    return bool(same.update(last_due_at=moment))


def enqueue_due(now: datetime) -> list[SyncRun]:
    """Queue a run for every due source and hand it to the worker. A source that is still running is passed over."""
    runs = []
    for source in due_sources(now):
        with transaction.atomic():
            run = request_due(source, now)
            if run is not None:
                enqueue_run(run)
                runs.append(run)
    return runs


def request_due(source: Source, now: datetime) -> SyncRun | None:
    """A queued run for a due source; None when another scheduler has it or the last run still goes on."""
    if not claim_due(source, now):
        return None
    try:
        return request_run(source, SyncRun.Trigger.SCHEDULE)
    except RunActive:
        return None


def _is_due(source: Source, now: datetime) -> bool:
    try:
        return due_moment(source, now) is not None and window_end(source, now) is None
    except UNREADABLE as error:
        # Written past the form's checks; it keeps no other source from its run, and the list of sources shows it.
        logger.warning("%s: its schedule cannot be read: %s", source.slug, error)
        return False


def _moments(source: Source, start: datetime, *, backwards: bool = False) -> Iterator[datetime]:
    return moments(source.schedule, source.time_zone, start, backwards=backwards)
