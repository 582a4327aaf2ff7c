"""An alert in words for a person, in the language that is active: what happened, what to do, where to look."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.links import INCOMING, RUNS
from articles.models import Alert, Event, SyncRun


def subject(alert: Alert) -> str:
    """One line: "Tamarack Bay: run 12 failed"."""
    said = _over(alert) if alert.is_over else _begun(alert)
    return " ".join((said % alert.facts).split())


def _begun(alert: Alert) -> str:
    if alert.event == Event.RUN_FAILED:
        killed = alert.facts.get("status") == SyncRun.Status.KILLED
        return _("%(source)s: run %(run)s was killed") if killed else _("%(source)s: run %(run)s failed")
    if alert.event == Event.RUN_BRAKED:
        return _("%(source)s: the drift brake stopped run %(run)s")
    if alert.event == Event.CONFLICTS_WAITING:
        number = alert.facts["number"]
        return ngettext(
            "%(source)s: %(number)s conflict waits for an editor",
            "%(source)s: %(number)s conflicts wait for an editor",
            number,
        )
    if alert.event == Event.SOURCE_UNREACHABLE:
        return _("%(source)s cannot be reached")
    return _("The job “%(job)s” failed")


def _over(alert: Alert) -> str:
    if alert.event == Event.RUN_FAILED:
        return _("%(source)s: its runs go well again")
    if alert.event == Event.RUN_BRAKED:
        return _("%(source)s: a run wrote again, the brake is released")
    if alert.event == Event.SOURCE_UNREACHABLE:
        return _("%(source)s can be reached again")
    return _("The job “%(job)s” works again")


def advice(alert: Alert) -> str:
    """What to do; empty where there is nothing to be done."""
    if alert.is_over:
        return ""
    return {
        Event.RUN_FAILED: _("What it had written stays; the next run goes on from there."),
        Event.RUN_BRAKED: _(
            "Nothing was written. Look at what fell, and at one of its articles at the source: release the run if it "
            "is right, else put the profile right."
        ),
        Event.CONFLICTS_WAITING: _("The pages keep the editors' words meanwhile."),
        Event.SOURCE_UNREACHABLE: _("No page is withdrawn for it. Runs go on being tried, more and more rarely."),
        Event.JOB_FAILED: _("It is tried again when it is due."),
    }[Event(alert.event)]


def link(alert: Alert) -> str:
    """Where to look, as an absolute address."""
    if alert.event == Event.CONFLICTS_WAITING:
        return absolute(reverse(f"{INCOMING}:index"))
    if alert.run_id is not None:
        return absolute(reverse(f"{RUNS}:inspect", args=[alert.run_id]))
    return absolute(reverse("wagtailadmin_home"))


def absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
