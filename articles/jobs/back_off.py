"""The back-off of a failing source: how long its next scheduled run is put off, and why.

Source of truth: its last runs. A run that went well ends the back-off, and so does a person who says so; a run that a
person stopped says nothing about the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from articles.models import Source, SyncRun, SyncRunArticle

FIRST = timedelta(minutes=30)
LONGEST = timedelta(days=1)
LOOKED_AT = 30
"""Runs of a source: past the most failures that may be set a back-off has long come to its longest."""
FAILED = (SyncRun.Status.FAILED, SyncRun.Status.KILLED)


@dataclass(frozen=True, kw_only=True)
class BackOff:
    failures: int
    """In a row."""
    until: datetime
    reason: str
    """What the last failure said."""
    since: datetime
    """When the first of these failures ended."""


def postponed(sources: Iterable[Source], now: datetime) -> dict[int, BackOff]:
    """Those of the sources whose scheduled runs are put off now, by the source's key."""
    return {key: each for key, each in back_offs(sources).items() if each.until > now}


def back_offs(sources: Iterable[Source]) -> dict[int, BackOff]:
    """The back-offs of these sources, also those that are over, by the source's key; one query."""
    watched = {source.pk: source for source in sources if source.back_off_after}
    found: dict[int, BackOff] = {}
    for key, runs in _last_runs(watched).items():
        back_off = _of(watched[key], runs)
        if back_off is not None:
            found[key] = back_off
    return found


def forgive(source: Source) -> bool:
    """End the back-off: what failed until now counts no more. Whether there was one."""
    now = timezone.now()
    was_held = bool(postponed([source], now))
    Source.objects.filter(pk=source.pk).update(failures_forgiven_at=now)
    source.failures_forgiven_at = now
    return was_held


def has_failed(status: str, counts: dict[str, int]) -> bool:
    """Whether a run that ended so got nothing from its source."""
    if status in FAILED:
        return True
    return status == SyncRun.Status.PROBLEMS and not any(map(counts.get, SyncRunArticle.ANSWERED))


def _of(source: Source, runs: list[SyncRun]) -> BackOff | None:
    """`runs`: the source's, the latest first."""
    failures: list[SyncRun] = []
    for run in runs:
        ended = run.finished_at or run.created_at
        is_forgiven = source.failures_forgiven_at is not None and ended <= source.failures_forgiven_at
        if is_forgiven or not has_failed(run.status, run.counts):
            break
        failures.append(run)
    if len(failures) < source.back_off_after:
        return None
    doublings = min(len(failures) - source.back_off_after, LOOKED_AT)
    ends = [run.finished_at or run.created_at for run in failures]
    return BackOff(
        failures=len(failures),
        until=ends[0] + min(FIRST * 2**doublings, LONGEST),
        reason=failures[0].message,
        since=ends[-1],
    )


def _last_runs(sources: Iterable[int]) -> dict[int, list[SyncRun]]:
    """The last runs of each that ended and say something about their source."""
    asked = SyncRun.objects.filter(source__in=sources, trigger__in=SyncRun.ASKING)
    runs = asked.exclude(status__in=SyncRun.ACTIVE)
    # Taken up by another one, it is that one that tells; stopped by a person, it tells of the person.
    runs = runs.filter(again=None).exclude(stop_asked_at__isnull=False, status=SyncRun.Status.KILLED)
    place = Window(RowNumber(), partition_by=F("source"), order_by=F("pk").desc())
    latest = runs.annotate(place=place).filter(place__lte=LOOKED_AT).order_by("source", "-pk")
    found: defaultdict[int, list[SyncRun]] = defaultdict(list)
    for run in latest.only("source", "status", "counts", "message", "created_at", "finished_at"):
        found[run.source_id].append(run)
    return found
