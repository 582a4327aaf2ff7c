"""Background jobs, worked off by `manage.py db_worker --backend jobs`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from articles.alerts.send import send_due
from articles.library.refusals import CannotMerge
from articles.library.work import forgotten, give_up, work_off
from articles.link_checks import check_links, due_links
from articles.models import LibraryMerge, SyncRun
from articles.sync.claim import RunActive
from articles.sync.pulse import RunStopped
from articles.sync.release import give_back
from articles.sync.run import NotReleasable, RunLost, release_run, replay_source, run_source
from articles.sync.undo import NotUndoable, undo_run

if TYPE_CHECKING:
    from django_tasks import task
else:
    # The database backend takes tasks of Django's own kind where Django has them, else of the package before it.
    try:
        from django.tasks import task
    except ModuleNotFoundError:
        from django_tasks import task

JOBS = "jobs"
SECONDS_BEFORE_ASKING_AGAIN = 30
"""Of a merge that waits for a run to end."""


@task(backend=JOBS)
def scrape_source(run_id: int) -> dict[str, Any]:
    """Work off a queued run; gives back its counts. A run that was taken or ended meanwhile is left alone."""
    run = _run(run_id)
    if run is None:
        return {"status": "gone"}
    execute = replay_source if run.trigger == SyncRun.Trigger.REPLAY else run_source
    try:
        report = execute(run)
    except RunLost as error:
        return {"status": "left alone", "reason": str(error)}
    return {"status": report.status, "counts": report.counts}


@task(backend=JOBS)
def check_due_links() -> dict[str, int]:
    """Ask whether what the articles cite is still there; how many addresses were found in which state."""
    urls = due_links()
    return check_links(urls) if urls else {}


@task(backend=JOBS)
def send_alerts() -> dict[str, int]:
    """Send the alerts that are due; how many went out, and how many could not."""
    return dict(send_due())


@task(backend=JOBS)
def release_waiting(run_id: int) -> dict[str, Any]:
    """Go on with a run that stopped before it wrote; one that cannot go on waits again, and says why."""
    run = _run(run_id)
    if run is None:
        return {"status": "gone"}
    try:
        report = release_run(run)
    except (NotReleasable, RunActive, RunLost) as error:
        give_back(run, str(error))
        return {"status": "left alone", "reason": str(error)}
    return {"status": report.status, "counts": report.counts}


@task(backend=JOBS)
def take_run_back(run_id: int, holder_id: int) -> dict[str, Any]:
    """Take a run back, as the queued run that was made for it."""
    run, holder = _run(run_id), _run(holder_id)
    if run is None or holder is None:
        return {"status": "gone"}
    try:
        report = undo_run(run, holder=holder)
    except (NotUndoable, RunLost, RunStopped) as error:
        return {"status": "left alone", "reason": str(error)}
    return {"status": "done" if report.is_well else "problems", "counts": report.counts}


@task(backend=JOBS)
def merge_entries(merge_id: int) -> dict[str, Any]:
    """Work off a merge of library entries that was asked for, or its taking back, from where it stands."""
    try:
        made = work_off(merge_id)
    except LibraryMerge.DoesNotExist:
        return {"status": "gone"}
    except CannotMerge as error:
        if error.code == "run":
            later = timezone.now() + timedelta(seconds=SECONDS_BEFORE_ASKING_AGAIN)
            merge_entries.using(run_after=later).enqueue(merge_id)
            return {"status": "waits", **error.about}
        give_up(merge_id, error)
        return {"status": "left alone", "reason": error.code}
    return {"status": made.status, "articles": made.articles}


def enqueue_merge(made: LibraryMerge) -> None:
    """Hand a merge that waits to the worker; it may be on its way back."""
    transaction.on_commit(lambda: merge_entries.enqueue(made.pk))


def enqueue_forgotten_merges() -> list[int]:
    """Hand what stands still to the worker again: another one was killed over it, or none was there."""
    merges = forgotten()
    for merge in merges:
        merge_entries.enqueue(merge)
    return merges


def enqueue_run(run: SyncRun) -> None:
    """Hand a queued run to the worker, as soon as the run is there for the worker to see."""
    transaction.on_commit(lambda: scrape_source.enqueue(run.pk))


def enqueue_release(run: SyncRun) -> None:
    """Hand a run that waits to the worker."""
    transaction.on_commit(lambda: release_waiting.enqueue(run.pk))


def enqueue_undo(run: SyncRun, holder: SyncRun) -> None:
    """Hand the taking back of a run to the worker; `holder` is the queued run that does it."""
    transaction.on_commit(lambda: take_run_back.enqueue(run.pk, holder.pk))


def _run(number: int) -> SyncRun | None:
    return SyncRun.objects.select_related("source").filter(pk=number).first()
