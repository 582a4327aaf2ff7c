"""The report of one run: what it counted, and what it did with every address, with its reason."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Table
from wagtail.admin.views.generic import BaseListingView, PermissionCheckedMixin
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from articles.admin.acts.buttons import more_run_buttons, run_buttons
from articles.admin.acts.go_on import why_not_now
from articles.admin.acts.rights import may_act
from articles.admin.article_details import open_proposals
from articles.admin.links import RUNS, SOURCES, may_see_sources, web_link
from articles.admin.run_columns import NARROW_TABLE, article_columns, tone
from articles.admin.run_counts import counts_of
from articles.admin.run_log import last_lines, log_of
from articles.admin.run_progress import got_to, progress_of
from articles.admin.wording import duration_in_words, phases_in_words, started_by
from articles.models import Proposal, SyncRun, SyncRunArticle
from articles.sync.release import is_handed_over


class RunArticleFilterSet(WagtailFilterSet):
    class Meta:
        model = SyncRunArticle
        fields = ["outcome"]


class ArticleTable(Table):
    """Knows which of its articles' pages the person may edit, and what waits for an answer: asked once, not by row."""

    editable_pages: set[int]
    open_proposals: dict[int, list[Proposal]]


class RunReportView(PermissionCheckedMixin, BaseObjectMixin, BaseListingView):
    model = SyncRun
    permission_required = "view"
    page_title = gettext_lazy("Run")
    template_name = "articles/admin/run_report.html"
    paginate_by = 50
    table_class = ArticleTable
    table_classname = NARROW_TABLE
    filterset_class = RunArticleFilterSet
    is_searchable = True
    search_fields = ["url", "reason"]
    default_ordering = "id"
    verbose_name_plural = SyncRunArticle._meta.verbose_name_plural

    @cached_property
    def columns(self) -> list[Any]:
        return article_columns()

    def get_base_object_queryset(self) -> QuerySet[SyncRun]:
        return SyncRun.objects.select_related("source", "user", "stop_asked_by")

    def get_base_queryset(self) -> QuerySet[SyncRunArticle]:
        # The title alone: a page's body is large, and a report shows fifty of them. Without what an undo needs, too.
        articles: QuerySet[SyncRunArticle] = self.object.articles.annotate(page_title=F("page__draft_title"))
        return articles.defer("before")

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return str(super().no_results_message)
        if self.object.status in SyncRun.ACTIVE:
            return _("What becomes of every article stands here when the run has ended.")
        return _("This run met no article.")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        runs = {"url": reverse(self.index_url_name), "label": capfirst(SyncRun._meta.verbose_name_plural)}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, runs, here]

    def get_index_url(self) -> str:
        """The report's own address: its pages, orders and filters lead back to it."""
        return reverse(f"{RUNS}:inspect", args=[self.object.pk])

    def get_index_results_url(self) -> str:
        return reverse(f"{RUNS}:inspect_results", args=[self.object.pk])

    @cached_property
    def header_buttons(self) -> list[Any]:
        return list(run_buttons(self.object, self.request.user))

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return list(more_run_buttons(self.object, self.request.user))

    def get_table(self, object_list: Any) -> ArticleTable:
        table: ArticleTable = super().get_table(object_list)
        table.editable_pages = self.editable_pages(object_list)
        table.open_proposals = open_proposals(object_list)
        return table

    def editable_pages(self, articles: Any) -> set[int]:
        """Those of the shown articles' pages that this person may edit."""
        shown = [article.page_id for article in articles if article.page_id]
        policy = policy_registry.get_by_type(Page)
        editable = policy.instances_user_has_permission_for(self.request.user, "change")
        return set(editable.filter(pk__in=shown).values_list("pk", flat=True))

    def source_url(self) -> str | None:
        may_see = may_see_sources(self.request.user)
        return reverse(f"{SOURCES}:inspect", args=[self.object.source_id]) if may_see else None

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if self.results_only:
            return context
        return {
            **context,
            "run": self.object,
            "active": self.object.status in SyncRun.ACTIVE,
            # Also from its release on until a worker takes it.
            "follows": self.object.status in SyncRun.ACTIVE or is_handed_over(self.object),
            "tone": tone(self.object.status),
            "counts": counts_of(self.object, self.index_url),
            "duration": duration_in_words(self.object),
            "phases": phases_in_words(self.object.phases),
            "falls": self.object.drift.get("falls", []),
            "drift_note": self.object.drift.get("note", ""),
            "got_to": got_to(self.object),
            "started_by": started_by(self.object),
            "source_url": self.source_url(),
            "source_address": web_link(self.object.source.address),
            "log_lines": last_lines(log_of(self.object)),
            "log_url": reverse(f"{RUNS}:log", args=[self.object.pk]),
            **(progress_of(self.object) if self.object.status in SyncRun.ACTIVE else {}),
            **(self.waiting() if self.object.status in SyncRun.WAITING else {}),
        }

    def waiting(self) -> dict[str, Any]:
        """Of a run that stopped before it wrote."""
        return {
            "waits": True,
            "is_planned": self.object.status == SyncRun.Status.PLANNED,
            "why_not": why_not_now(self.object),
            "may_act": may_act(self.request.user, self.object.source),
            "go_on_url": reverse(f"{RUNS}:go_on", args=[self.object.pk]),
        }
