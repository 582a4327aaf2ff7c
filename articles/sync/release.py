"""A run that the drift brake stopped goes on: whoever releases it has seen what fell, and says that it is right."""

from __future__ import annotations

from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import SyncRun
from articles.sync.claim import RunActive, bury_dead_runs


class NotReleasable(Exception):
    """The run cannot go on. Raised by `reclaim`; the message says why, and what to do instead."""


@transaction.atomic
def reclaim(run: SyncRun, records: Path) -> None:
    """Make the stopped run this process's own again, its report empty."""
    bury_dead_runs(run.source)
    if run.status != SyncRun.Status.BRAKED:
        raise NotReleasable(f"run {run.pk} was not stopped by the drift brake: it is {run.get_status_display()}")
    newer = SyncRun.objects.filter(source=run.source, pk__gt=run.pk, started_at__isnull=False).first()
    if newer is not None:
        raise NotReleasable(f"run {newer.pk} came after run {run.pk}: only the latest run of a source can go on")
    if not records.exists():
        raise NotReleasable(f"the records of run {run.pk} are gone: scrape the source again")
    now = timezone.now()
    try:
        with transaction.atomic():
            claimed = SyncRun.objects.filter(pk=run.pk, status=SyncRun.Status.BRAKED).update(
                status=SyncRun.Status.SYNCING, heartbeat_at=now, released_at=now, finished_at=None
            )
    except IntegrityError:
        active = SyncRun.objects.filter(source=run.source, status__in=SyncRun.ACTIVE).select_related("source").first()
        if active is None:
            raise
        raise RunActive(active) from None
    if not claimed:
        raise NotReleasable(f"run {run.pk} was released by somebody else")
    run.articles.all().delete()
    run.refresh_from_db()
