"""A run that stopped before it wrote goes on: whoever releases it has seen what fell, or the plan, and says so.

Handed to a worker it stays what it is until one takes it: a release that no worker takes costs nobody the run.
"""

from __future__ import annotations

from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import SyncRun
from articles.sync.claim import FORGOTTEN_AFTER, RunActive, active_run, bury_dead_runs


class NotReleasable(Exception):
    """The run cannot go on. Raised by `reclaim`; the message says why, and what to do instead."""


@transaction.atomic
def reclaim(run: SyncRun, records: Path) -> None:
    """Make the stopped run this process's own again, its report empty."""
    bury_dead_runs(run.source)
    if reason := why_not(run, records):
        raise NotReleasable(reason)
    now = timezone.now()
    try:
        with transaction.atomic():
            claimed = SyncRun.objects.filter(pk=run.pk, status__in=SyncRun.WAITING).update(
                status=SyncRun.Status.SYNCING,
                heartbeat_at=now,
                released_at=now,
                finished_at=None,
                release_asked_at=None,
                # A wish to stop that came too late was about what the run did before.
                stop_asked_at=None,
                stop_asked_by=None,
            )
    except IntegrityError:
        active = active_run(run.source)
        if active is None:
            raise
        raise RunActive(active) from None
    if not claimed:
        raise NotReleasable(f"run {run.pk} was released by somebody else")
    run.articles.all().delete()
    run.refresh_from_db()


def why_not(run: SyncRun, records: Path) -> str:
    """Why the run cannot go on; empty when it can."""
    if run.status not in SyncRun.WAITING:
        return f"run {run.pk} was not stopped by the drift brake: it is {run.get_status_display()}"
    newer = SyncRun.objects.filter(source=run.source_id, pk__gt=run.pk, started_at__isnull=False).first()
    if newer is not None:
        return f"run {newer.pk} came after run {run.pk}: only the latest run of a source can go on"
    return "" if records.exists() else f"the records of run {run.pk} are gone: scrape the source again"


def ask_to_go_on(run: SyncRun, records: Path) -> None:
    """Note that the run is handed to a worker; NotReleasable when it cannot go on, or was handed over already."""
    bury_dead_runs(run.source)
    active = active_run(run.source)
    if active is not None:
        raise RunActive(active)
    if reason := why_not(run, records):
        raise NotReleasable(reason)
    now = timezone.now()
    waiting = SyncRun.objects.filter(pk=run.pk, status__in=SyncRun.WAITING)
    if not waiting.exclude(release_asked_at__gt=now - FORGOTTEN_AFTER).update(release_asked_at=now):
        raise NotReleasable(f"run {run.pk} was released already, and waits for a worker")
    run.refresh_from_db()


def is_handed_over(run: SyncRun) -> bool:
    """Whether a worker is expected to take it; a wish that none took within an hour may be said again."""
    asked = run.release_asked_at
    return run.status in SyncRun.WAITING and asked is not None and asked > timezone.now() - FORGOTTEN_AFTER


def give_back(run: SyncRun, reason: str) -> None:
    """It waits again, and says why it did not go on."""
    waiting = SyncRun.objects.filter(pk=run.pk, status__in=SyncRun.WAITING)
    waiting.update(release_asked_at=None, message="; ".join(filter(None, [run.message, f"it did not go on: {reason}"])))
