"""What was killed or lost is taken up again: a run that died in a worker's hands, a task that no queue has any more.

Source of truth: the runs and the queue. Safe to call twice, and by several at once: of a killed run only one other run
takes it up, which the database sees to, and a queued run is worked off by one worker whatever the queue says.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.jobs.beats import alive
from articles.jobs.queue import ON_ITS_WAY, waiting_or_working
from articles.models import ProcessBeat, SyncRun
from articles.sync.claim import ASKED_OF_A_WORKER, CRAWLS_OF_A_WORKER, FORGOTTEN_AFTER, RunActive, request_run
from articles.sync.crawl import records_of
from articles.sync.hosts import holder_of, host_of
from articles.sync.session import joined_messages
from articles.tasks import enqueue_release, enqueue_run, enqueue_undo, note_waiting

MOST_ATTEMPTS = 3
"""A run that died so often in a row would die again: it counts as failed, and a person looks."""
HORIZON = timedelta(days=7)
"""What was killed longer ago is history."""
BY_ITSELF = (SyncRun.Trigger.SCHEDULE, SyncRun.Trigger.IMAGES)
GIVEN_UP = "it died {number} times in a row, and is not taken up again"
logger = logging.getLogger(__name__)


def take_up_killed(now: datetime) -> list[SyncRun]:
    """Ask for every run anew that was killed in a worker's hands; the runs that take them up."""
    again = []
    is_worked = alive(ProcessBeat.Kind.WORKER).exists()
    for run in killed_runs(now).select_related("source", "undoes", "user"):
        if run.started_at is None and not is_worked:
            continue  # no worker took it, and none is there
        if run.attempt >= MOST_ATTEMPTS and run.started_at is not None:
            _give_up(run)
        elif taken := _take_up(run, now):
            again.append(taken)
    return again


def killed_runs(now: datetime) -> QuerySet[SyncRun]:
    """Runs that were killed, by nobody's wish, and that no later run of their source makes good."""
    later = SyncRun.objects.filter(source=OuterRef("source"), pk__gt=OuterRef("pk"))
    killed = SyncRun.objects.filter(ASKED_OF_A_WORKER, ~Exists(later), status=SyncRun.Status.KILLED)
    killed = killed.filter(stop_asked_at=None, again=None, finished_at__gte=now - HORIZON)
    return killed.exclude(source__paused=True, trigger__in=BY_ITSELF).order_by("pk")


def hand_over_lost(now: datetime) -> list[SyncRun]:
    """Queue what waits for a worker and stands in no queue; of runs that wait for one host the first alone."""
    sent = _too_long_unsent(now)
    runs = list(SyncRun.objects.filter(sent).select_related("source", "undoes").order_by("pk"))
    there = waiting_or_working([run.task_id for run in runs])
    handed, turns = [], dict[str, SyncRun]()
    for run in runs:
        if run.task_id in there:
            continue
        if run.status == SyncRun.Status.QUEUED and run.trigger in CRAWLS_OF_A_WORKER:
            host = host_of(run.source)
            if host not in turns:
                turns[host] = holder_of(host) or run
            if turns[host].pk != run.pk:
                note_waiting(run, turns[host])
                continue
        _hand_over(run)
        handed.append(run)
    return handed


def _too_long_unsent(now: datetime) -> Q:
    before = now - ON_ITS_WAY
    queued = Q(status=SyncRun.Status.QUEUED) & ASKED_OF_A_WORKER & (~Q(task_id="") | Q(created_at__lt=before))
    released = Q(status__in=SyncRun.WAITING, release_asked_at__lt=before, release_asked_at__gt=now - FORGOTTEN_AFTER)
    return queued | released


def _take_up(run: SyncRun, now: datetime) -> SyncRun | None:
    if run.trigger == SyncRun.Trigger.UNDO and run.undoes is None:
        return None
    if run.released_at is not None and records_of(run).exists():
        return _release_again(run, now)
    values: dict[str, Any] = {"undoes": run.undoes, "plan_only": run.plan_only, "again_of": run}
    values["attempt"] = run.attempt + (run.started_at is not None)
    try:
        with transaction.atomic():
            again = request_run(run.source, run.trigger, run.user, message=f"takes up run {run.pk}", **values)
            _hand_over(again)
    except (RunActive, IntegrityError):
        return None  # another tick was faster, or somebody runs the source already
    logger.warning("%s: run %s was killed; run %s takes it up", run.source.slug, run.pk, again.pk)
    return again


def _release_again(run: SyncRun, now: datetime) -> SyncRun | None:
    """A run that was let past the brake, or whose plan was applied, goes on from its records as it was meant to."""
    status = SyncRun.Status.PLANNED if run.plan_only else SyncRun.Status.BRAKED
    same = SyncRun.objects.filter(pk=run.pk, status=SyncRun.Status.KILLED, attempt=run.attempt)
    with transaction.atomic():
        if not same.update(status=status, release_asked_at=now, attempt=run.attempt + 1, task_id=""):
            return None
        enqueue_release(run)
    run.refresh_from_db()
    logger.warning("%s: run %s was killed after its release; it goes on", run.source.slug, run.pk)
    return run


def _give_up(run: SyncRun) -> None:
    message = joined_messages(run.message, GIVEN_UP.format(number=run.attempt))
    SyncRun.objects.filter(pk=run.pk, status=SyncRun.Status.KILLED).update(
        status=SyncRun.Status.FAILED, message=message
    )
    logger.error("%s: run %s: %s", run.source.slug, run.pk, message)


def _hand_over(run: SyncRun) -> None:
    if run.status in SyncRun.WAITING:
        enqueue_release(run)
    elif run.trigger != SyncRun.Trigger.UNDO:
        enqueue_run(run)
    elif run.undoes is not None:
        enqueue_undo(run.undoes, run)
