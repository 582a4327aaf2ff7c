"""The processes that work in the background, and what waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.jobs.beats import alive
from articles.jobs.queue import JOBS, is_database
from articles.models import ProcessBeat, Source
from articles.watching.doctor.finding import Finding, warning, well, wrong

STUCK_AFTER = timedelta(minutes=15)
FAILED_LATELY = timedelta(days=1)


def alive_processes() -> Iterator[Finding]:
    number = alive(ProcessBeat.Kind.WORKER).count()
    if number:
        yield well("worker", f"{number} alive")
    else:
        yield wrong("worker", "none gives a sign of life: no run begins", "Start manage.py worker.")
    number = alive(ProcessBeat.Kind.SCHEDULER).count()
    scheduled = Source.objects.filter(paused=False).exclude(schedule="").count()
    if number:
        yield well("scheduler", f"{number} alive")
    elif scheduled:
        # Cron leaves no sign of life; where it does not call either, the sources become late, which is told of each.
        mend = "Start manage.py scheduler; nothing is to be done where cron or a timer calls manage.py run_due."
        yield warning("scheduler", f"none gives a sign of life, and {scheduled} sources have a schedule", mend)
    else:
        yield warning("scheduler", "none gives a sign of life; no source has a schedule", "Start manage.py scheduler.")


def queue() -> Iterator[Finding]:
    if not is_database():
        yield well("queue", f"kept elsewhere: {settings.TASKS[JOBS]['BACKEND']}")
        return
    now = timezone.now()
    tasks = DBTaskResult.objects.filter(backend_name=JOBS)
    waiting = tasks.filter(status="READY", run_after__lte=now - STUCK_AFTER, enqueued_at__lte=now - STUCK_AFTER)
    failed = tasks.filter(status="FAILED", finished_at__gt=now - FAILED_LATELY).order_by("-finished_at")
    if number := waiting.count():
        minutes = int(STUCK_AFTER.total_seconds() // 60)
        words = f"{number} tasks wait for more than {minutes} minutes"
        yield warning("queue", words, "Start more workers, or look into the worker's log.")
    else:
        yield well("queue", "nothing waits for long")
    if number := failed.count():
        last = failed[0]
        words = f"{number} failed in the last day, the last one {last.task_path}: {last.exception_class_path}"
        yield warning("tasks", words, "Look into the worker's log.")
