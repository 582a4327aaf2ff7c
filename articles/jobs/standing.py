"""Standing jobs: claimed when due, handed to a worker, worked off once, and what came of it.

Source of truth: the job's row, claimed by the same rule as a source. A job that dies in a worker's hands is asked for
again, a few times in a row.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.alerts.events import job_done, job_failed
from articles.jobs.beating import beating
from articles.jobs.duties import DUTIES, WAITING
from articles.jobs.moments import moments
from articles.jobs.queue import ON_ITS_WAY, waiting_or_working
from articles.models import StandingJob
from articles.tasks import enqueue_job
from scraper.log_lines import in_one_line

DEAD_AFTER = timedelta(minutes=2)
MOST_ATTEMPTS = 3
QUEUED, RUNNING = StandingJob.Status.QUEUED, StandingJob.Status.RUNNING
DIED = "the worker that did it was killed"
logger = logging.getLogger(__name__)


class JobActive(Exception):
    """The job waits for a worker, or is being done. Raised by `ask_for`; the message says which."""


def known_jobs() -> list[StandingJob]:
    """Every standing job, in the order of the duties; the row of a new one is made with its usual schedule."""
    rows = {job.name: job for job in StandingJob.objects.filter(name__in=DUTIES)}
    for name in DUTIES.keys() - rows.keys():
        rows[name], _made = StandingJob.objects.get_or_create(name=name, defaults={"schedule": DUTIES[name].schedule})
    return [rows[name] for name in DUTIES]


def due_moment(job: StandingJob, now: datetime) -> datetime | None:
    """The latest scheduled moment up to now, unless it was acted on already."""
    if job.paused or not job.schedule:
        return None
    moment = next(moments(job.schedule, settings.TIME_ZONE, now, backwards=True), None)
    return moment if moment and moment > (job.last_due_at or job.created_at) else None


def next_moments(job: StandingJob, count: int, now: datetime | None = None) -> list[datetime]:
    """The next ones by the schedule, in the site's time zone; none for a job that runs by hand only."""
    if job.paused or not job.schedule:
        return []
    return list(islice(moments(job.schedule, settings.TIME_ZONE, now or timezone.now()), count))


def enqueue_due_jobs(now: datetime) -> list[StandingJob]:
    """Hand every due job to the worker; one that still goes on is passed over."""
    started = []
    for job in known_jobs():
        moment = due_moment(job, now)
        if moment is None:
            continue
        with transaction.atomic():
            same = StandingJob.objects.filter(pk=job.pk, last_due_at=job.last_due_at, paused=False)
            if not same.update(last_due_at=moment):
                continue  # another scheduler was faster
            try:
                ask_for(job, now)
            except JobActive:
                continue
            enqueue_job(job)
            started.append(job)
    return started


def ask_for(job: StandingJob, now: datetime) -> None:
    """Note that the job is to be done; JobActive where it is under way. Hands it to nobody."""
    idle = StandingJob.objects.filter(pk=job.pk).exclude(status__in=StandingJob.ACTIVE)
    if not idle.update(status=QUEUED, asked_at=now, attempts=0, task_id=""):
        job.refresh_from_db()
        raise JobActive(f"{job.name}: {job.get_status_display()}")
    job.refresh_from_db()


def work_off(name: str) -> dict[str, Any]:
    """Do the job that was asked for; its result. What goes wrong is kept in its row, and raised."""
    now = timezone.now()
    job = StandingJob.objects.filter(name=name).first()
    if job is None or name not in DUTIES:
        return {"status": "gone"}
    asked = StandingJob.objects.filter(pk=job.pk, status=QUEUED)
    if not asked.update(status=RUNNING, last_started_at=now, beat_at=now, attempts=job.attempts + 1, message=""):
        return {"status": "left alone"}
    mine = StandingJob.objects.filter(pk=job.pk, status=RUNNING, last_started_at=now)
    try:
        with beating(lambda: mine.update(beat_at=timezone.now())):
            result = DUTIES[name].work()
    except BaseException as error:  # also what ends the process: nobody works on it then
        if isinstance(error, SystemExit) and job.attempts + 1 < MOST_ATTEMPTS:
            mine.update(status=QUEUED, task_id="")  # its worker is ended: as if that one were killed
            raise
        message = in_one_line(error)
        with transaction.atomic():
            if mine.update(status=StandingJob.Status.FAILED, last_finished_at=timezone.now(), message=message):
                job_failed(name, message)
        raise
    done = StandingJob.Status.DONE
    with transaction.atomic():
        if mine.update(status=done, last_finished_at=timezone.now(), last_result=result, message=""):
            job_done(name)
            if result.get(WAITING):
                ask_for(job, timezone.now())
                enqueue_job(job)
    return {"status": done.value, **result}


def revive(now: datetime) -> list[StandingJob]:
    """Hand over again what was killed in a worker's hands, or stands in no queue."""
    silent = Q(status=RUNNING, beat_at__lt=now - DEAD_AFTER)
    for job in StandingJob.objects.filter(silent, attempts__gte=MOST_ATTEMPTS):
        same = StandingJob.objects.filter(pk=job.pk, status=RUNNING, beat_at=job.beat_at)
        with transaction.atomic():
            if same.update(status=StandingJob.Status.FAILED, last_finished_at=now, message=DIED):
                job_failed(job.name, DIED)
        logger.error("%s: %s, %s times in a row", job.name, DIED, job.attempts)
    StandingJob.objects.filter(silent).update(status=QUEUED, task_id="")
    lost = list(StandingJob.objects.filter(~Q(task_id="") | Q(asked_at__lt=now - ON_ITS_WAY), status=QUEUED))
    there = waiting_or_working([job.task_id for job in lost])
    revived = [job for job in lost if job.task_id not in there and job.name in DUTIES]
    for job in revived:
        enqueue_job(job)
    return revived
