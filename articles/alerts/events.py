"""What is worth an alert, said by whoever sees it happen: the end of a run, a standing job."""

from __future__ import annotations

from typing import Any

from articles.alerts.raising import begin, end, once
from articles.models import Alert, Event, Proposal, Source, SyncRun, SyncRunArticle
from scraper.log_lines import hide_secrets

LONGEST_MESSAGE = 1000
WHOLE = (SyncRun.Trigger.SCHEDULE, SyncRun.Trigger.ADMIN)
"""Runs that always ask for all of the source: a command may ask for one address alone."""
WROTE = (SyncRun.Status.DONE, SyncRun.Status.PROBLEMS)


def run_ended(run: SyncRun) -> None:
    """To be called in the transaction that ends the run."""
    if run.trigger == SyncRun.Trigger.UNDO:
        _undo_ended(run)
    elif run.status == SyncRun.Status.BRAKED:
        begin(Event.RUN_BRAKED, _of(run.source), source=run.source, run=run, facts=facts_of(run))
    elif run.status in WROTE:
        _wrote(run)
    elif is_bad_end(run):
        begin(Event.RUN_FAILED, _of(run.source), source=run.source, run=run, facts=facts_of(run))


def is_bad_end(run: SyncRun) -> bool:
    """Whether it failed or was killed; whoever stops a run knows of it."""
    return run.status in (SyncRun.Status.FAILED, SyncRun.Status.KILLED) and run.stop_asked_at is None


def _undo_ended(run: SyncRun) -> None:
    if is_bad_end(run):
        once(Event.RUN_FAILED, f"run:{run.pk}", source=run.source, run=run, facts=facts_of(run))


def _wrote(run: SyncRun) -> None:
    if was_unreachable(run):
        begin(Event.SOURCE_UNREACHABLE, _of(run.source), source=run.source, run=run, facts=facts_of(run))
        return
    states = [Event.RUN_BRAKED]
    if run.trigger in SyncRun.ASKING:
        states += [Event.RUN_FAILED, Event.SOURCE_UNREACHABLE]
    lasting = Alert.objects.filter(about=_of(run.source), ended_at=None).values_list("event", flat=True)
    for event in set(lasting).intersection(states):
        end(Event(event), _of(run.source), source=run.source, run=run, facts=facts_of(run))
    waiting = Proposal.objects.filter(run=run, status=Proposal.Status.OPEN).count()
    if waiting:
        facts = facts_of(run) | {"number": waiting}
        once(Event.CONFLICTS_WAITING, f"run:{run.pk}", source=run.source, run=run, facts=facts)


def was_unreachable(run: SyncRun) -> bool:
    """Whether the run got nothing of its source."""
    failed = run.trigger in SyncRun.ASKING and not run.complete and run.counts.get("fail")
    if not failed or any(map(run.counts.get, SyncRunArticle.ANSWERED)):
        return False
    return run.found == 0 or run.trigger in WHOLE


def job_failed(name: str, message: str) -> None:
    """A standing job failed."""
    begin(Event.JOB_FAILED, f"job:{name}", facts={"job": name, "message": _short(message)})


def job_done(name: str) -> None:
    """A standing job went well: where it had failed before, that is over."""
    end(Event.JOB_FAILED, f"job:{name}", facts={"job": name})


def facts_of(run: SyncRun) -> dict[str, Any]:
    names = {"source": run.source.name, "slug": run.source.slug}
    return {**names, "run": run.pk, "status": run.status, "message": _short(run.message)}


def _short(message: str) -> str:
    return hide_secrets(message)[:LONGEST_MESSAGE]


def _of(source: Source) -> str:
    return f"source:{source.pk}"
