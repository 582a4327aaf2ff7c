"""Says in the form of a source, or of a job, what its schedule means: in words, and the next three moments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from wagtail.admin.panels import Panel

from articles.admin.source_columns import back_off_of, coming_runs
from articles.jobs.holding import hold_in_words, moment_in_words
from articles.jobs.standing import next_moments
from articles.jobs.words import cron_in_words
from articles.models import Source, StandingJob
from articles.sync.schedule import UNREADABLE

SHOWN = 3
"""Three moments tell "every day" from "every Monday"."""


def coming_in_words(subject: Source | StandingJob) -> list[str]:
    """The next moments; none where there is no schedule, or one that cannot be read."""
    return [moment_in_words(each) for each in _coming(subject)]


class SchedulePanel(Panel):
    """Of what stands in the form: what was saved, or what was just sent and has a mistake elsewhere."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "articles/admin/schedule_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            subject = self.instance
            return context | {
                "words": cron_in_words(subject.schedule),
                "zone": subject.time_zone if isinstance(subject, Source) else settings.TIME_ZONE,
                "coming": coming_in_words(subject),
                "hold": _hold(subject),
                "paused": subject.paused,
            }


def _coming(subject: Source | StandingJob) -> list[datetime]:
    if isinstance(subject, StandingJob):
        try:
            return next_moments(subject, SHOWN)
        except UNREADABLE:
            return []
    return coming_runs(subject, SHOWN) if subject.pk else []


def _hold(subject: Source | StandingJob) -> str:
    if not isinstance(subject, Source) or not subject.pk:
        return ""
    return hold_in_words(subject, timezone.now(), back_off_of(subject))
