"""The queue that the tasks wait in, whichever backend keeps it: handing over, and what became of it.

Source of truth: the backend. What is handed over is noted by its place in the queue in the row that it is about, so
that a task that was lost is seen and handed over again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.compat import TaskResultDoesNotExist, TaskResultStatus, task_backends
from django_tasks_db.models import DBTaskResult

from articles.jobs import beats
from articles.models import LibraryMerge, ProcessBeat, StandingJob, SyncRun
from articles.sync.claim import DEAD_AFTER

JOBS = "jobs"
"""The backend's alias in the settings."""
ON_ITS_WAY = timedelta(seconds=30)
"""A row is written before its task is queued; so long it counts as handed over, though no task is there yet."""
DIED = "articles.jobs.queue.WorkerDied"
"""Stands as the error of a task whose worker was killed."""


def hand_over(task: Any, arguments: Collection[Any], rows: QuerySet[Any]) -> None:
    """Queue the task as soon as what it is about is there to see, and note its place in these rows.

    A queue that is away now harms nobody who hands over: the next tick does it again.
    """

    def queue() -> None:
        rows.update(task_id=str(task.enqueue(*arguments).id))

    transaction.on_commit(queue, robust=True)


def is_database() -> bool:
    """Whether the tasks wait in the database."""
    return isinstance(task_backends[JOBS], DatabaseBackend)


def waiting_or_working(task_ids: Collection[str]) -> set[str]:
    """Those of the tasks that a worker has, or will have; the others are gone, or have ended."""
    named = {each for each in task_ids if each}
    going = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    if is_database():
        keys = [each for each in named if _is_uuid(each)]
        rows = DBTaskResult.objects.filter(pk__in=keys, status__in=going)
        return {str(key) for key in rows.values_list("pk", flat=True)}
    return {each for each in named if _status(each) in going}


def end_dead_tasks(now: datetime) -> int:
    """Mark the tasks as failed whose worker was killed: the database's backend leaves them running for ever.

    A worker that shows no signs of life of its own is believed by what it works on.
    """
    if not is_database():
        return 0
    running = DBTaskResult.objects.filter(backend_name=JOBS, status=TaskResultStatus.RUNNING)
    living = set(beats.alive(ProcessBeat.Kind.WORKER).values_list("name", flat=True))
    ended = 0
    for task in running.filter(started_at__lt=now - DEAD_AFTER):
        if living.isdisjoint(task.worker_ids) and not _goes_on(task):
            same = running.filter(pk=task.pk, started_at=task.started_at)
            ended += same.update(
                status=TaskResultStatus.FAILED,
                finished_at=now,
                exception_class_path=DIED,
                traceback="The worker shows no sign of life any more.",
            )
    return ended


def _goes_on(task: DBTaskResult[Any, Any]) -> bool:
    """Whether what it was handed over for is alive."""
    number = str(task.pk)
    at = (SyncRun.Status.CRAWLING, SyncRun.Status.SYNCING)
    runs = SyncRun.objects.filter(task_id=number, status__in=at)
    jobs = StandingJob.objects.filter(task_id=number, status=StandingJob.Status.RUNNING)
    merges = LibraryMerge.objects.filter(task_id=number, status__in=LibraryMerge.WORKING)
    return runs.exists() or jobs.exists() or merges.exists()


def _status(task_id: str) -> Any:
    try:
        return task_backends[JOBS].get_result(task_id).status
    except TaskResultDoesNotExist:
        return None


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
