"""A run is taken back, page by page: what it wrote goes, what editors did since stays, and both are told.

Source of truth: what each article's row of the run kept of the time before (`SyncRunArticle.before`). Failure policy:
every article in a transaction of its own, the last written first; one article's trouble is told and the others go on.
An undo is a run of its source itself, so that no other one writes meanwhile; killed and repeated it goes on where it
ended.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog
from django.utils import timezone

from articles.library.work import finish_what_goes_on
from articles.models import SyncRun, SyncRunArticle
from articles.sync.claim import claim, request_run
from articles.sync.importer import import_user
from articles.sync.moments import to_the_minute
from articles.sync.pulse import Pulse, RunLost, RunStopped
from articles.sync.session import Progress, tell
from articles.sync.undoing.decide import decide
from articles.sync.undoing.traces import UNDONE, Traces
from articles.sync.undoing.write import FAILED, SPARED, take_back

ADVICE = (
    "The next run finds the source as it is and writes the same again: pause the source, or put its profile right first"
)

LOOKED_AT_ONCE = 100
"""Articles of a plan, whose pages and revisions are held in memory."""
Treat = Callable[[SyncRunArticle], tuple[str, str]]
"""Gives back one of the three words, and the reason."""


class NotUndoable(Exception):
    """The run cannot be taken back. Raised by `undo_run` and `plan_undo`; the message says why."""


@dataclass(frozen=True, kw_only=True)
class UndoneArticle:
    url: str
    outcome: str
    """ "undone", "spared" or "failed"."""
    reason: str
    page: int | None

    def to_dict(self) -> dict[str, Any]:
        return {"url": self.url, "outcome": self.outcome, "reason": self.reason, "page": self.page}


@dataclass(frozen=True, kw_only=True)
class UndoReport:
    run: int
    source: str
    is_plan: bool
    articles: list[UndoneArticle] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(each.outcome for each in self.articles)
        return {word: found[word] for word in (UNDONE, SPARED, FAILED) if found[word]}

    @property
    def is_well(self) -> bool:
        return not self.counts.get(FAILED)

    def to_dict(self) -> dict[str, Any]:
        return {
            "run": self.run,
            "status": "planned" if self.is_plan else "undone" if self.is_well else "problems",
            "counts": self.counts,
            "articles": [each.to_dict() for each in self.articles],
        }

    def line(self) -> str:
        """ "hub: run 12: 12 undone, 1 spared (2.1 s). The next run …"."""
        said = ", ".join(f"{self.counts.get(word, 0)} {word}" for word in (UNDONE, SPARED)) + (
            f", {self.counts[FAILED]} {FAILED}" if not self.is_well else ""
        )
        plan = "plan, nothing written, " if self.is_plan else ""
        return f"{self.source}: run {self.run}: {said} ({plan}{self.seconds:.1f} s). {ADVICE}."


def plan_undo(run: SyncRun, rows: Sequence[int] | None = None) -> UndoReport:
    """What `undo_run` would do now; writes nothing. `rows`: only of these articles, see `undoable`."""
    asked = undoable(run) if rows is None else rows
    articles = []
    for start in range(0, len(asked), LOOKED_AT_ONCE):
        traces = Traces(asked[start : start + LOOKED_AT_ONCE])
        articles += [_told(row, partial(_planned, traces=traces)) for row in traces.rows]
    return UndoReport(run=run.pk, source=run.source.slug, is_plan=True, articles=articles)


def _planned(row: SyncRunArticle, *, traces: Traces) -> tuple[str, str]:
    taking = decide(row, traces)
    return (SPARED if taking.spared else UNDONE), taking.reason


def request_undo(run: SyncRun, user: Any = None) -> SyncRun:
    """The run, in the queue, that takes this one back. NotUndoable when it cannot be, RunActive as `request_run`."""
    undoable(run)
    return request_run(run.source, SyncRun.Trigger.UNDO, user, message=f"takes run {run.pk} back", undoes=run)


def undo_run(run: SyncRun, *, holder: SyncRun | None = None, progress: Progress | None = None) -> UndoReport:
    """Take the run back, as a run of its own: `holder`, where it was asked for already.

    NotUndoable when it cannot be, RunActive while the source has a run under way, RunStopped when it was stopped.
    """
    holder = holder or request_undo(run)
    claim(holder)
    with structlog.contextvars.bound_contextvars(run=holder.pk, source=run.source.slug, undone=run.pk):
        return _undo(run, holder, progress)


def _undo(run: SyncRun, holder: SyncRun, progress: Progress | None) -> UndoReport:
    pulse = Pulse(holder)
    pulse.enter("undo")
    try:
        pulse.write(status=SyncRun.Status.SYNCING.value)
        finish_what_goes_on(pulse.beat)
        run.refresh_from_db()
        rows = undoable(run)  # somebody else may have been faster
        user = import_user()

        def told(done: int, total: int, url: str) -> None:
            pulse.advance(done, total, url)
            tell(progress, "undo", done, total)

        report = _report(run, rows, lambda row: take_back(row, run, user), told)
    except RunLost:
        raise
    except RunStopped as wish:
        pulse.end(SyncRun.Status.KILLED, message=f"taking back run {run.pk}: {wish}")
        raise
    except NotUndoable as error:
        pulse.end(SyncRun.Status.FAILED, message=str(error))
        raise
    except BaseException as error:
        pulse.end(SyncRun.Status.KILLED, message=f"taking back run {run.pk} was interrupted: {type(error).__name__}")
        raise
    if report.is_well:
        run.undone_at = timezone.now()
        run.save(update_fields=["undone_at"])
    said = ", ".join(f"{number} {word}" for word, number in report.counts.items())
    status = SyncRun.Status.DONE if report.is_well else SyncRun.Status.PROBLEMS
    pulse.end(status, message=f"took back run {run.pk}: {said}")
    return report


def undoable(run: SyncRun) -> list[int]:
    """The articles that the run wrote, the last one first; NotUndoable when it cannot be taken back."""
    if run.status in SyncRun.ACTIVE:
        raise NotUndoable(f"run {run.pk} has not ended: it is {run.get_status_display()}")
    if run.undone_at is not None:
        raise NotUndoable(f"run {run.pk} was taken back already, on {to_the_minute(run.undone_at)}")
    rows = list(run.articles.exclude(before={}).order_by("-id").values_list("pk", flat=True))
    if not rows:
        raise NotUndoable(f"run {run.pk} wrote no page: there is nothing to take back")
    return rows


def _report(
    run: SyncRun,
    rows: Sequence[int],
    treat: Treat,
    told: Callable[[int, int, str], None],
) -> UndoReport:
    started = time.monotonic()
    articles = []
    for done, key in enumerate(rows, start=1):
        row = SyncRunArticle.objects.select_related("document").get(pk=key)
        articles.append(_told(row, treat))
        told(done, len(rows), row.url)
    return UndoReport(
        run=run.pk, source=run.source.slug, is_plan=False, articles=articles, seconds=time.monotonic() - started
    )


def _told(row: SyncRunArticle, treat: Treat) -> UndoneArticle:
    page = row.page_id
    before = row.details.get("undo", {})
    was_undone = before.get("outcome") == UNDONE  # by an undo that was killed
    outcome, reason = (UNDONE, before["reason"]) if was_undone else treat(row)
    return UndoneArticle(url=row.url, outcome=outcome, reason=reason, page=page)
