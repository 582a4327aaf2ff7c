"""What a run counted and how long it took, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import SyncRun, SyncRunArticle

MINUTE = 60
HOUR = 60 * MINUTE


def outcome_label(outcome: str) -> str:
    """The outcome's word; an outcome of another version stands under its own name."""
    return str(dict(SyncRunArticle.Outcome.choices).get(outcome, outcome))


def in_order(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """What was counted at all, in the order in which outcomes are declared; unknown ones last."""
    known = [outcome for outcome in SyncRunArticle.Outcome.values if counts.get(outcome)]
    unknown = sorted(outcome for outcome in counts if outcome not in SyncRunArticle.Outcome.values and counts[outcome])
    return [(outcome, counts[outcome]) for outcome in [*known, *unknown]]


def counts_in_words(counts: Mapping[str, int]) -> str:
    """ "12 created, 3 failed"; empty when nothing was counted."""
    return ", ".join(
        _("%(number)s %(outcome)s") % {"number": number_format(number), "outcome": outcome_label(outcome)}
        for outcome, number in in_order(counts)
    )


def duration_of(run: SyncRun) -> timedelta | None:
    """How long the run took, or has been going; None before a worker took it, and where its end is not known."""
    if run.started_at is None:
        return None
    if run.finished_at is None and run.status not in SyncRun.ACTIVE:
        return None
    return max(timedelta(), (run.finished_at or timezone.now()) - run.started_at)


def duration_in_words(run: SyncRun) -> str:
    """ "4 min 12 s", the two greatest units; empty when there is nothing to tell."""
    duration = duration_of(run)
    if duration is None:
        return ""
    seconds = int(duration.total_seconds())
    if seconds < MINUTE:
        return ngettext("%(seconds)s second", "%(seconds)s seconds", seconds) % {"seconds": seconds}
    if seconds < HOUR:
        return _("%(minutes)s min %(seconds)s s") % {"minutes": seconds // MINUTE, "seconds": seconds % MINUTE}
    return _("%(hours)s h %(minutes)s min") % {"hours": seconds // HOUR, "minutes": seconds % HOUR // MINUTE}


PHASES = {
    "crawl": gettext_lazy("crawl"),
    "plan": gettext_lazy("plan"),
    "write": gettext_lazy("write"),
    "undo": gettext_lazy("take back"),
}


def phase_label(name: str) -> str:
    """A phase of another version stands under its own name."""
    return str(PHASES.get(name, name))


def phases_in_words(phases: Iterable[tuple[str, float]]) -> str:
    """ "crawl 41.2 s, plan 0.3 s, write 6.0 s"; empty before the first phase has ended."""
    return ", ".join(
        _("%(phase)s %(seconds)s s") % {"phase": phase_label(name), "seconds": number_format(seconds, 1)}
        for name, seconds in phases
    )


def started_by(run: SyncRun) -> str:
    """ "Schedule", "Command", or the trigger with the person behind it: "Admin (ada)"."""
    trigger = run.get_trigger_display()
    return f"{trigger} ({run.user.get_username()})" if run.user else str(trigger)
