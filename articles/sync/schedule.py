"""When a source is due. A moment that was missed while nothing was running is made up for once, not once a miss.

Source of truth: the source's cron expression, read in its own time zone, and the scheduled moment last acted on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from cronsim import CronSim
from django.db import transaction
from django.utils import timezone

from articles.models import Source, SyncRun
from articles.sync.claim import RunActive, request_run
from articles.tasks import enqueue_run


def next_runs(source: Source, count: int, now: datetime | None = None) -> list[datetime]:
    """The next scheduled moments, in the source's time zone; empty without a schedule."""
    if not source.schedule:
        return []
    return list(islice(_moments(source, now or timezone.now()), count))


def due_sources(now: datetime) -> list[Source]:
    """The sources with a scheduled moment that has passed and was not acted on."""
    scheduled = Source.objects.filter(paused=False).exclude(schedule="").order_by("pk")
    return [source for source in scheduled if due_moment(source, now)]


def due_moment(source: Source, now: datetime) -> datetime | None:
    """The latest scheduled moment up to now, unless it was acted on already."""
    moment = next(_moments(source, now, backwards=True), None)
    acted_on = source.last_due_at or source.created_at
    return moment if moment and moment > acted_on else None


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


def _moments(source: Source, start: datetime, *, backwards: bool = False) -> Iterator[datetime]:
    zone = ZoneInfo(source.time_zone)
    return iter(CronSim(source.schedule, start.astimezone(zone), reverse=backwards))
