"""Columns of the list of standing jobs: what each does, when, and what came of it last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagtail.admin.ui.tables import ButtonsColumnMixin, Column, TitleColumn

from articles.admin.run_columns import tone
from articles.admin.schedule_panel import coming_in_words
from articles.jobs.duties import DUTIES, result_in_words
from articles.jobs.words import cron_in_words
from articles.models import StandingJob


class DutyColumn(ButtonsColumnMixin, TitleColumn):
    """The job's name, which leads to its form, over what it does."""

    cell_template_name = "articles/admin/jobs/duty_cell.html"

    class Media:
        css = {"all": ["articles/admin/hub.css"]}

    def __init__(self, *arguments: Any, buttons_of: Callable[[StandingJob], list[Any]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.buttons_of = buttons_of

    def get_value(self, instance: StandingJob) -> str:
        return str(DUTIES[instance.name].label)

    def get_buttons(self, instance: StandingJob, parent_context: Any) -> list[Any]:
        return self.buttons_of(instance)

    def get_cell_context_data(self, instance: StandingJob, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"duty": DUTIES[instance.name]}


class WhenColumn(Column):
    """The schedule in words, and the next moment."""

    cell_template_name = "articles/admin/jobs/when_cell.html"

    def get_cell_context_data(self, instance: StandingJob, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        coming = next(iter(coming_in_words(instance)), "")
        return context | {"words": cron_in_words(instance.schedule), "coming": coming}


class OutcomeColumn(Column):
    """How the last time went, when, and what was counted."""

    cell_template_name = "articles/admin/jobs/outcome_cell.html"

    def get_cell_context_data(self, instance: StandingJob, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {
            "tone": tone(instance.status),
            "moment": instance.last_finished_at or instance.last_started_at,
            "result": instance.message or result_in_words(instance.last_result),
        }
