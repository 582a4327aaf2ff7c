"""A run's life: asked for, claimed, ended. One active run per source, which the database enforces.

Source of truth: the run's row. A run that shows no sign of life was killed: it is marked so and blocks nobody.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.jobs.beats import alive
from articles.models import ProcessBeat, Source, SyncRun
from articles.sync.ended import tell_of_end
from articles.sync.moments import to_the_minute
from articles.sync.pulse import RunLost

# A run beats every few seconds; two minutes leave room for a machine that is busy or a database that is locked.
DEAD_AFTER = timedelta(minutes=2)
# Where no worker is there at all. While one works the run keeps its turn, however long the queue is.
FORGOTTEN_AFTER = timedelta(hours=1)
# Crawls that wait for a worker, and so does whatever a person asked for in the admin: a replay, an undo. Whoever asks
# for another run, as a command does, begins it at once, or was killed, which who looks on sees.
CRAWLS_OF_A_WORKER = (SyncRun.Trigger.SCHEDULE, SyncRun.Trigger.ADMIN, SyncRun.Trigger.IMAGES)
ASKED_OF_A_WORKER = Q(trigger__in=CRAWLS_OF_A_WORKER) | Q(user__isnull=False)

KILLED = "no sign of life since {moment}; what it had written stays, and the next run goes on from there"
FORGOTTEN = "no worker took it within an hour; is `manage.py worker` running?"


class RunActive(Exception):
    """The source has an active run already. Raised by `request_run`; wait for it, or look at it in the admin."""

    def __init__(self, run: SyncRun) -> None:
        self.run = run
        if run.status == SyncRun.Status.QUEUED:
            words = f"waits for a worker since {to_the_minute(run.created_at)}"
        else:
            words = f"is running since {to_the_minute(run.started_at or run.created_at)}"
        super().__init__(f"{run.source.slug}: run {run.pk} {words}.")


def request_run(source: Source, trigger: str, user: Any = None, **values: Any) -> SyncRun:
    """A new run in the queue; RunActive when the source has one. Does not start anything.

    `user` is who asked for it in the admin, where a worker begins it.
    """
    bury_dead_runs(source)
    try:
        with transaction.atomic():
            return SyncRun.objects.create(source=source, trigger=trigger, user=user, **values)
    except IntegrityError:
        active = active_run(source)
        if active is None:
            raise
        raise RunActive(active) from None


def active_run(source: Source) -> SyncRun | None:
    """The source's run that waits for a worker or is under way; there is one at most."""
    return SyncRun.objects.filter(source=source, status__in=SyncRun.ACTIVE).select_related("source").first()


def bury_dead_runs(source: Source | None = None, now: datetime | None = None) -> int:
    """Mark runs without a sign of life as killed; gives back how many there were."""
    now = now or timezone.now()
    runs = SyncRun.objects.filter(source=source) if source else SyncRun.objects.all()
    _count_from_now(runs, now)
    running = Q(status__in=(SyncRun.Status.CRAWLING, SyncRun.Status.SYNCING))
    unclaimed = Q(status=SyncRun.Status.QUEUED) & ~ASKED_OF_A_WORKER
    dead = runs.filter(
        running & (Q(heartbeat_at__lt=now - DEAD_AFTER) | Q(heartbeat_at=None, started_at__lt=now - DEAD_AFTER))
        | unclaimed & Q(created_at__lt=now - DEAD_AFTER)
    )
    buried = 0
    for run in dead:
        last_sign = to_the_minute(run.heartbeat_at or run.started_at or run.created_at)
        buried += _end_if_active(run, SyncRun.Status.KILLED, now, message=KILLED.format(moment=last_sign))
    forgotten = runs.filter(status=SyncRun.Status.QUEUED, created_at__lt=now - FORGOTTEN_AFTER)
    for run in () if alive(ProcessBeat.Kind.WORKER).exists() else forgotten:
        buried += _end_if_active(run, SyncRun.Status.KILLED, now, message=FORGOTTEN)
    return buried


def _count_from_now(runs: QuerySet[SyncRun], now: datetime) -> None:
    """A sign of life that is yet to come is from before the clock was set back.

    Nobody can tell whether it is the last one, so that its time begins now: whoever lives beats again.
    """
    runs.filter(status__in=SyncRun.ACTIVE, heartbeat_at__gt=now + DEAD_AFTER).update(heartbeat_at=now)
    runs.filter(status=SyncRun.Status.QUEUED, created_at__gt=now + DEAD_AFTER).update(created_at=now)


def _end_if_active(run: SyncRun, status: str, now: datetime, **values: Any) -> int:
    # The old status stands in the condition: a run that came to life in this moment is left alone.
    same = SyncRun.objects.filter(pk=run.pk, status=run.status, heartbeat_at=run.heartbeat_at)
    with transaction.atomic():
        ended = same.update(status=status, finished_at=now, **values)
        if ended:
            run.refresh_from_db()
            tell_of_end(run)
    return ended


def claim(run: SyncRun) -> None:
    """Make the queued run this process's own; RunLost when it is no longer queued."""
    now = timezone.now()
    claimed = SyncRun.objects.filter(pk=run.pk, status=SyncRun.Status.QUEUED).update(
        status=SyncRun.Status.CRAWLING, started_at=now, heartbeat_at=now
    )
    if not claimed:
        raise RunLost(f"run {run.pk} was taken by another process or is no longer queued")
    run.refresh_from_db()
