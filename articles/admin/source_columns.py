"""Columns of the list of sources: where, what arrives, when, and how the last run ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from articles.admin.links import report_url, web_link
from articles.admin.run_columns import tone
from articles.admin.wording import counts_in_words
from articles.jobs.back_off import BackOff, back_offs
from articles.jobs.holding import expected_runs, hold_in_words, moment_in_words
from articles.jobs.words import cron_in_words
from articles.models import Source

FOUND = "found_back_off"


def schedule_in_words(source: Source) -> str:
    """ "At 04:15, every day"; empty without a schedule, the expression itself where it cannot be read."""
    return cron_in_words(source.schedule)


def coming_runs(source: Source, count: int) -> list[datetime]:
    """The next starts in the source's own time; none for what is never due or cannot be read."""
    return expected_runs(source, count, timezone.now(), back_off_of(source))


def back_off_of(source: Source) -> BackOff | None:
    """What `with_back_offs` found for it; looked up where nobody did."""
    if not hasattr(source, FOUND):
        with_back_offs([source])
    return getattr(source, FOUND, None)


def with_back_offs(sources: Iterable[Source]) -> None:
    """Look up the back-offs of a whole list of sources at once."""
    listed = list(sources)
    found = back_offs(listed)
    for source in listed:
        setattr(source, FOUND, found.get(source.pk))


class ScheduleColumn(Column):
    """When a source is crawled, in words, and the next time in the source's own zone."""

    cell_template_name = "articles/admin/schedule_cell.html"

    def get_cell_context_data(self, instance: Source, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["words"] = schedule_in_words(instance)
        context["next_run"] = next(map(moment_in_words, coming_runs(instance, 1)), None)
        context["hold"] = hold_in_words(instance, timezone.now(), back_off_of(instance))
        return context


class LastRunColumn(Column):
    """How the last run ended or goes on, when, and with which counts."""

    cell_template_name = "articles/admin/last_run_cell.html"

    class Media:
        css = {"all": ["articles/admin/hub.css"]}

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        run = next(iter(instance.latest_runs), None)
        if run:
            context["run"] = run
            context["tone"] = tone(run.status)
            context["moment"] = run.finished_at or run.started_at or run.created_at
            context["counts"] = counts_in_words(run.counts)
            context["report_url"] = report_url(run, parent_context["request"].user)
        return context


def source_columns() -> list[Column]:
    """Every column but the name, which bears the row's buttons."""
    return [
        Column("address", label=gettext_lazy("Address"), accessor=lambda source: web_link(source.address)),
        Column("policy", label=gettext_lazy("What arrives"), accessor="get_policy_display", sort_key="policy"),
        ScheduleColumn("schedule", label=gettext_lazy("Schedule")),
        LastRunColumn("last_run", label=gettext_lazy("Last run")),
        Column(
            "paused",
            label=gettext_lazy("Paused"),
            accessor=lambda source: _("Paused") if source.paused else "",
            sort_key="paused",
        ),
    ]
