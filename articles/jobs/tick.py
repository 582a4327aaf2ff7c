"""One look at everything that is to be done by itself: what is due is started, what was killed or lost is taken up.

Every scheduler, `run_due` and cron call this one function; however many do, everything is started once. Failure policy:
each step on its own, so that what goes wrong in one keeps no other from its work.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from articles.alerts.send import send_due
from articles.jobs.beats import prune
from articles.jobs.clocks import count_from_now
from articles.jobs.merges import hand_over_lost_merges
from articles.jobs.queue import end_dead_tasks
from articles.jobs.standing import enqueue_due_jobs, revive
from articles.jobs.take_up import hand_over_lost, take_up_killed
from articles.sync.claim import bury_dead_runs
from articles.sync.schedule import enqueue_due

Step = Callable[[datetime], Iterator[str]]
logger = logging.getLogger(__name__)


class Look(NamedTuple):
    said: list[str]
    """A sentence for each thing that was done."""
    failed: int
    """So many steps could not be done, or not to their end; the log says why."""


def tick(now: datetime) -> Look:
    """Do it; what was done, and what could not be."""
    said: list[str] = []
    failed = 0
    for step in STEPS:
        try:
            said += step(now)
        except Exception:
            failed += 1
            logger.exception("The tick could not do all of its work; the next one tries again")
    return Look(said, failed)


def _bury(now: datetime) -> Iterator[str]:
    count_from_now(now)
    buried = bury_dead_runs(now=now)
    if buried:
        yield f"{buried} without a sign of life marked as killed"
    ended = end_dead_tasks(now)
    if ended:
        yield f"{ended} left by workers that were killed marked as failed"
    prune()


def _take_up(now: datetime) -> Iterator[str]:
    for run in take_up_killed(now):
        yield f"{run.source.slug}: run {run.pk} takes up what was killed"


def _hand_over(now: datetime) -> Iterator[str]:
    for run in hand_over_lost(now):
        yield f"{run.source.slug}: run {run.pk} stood in no queue and was handed over again"
    for job in revive(now):
        yield f"job {job.name} was handed over again"


def _merges(now: datetime) -> Iterator[str]:
    for merge in hand_over_lost_merges(now):
        yield f"library: merge {merge.pk} was handed over again"


def _alerts(_now: datetime) -> Iterator[str]:
    for how, number in send_due().items():
        if number:
            yield f"alerts: {number} {how}"


def _start(now: datetime) -> Iterator[str]:
    for run in enqueue_due(now):
        yield f"{run.source.slug}: run {run.pk} waits for the worker"


def _start_jobs(now: datetime) -> Iterator[str]:
    for job in enqueue_due_jobs(now):
        yield f"job {job.name} waits for the worker"


STEPS: tuple[Step, ...] = (_bury, _take_up, _hand_over, _merges, _start, _start_jobs, _alerts)
