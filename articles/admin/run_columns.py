"""Columns that tell of runs and of what a run did with each article."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets.button import BaseButton

from articles.admin.article_details import ReasonColumn
from articles.admin.links import web_link
from articles.admin.phrases import reason_in_words
from articles.admin.run_progress import progress_in_words
from articles.admin.wording import counts_in_words, duration_in_words, started_by
from articles.models import SyncRun, SyncRunArticle

NARROW_TABLE = "listing hub-narrow"
"""Class of a table whose rows become cards where there is no width for its columns."""

TONES = {
    SyncRun.Status.DONE: "good",
    SyncRun.Status.PROBLEMS: "warning",
    SyncRun.Status.BRAKED: "bad",
    SyncRun.Status.PLANNED: "warning",
    SyncRun.Status.FAILED: "bad",
    SyncRun.Status.KILLED: "bad",
    SyncRunArticle.Outcome.CREATE: "good",
    SyncRunArticle.Outcome.UPDATE: "good",
    SyncRunArticle.Outcome.MERGE: "good",
    SyncRunArticle.Outcome.CONFLICT: "warning",
    SyncRunArticle.Outcome.HELD: "warning",
    SyncRunArticle.Outcome.WITHDRAW: "warning",
    SyncRunArticle.Outcome.RESTORE: "good",
    SyncRunArticle.Outcome.REDIRECT: "good",
    SyncRunArticle.Outcome.REJECT: "bad",
    SyncRunArticle.Outcome.FAIL: "bad",
}
"""The colour of a status or an outcome; the words say the same for who does not see it."""


def tone(word: str) -> str:
    return {str(key): value for key, value in TONES.items()}.get(word, "neutral")


class ToneColumn(Column):
    """A choice field's label as a coloured tag."""

    cell_template_name = "articles/admin/tone_cell.html"

    class Media:
        css = {"all": ["articles/admin/hub.css"]}

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["tone"] = tone(context["raw_value"])
        context["value"] = getattr(instance, f"get_{self.name}_display")()
        return context


class PageColumn(Column):
    """The page of an article: a link to its editor for who may edit it, its title for everybody else."""

    cell_template_name = "articles/admin/page_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        if instance.page_id in parent_context["table"].editable_pages:
            context["edit_url"] = reverse("wagtailadmin_pages:edit", args=[instance.page_id])
        return context


def run_columns(*, sortable: bool = True) -> list[Column]:
    """What every list of runs tells, beside the run's own name."""
    return [
        ToneColumn("status", label=_("Status"), sort_key="status" if sortable else None),
        Column("started_by", label=_("Started by"), accessor=started_by),
        DateColumn("started_at", label=_("Started"), sort_key="started_at" if sortable else None),
        Column("duration", label=_("Duration"), accessor=duration_in_words, classname="hub-whole"),
        Column("counts", label=_("Articles"), accessor=articles_in_words),
    ]


def articles_in_words(run: SyncRun) -> str:
    """What became of the run's articles, would become of them, or is becoming of them; else what it says of itself."""
    counted = counts_in_words(run.counts)
    if counted and run.status == SyncRun.Status.PLANNED:
        return gettext("would be: %(counts)s") % {"counts": counted}
    return progress_in_words(run) or counted or reason_in_words(run.message)


def article_columns() -> list[Column]:
    return [
        Column("url", label=_("Address"), accessor=lambda article: web_link(article.url), sort_key="url"),
        ToneColumn("outcome", label=_("Outcome"), sort_key="outcome"),
        ReasonColumn("reason", label=_("Reason")),
        PageColumn("page_title", label=_("Page")),
    ]


class RowButton(BaseButton):
    """A button that stands in the row itself, not in its menu."""

    def __init__(self, label: str, url: str, **kwargs: Any) -> None:
        super().__init__(label, url=url, classname="button button-small button-secondary", **kwargs)
