"""Runs that wait for long, and sources whose last run ended badly or is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from articles.admin.overview.troubles import troubles
from articles.models import Alert, Event, SyncRun
from articles.sync.claim import DEAD_AFTER
from articles.watching.doctor.finding import Finding, warning, well, wrong

LONG = timedelta(minutes=15)
MENDS = {
    SyncRun.Status.BRAKED: "Look at what fell: manage.py runs show {run}. If it is right: manage.py release {run}.",
    SyncRun.Status.FAILED: "See why: manage.py runs show {run}, and its log beside the records.",
    SyncRun.Status.KILLED: "Nothing is lost: the next run goes on. If it happens again, look for what ends the worker.",
}


def waiting_runs() -> Iterator[Finding]:
    now = timezone.now()
    waiting = SyncRun.objects.filter(status=SyncRun.Status.QUEUED, created_at__lt=now - LONG).count()
    at = (SyncRun.Status.CRAWLING, SyncRun.Status.SYNCING)
    silent = SyncRun.objects.filter(status__in=at, heartbeat_at__lt=now - DEAD_AFTER).count()
    if waiting:
        mend = "Start a worker, or more of them."
        minutes = int(LONG.total_seconds() // 60)
        yield warning("waiting runs", f"{waiting} wait for a worker for more than {minutes} minutes", mend)
    if silent:
        mend = "Nothing, where a scheduler runs: it ends them; else call manage.py run_due."
        yield warning("silent runs", f"{silent} give no sign of life and were killed", mend)
    if not waiting and not silent:
        yield well("runs", "none waits for long")


def last_runs() -> Iterator[Finding]:
    """What the admin's home shows as trouble, with what to do about it."""
    found = troubles(timezone.now())
    statuses = dict(SyncRun.objects.filter(pk__in=[each.run for each in found]).values_list("pk", "status"))
    for each in found:
        name = f"source {each.source.slug}"
        if each.run is None:
            say, mend = (wrong, "Correct its schedule.") if each.tone == "bad" else (warning, LATE)
            yield say(name, str(each.words), mend)
        else:
            status = SyncRun.Status(statuses[each.run])
            say = warning if status == SyncRun.Status.KILLED else wrong
            yield say(name, f"run {each.run}: {each.words}", MENDS[status].format(run=each.run))
    if not found:
        yield well("last runs", "no source failed or is late")


def standing_jobs() -> Iterator[Finding]:
    """Those whose last time failed, as alerts tell it."""
    for facts in Alert.objects.filter(event=Event.JOB_FAILED, ended_at=None).values_list("facts", flat=True):
        words = f"it failed: {facts.get('message', '')}"
        yield warning(f"job {facts.get('job')}", words, "Mend what it names; it is tried again when it is due.")


LATE = "See that a scheduler and a worker run; if the last run still goes on, the schedule is too dense."
