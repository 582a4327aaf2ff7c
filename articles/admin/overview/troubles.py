"""Sources that somebody should look at: their last run ended badly, or their hour passed and nothing ran."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from articles.models import Source, SyncRun
from articles.sync.schedule import UNREADABLE, due_moment, window_end

LATE_AFTER = timedelta(hours=1)
"""A worker may be busy for a while."""
BAD = (SyncRun.Status.FAILED, SyncRun.Status.BRAKED, SyncRun.Status.KILLED)


@dataclass(frozen=True, kw_only=True)
class Trouble:
    source: Source
    run: int | None
    """The run that tells more; None where it is missing that is the trouble."""
    words: str
    tone: str


def troubles(now: datetime) -> list[Trouble]:
    """The sources that fail first, then those that are late."""
    sources = Source.objects.filter(paused=False).order_by("name")
    last, labels = last_runs(), dict(SyncRun.Status.choices)
    failing, late = [], []
    for source in sources:
        run, status = last.get(source.pk, (None, ""))
        if status in BAD:
            failing.append(Trouble(source=source, run=run, words=str(labels[SyncRun.Status(status)]), tone="bad"))
        elif trouble := _late(source, now):
            late.append(trouble)
    return [*failing, *late]


def last_runs() -> dict[int, tuple[int, str]]:
    """The number and the status of every source's last run that asked it, or that waits for a person."""
    runs = SyncRun.objects.filter(Q(trigger__in=SyncRun.ASKING) | Q(status__in=SyncRun.WAITING)).order_by()
    latest = runs.values("source").annotate(last=Max("pk")).values("last")
    rows = SyncRun.objects.filter(pk__in=latest).values_list("source", "pk", "status")
    return {source: (pk, status) for source, pk, status in rows}


def _late(source: Source, now: datetime) -> Trouble | None:
    if not source.schedule:
        return None
    try:
        moment = None if window_end(source, now) else due_moment(source, now)
    except UNREADABLE:
        return Trouble(source=source, run=None, words=_("Its schedule cannot be read"), tone="bad")
    if moment is None or now - moment < LATE_AFTER:
        return None
    return Trouble(source=source, run=None, words=_("Late: nothing ran when it was due"), tone="warning")
