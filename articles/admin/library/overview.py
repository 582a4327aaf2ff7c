"""An entry's overview: who names it, what they say of a role's pay and growth, and what was merged into it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.widgets.button import Button

from articles.admin.library.base import ANY, LIST_LENGTH, LibraryView, address
from articles.admin.library.statements import statements, tell_all
from articles.admin.library.words import refusal_in_words, state_in_words
from articles.admin.run_columns import NARROW_TABLE
from articles.library.figures import Measure, figures_of
from articles.models import ArticlePage, LibraryMerge, Role

MOST_MERGES = 20
REFUSAL_SHOWN = timedelta(days=7)
"""So long somebody may look for what became of the merge that they asked for."""


class EntryTable(Table):
    """Knows what is asked once for all of its articles."""

    editable_pages: set[int]
    printed: dict[int, list[str]]
    """By article, the words in which it names the entry."""


class ArticleColumn(Column):
    cell_template_name = "articles/admin/page_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        if instance.pk in parent_context["table"].editable_pages:
            context["edit_url"] = reverse("wagtailadmin_pages:edit", args=[instance.pk])
        return context


class StateColumn(Column):
    """Whether readers see the article."""

    cell_template_name = "articles/admin/tone_cell.html"

    def get_value(self, instance: Any) -> Any:
        if not instance.live:
            return _("Draft")
        return _("Live, with unpublished changes") if instance.has_unpublished_changes else _("Live")

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["tone"] = "good" if instance.live else "neutral"
        return context


class PrintedColumn(Column):
    cell_template_name = "articles/admin/library/printed_cell.html"

    def get_value(self, instance: Any) -> Any:
        """Of the table, below: asked of the page, Wagtail would look for it among its other types."""
        return ""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["value"] = "; ".join(parent_context["table"].printed.get(instance.pk, []))
        return context


class OverviewView(LibraryView, BaseObjectMixin, BaseListingView):
    any_permission_required = ANY
    page_title = gettext_lazy("Overview")
    template_name = "articles/admin/library/overview.html"
    paginate_by = LIST_LENGTH
    table_class = EntryTable
    table_classname = NARROW_TABLE
    default_ordering = "draft_title"
    verbose_name_plural = ArticlePage._meta.verbose_name_plural

    def setup(self, request: Any, *arguments: Any, **options: Any) -> None:
        super().setup(request, *arguments, **options)
        self.entry = self.object

    @cached_property
    def columns(self) -> list[Any]:
        columns: list[Any] = [
            ArticleColumn("draft_title", label=_("Article"), sort_key="draft_title"),
            StateColumn("state", label=_("State"), sort_key="live"),
        ]
        if not self.kind.is_set:
            columns.append(PrintedColumn("printed", label=_("As printed")))
        return [*columns, Column("published", label=_("Published"), sort_key="published")]

    def get_base_queryset(self) -> QuerySet[ArticlePage]:
        naming = self.kind.rows(self.entry.pk).order_by().values(self.kind.page_column)
        shown = ("draft_title", "live", "has_unpublished_changes", "published")
        articles: QuerySet[ArticlePage] = ArticlePage.objects.filter(pk__in=naming).only(*shown)
        return articles

    @cached_property
    def no_results_message(self) -> str:
        return _("No article names it.")

    def get_index_url(self) -> str:
        """The overview's own address: its pages and orders lead back to it."""
        return address(self.model, "overview", self.entry.pk)

    def get_index_results_url(self) -> str:
        return address(self.model, "overview_results", self.entry.pk)

    def get_table(self, object_list: Any) -> EntryTable:
        table: EntryTable = super().get_table(object_list)
        pages = [page.pk for page in object_list]
        # Asked once for the list and for what stands above it.
        self.told = tell_all(self.request.user, self.kind, self.entry.pk, self.measures, pages)
        table.editable_pages, table.printed = self.told.editable, self.told.printed
        return table

    @cached_property
    def measures(self) -> list[Measure]:
        return figures_of(self.entry.pk) if self.model is Role and not self.results_only else []

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = []
        if self.user_has_permission("change"):
            buttons.append(Button(_("Edit"), url=address(self.model, "edit", self.entry.pk), icon_name="edit"))
        if self.may_merge:
            url = address(self.model, "merge", self.entry.pk)
            buttons.append(Button(_("Merge into another"), url=url, icon_name="link"))
        return buttons

    def merges(self) -> list[LibraryMerge]:
        """Into this entry, and not taken back; for who may do so."""
        if not self.may_merge:
            return []
        merges = LibraryMerge.objects.filter(
            content_type__app_label="articles",
            content_type__model=self.kind.name,
        )
        # Of one that goes on or was refused, the entry that goes shows the state too.
        unsettled = ~Q(status__in=(LibraryMerge.Status.DONE, LibraryMerge.Status.UNDONE))
        here = Q(kept_id=self.entry.pk) & ~Q(status=LibraryMerge.Status.UNDONE) | Q(old_id=self.entry.pk) & unsettled
        return list(merges.filter(here).select_related("made_by").defer("touched", "old_values")[:MOST_MERGES])

    def merges_told(self) -> dict[str, Any]:
        merges, now = self.merges(), timezone.now()
        done = [each for each in merges if each.status == LibraryMerge.Status.DONE]
        return {
            "merges": [{"merge": each, "url": address(self.model, "take_back", each.pk)} for each in done],
            "unsettled": [
                {"merge": each, "said": state_in_words(each), "reason": refusal_in_words(each.refusal)}
                for each in merges
                if each.status in (*LibraryMerge.WAITING, *LibraryMerge.WORKING)
                or (each.refusal and each.heartbeat_at and now - each.heartbeat_at < REFUSAL_SHOWN)
            ],
        }

    def get_context_data(self, *arguments: Any, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*arguments, **options)
        if self.results_only:
            return context
        return {
            **context,
            "entry": self.entry,
            "measures": statements(self.measures, self.told) if self.model is Role else None,
            "aliases": list(self.entry.aliases.all()),
            **self.merges_told(),
        }
