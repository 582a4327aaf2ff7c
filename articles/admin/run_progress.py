"""How far a run is, for its report: phase by phase, how fast, what it did last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.links import web_link
from articles.admin.wording import phase_label
from articles.models import SyncRun

SHORTEST = 5.0
"""Seconds that a phase must have gone on before a rate of it says something."""
SILENT_AFTER = timedelta(seconds=30)
"""A sign of life comes every few seconds; after so long without one something may be wrong."""
TENTH = 10


@dataclass(frozen=True, kw_only=True)
class Phase:
    name: str
    state: str
    """ "done", "now" or "later"."""
    done: int = 0
    total: int = 0

    @property
    def label(self) -> str:
        return phase_label(self.name).capitalize()

    @property
    def words(self) -> str:
        if self.state == "later":
            return _("not yet")
        if not self.total:
            return _("done") if self.state == "done" else _("under way")
        numbers = {"done": number_format(self.done), "total": number_format(self.total)}
        return _("%(done)s of %(total)s") % numbers

    @property
    def is_open(self) -> bool:
        """Whether nobody knows how much there is to do."""
        return self.state == "now" and not self.total

    @property
    def most(self) -> int:
        return self.total or 1

    @property
    def value(self) -> int:
        """Of the bar: a phase that is over fills it, whatever it counted."""
        return self.most if self.state == "done" else min(self.done, self.most)


def names_of(run: SyncRun) -> tuple[str, ...]:
    """The phases that this run goes through."""
    if run.trigger == SyncRun.Trigger.UNDO:
        return ("undo",)
    return run.PHASES[:2] if run.plan_only and not run.released_at else run.PHASES


def current(run: SyncRun) -> str:
    """The phase that goes on; empty before the first."""
    if run.status == SyncRun.Status.QUEUED:
        return ""
    return str(run.progress.get("phase") or names_of(run)[0])


def phases_of(run: SyncRun) -> list[Phase]:
    names, now = names_of(run), current(run)
    at = names.index(now) if now in names else -1
    found = []
    for place, name in enumerate(names):
        done, total = (run.crawled, run.found) if name == "crawl" else (0, 0)
        if place == at and name != "crawl":
            done, total = run.progress.get("done", 0), run.progress.get("total", 0)
        state = "now" if place == at else "done" if place < at else "later"
        found.append(Phase(name=name, state=state, done=done, total=total))
    return found


def rate_in_words(run: SyncRun) -> str:
    """ "42 articles a minute, about 3 minutes to go"; empty while there is nothing to tell."""
    done, total = run.progress.get("done", 0), run.progress.get("total", 0)
    seconds = _seconds(run)
    if not done or seconds < SHORTEST:
        return ""
    rate = done * 60 / seconds
    said = round(rate, 0 if rate >= TENTH else 1)
    is_whole = said == int(said)
    words = ngettext("%(rate)s article a minute", "%(rate)s articles a minute", int(said) if is_whole else 2) % {
        "rate": number_format(said, 0 if is_whole else 1)
    }
    minutes = round(max(0, total - done) / rate)
    if not minutes:
        return words
    left = ngettext("about %(minutes)s minute to go", "about %(minutes)s minutes to go", minutes)
    return f"{words}, {left % {'minutes': number_format(minutes)}}"


def _seconds(run: SyncRun) -> float:
    """From the phase's beginning to the last sign of life, which is when it was counted."""
    try:
        since = datetime.fromisoformat(run.progress["since"])
    except (KeyError, TypeError, ValueError):
        return 0.0
    return (run.heartbeat_at - since).total_seconds() if run.heartbeat_at else 0.0


def got_to(run: SyncRun) -> str:
    """ "write: 12 of 40": how far a run came that did not come to its end."""
    now = current(run)
    if run.status not in (SyncRun.Status.KILLED, SyncRun.Status.FAILED) or not run.progress:
        return ""
    return next((f"{each.label}: {each.words}" for each in phases_of(run) if each.name == now and each.total), "")


def progress_in_words(run: SyncRun) -> str:
    """In a list, in a few words; empty for a run that does not go on."""
    if run.status not in SyncRun.ACTIVE:
        return ""
    return ", ".join(f"{each.label}: {each.words}" for each in phases_of(run) if each.state == "now")


def announced(phases: list[Phase]) -> str:
    """What is read out to who does not see the bars: every tenth of a phase, not every look."""
    for each in phases:
        if each.state == "now":
            return _("%(phase)s: %(percent)s %%") % {
                "phase": each.label,
                "percent": each.value * TENTH // each.most * TENTH,
            }
    return ""


def progress_of(run: SyncRun) -> dict[str, Any]:
    """What the template of the summary shows of a run that goes on."""
    phases = phases_of(run)
    silent = timezone.now() - run.heartbeat_at if run.heartbeat_at else timedelta()
    return {
        "phases_live": phases,
        "rate": rate_in_words(run),
        "last_addresses": [web_link(each) for each in reversed(run.progress.get("last", []))],
        "announced": announced(phases),
        "silent": int(silent.total_seconds()) if silent > SILENT_AFTER else 0,
    }
