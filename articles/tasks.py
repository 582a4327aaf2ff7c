"""What a worker does; `manage.py worker` takes these tasks from the queue, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from articles.jobs.queue import JOBS, hand_over
from articles.library.refusals import CannotMerge
from articles.library.work import give_up, work_off
from articles.models import LibraryMerge, StandingJob, SyncRun
from articles.sync.claim import RunActive
from articles.sync.hosts import WAITS, host_of, take_host
from articles.sync.pulse import RunStopped
from articles.sync.release import give_back
from articles.sync.run import NotReleasable, RunLost, fetch_images, release_run, replay_source, run_source
from articles.sync.undo import NotUndoable, undo_run

if TYPE_CHECKING:
    from django_tasks import task
else:
    # The database backend takes tasks of Django's own kind where Django has them, else of the package before it.
    try:
        from django.tasks import task
    except ModuleNotFoundError:
        from django_tasks import task

WAYS = {SyncRun.Trigger.REPLAY.value: replay_source, SyncRun.Trigger.IMAGES.value: fetch_images}
"""How a run is worked off, by what started it; every other one is a crawl of its source."""


@task(backend=JOBS)
def scrape_source(run_id: int) -> dict[str, Any]:
    """Work off a queued run; gives back its counts. A run that was taken or ended meanwhile is left alone.

    One whose host another run crawls stays in the queue, and holds up nobody: the tick hands it over again.
    """
    run = _run(run_id)
    if run is None:
        return {"status": "gone"}
    execute = WAYS.get(run.trigger, run_source)
    if execute is not replay_source and run.status == SyncRun.Status.QUEUED:
        holder = take_host(run)
        if holder is not None:
            note_waiting(run, holder)
            return {"status": "waits", "for": holder.pk}
    try:
        report = execute(run)
    except RunLost as error:
        return {"status": "left alone", "reason": str(error)}
    return {"status": report.status, "counts": report.counts}


def note_waiting(run: SyncRun, holder: SyncRun) -> None:
    """Say in a queued run for whom it waits."""
    words = WAITS.format(run=holder.pk, source=holder.source, host=host_of(run.source))
    SyncRun.objects.filter(pk=run.pk, status=SyncRun.Status.QUEUED).update(message=words)


@task(backend=JOBS)
def run_standing_job(name: str) -> dict[str, Any]:
    """Do a standing job that was asked for; one that was taken meanwhile is left alone."""
    from articles.jobs.standing import work_off  # what it does may ask for runs, and these are handed over here

    return work_off(name)


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
    """Work off a merge of library entries that was asked for, or its taking back, from where it stands.

    One that must wait for a run to write holds up nobody: the tick hands it over again.
    """
    try:
        made = work_off(merge_id)
    except LibraryMerge.DoesNotExist:
        return {"status": "gone"}
    except CannotMerge as error:
        if error.code == "run":
            return {"status": "waits", **error.about}
        give_up(merge_id, error)
        return {"status": "left alone", "reason": error.code}
    return {"status": made.status, "articles": made.articles}


def enqueue_merge(made: LibraryMerge) -> None:
    """Hand a merge that waits to the worker; it may be on its way back."""
    hand_over(merge_entries, [made.pk], LibraryMerge.objects.filter(pk=made.pk))


def enqueue_run(run: SyncRun) -> None:
    """Hand a queued run to the worker, as soon as the run is there for the worker to see."""
    hand_over(scrape_source, [run.pk], SyncRun.objects.filter(pk=run.pk))


def enqueue_release(run: SyncRun) -> None:
    """Hand a run that waits to the worker."""
    hand_over(release_waiting, [run.pk], SyncRun.objects.filter(pk=run.pk))


def enqueue_undo(run: SyncRun, holder: SyncRun) -> None:
    """Hand the taking back of a run to the worker; `holder` is the queued run that does it."""
    hand_over(take_run_back, [run.pk, holder.pk], SyncRun.objects.filter(pk=holder.pk))


def enqueue_job(job: StandingJob) -> None:
    """Hand a standing job to the worker."""
    hand_over(run_standing_job, [job.name], StandingJob.objects.filter(pk=job.pk))


def _run(number: int) -> SyncRun | None:
    return SyncRun.objects.select_related("source").filter(pk=number).first()
