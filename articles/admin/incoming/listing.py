"""The list of what waits, a row a part, the oldest first."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, TitleColumn, UserColumn
from wagtail.admin.views import generic

from articles.admin.incoming.filters import ProposalFilterSet
from articles.admin.incoming.parts import around_change, as_text, label_of, marked
from articles.admin.incoming.policy import policy
from articles.admin.links import INCOMING
from articles.admin.run_columns import NARROW_TABLE
from articles.models import Proposal
from articles.sync.merging.parts import path_of

SHOWN = 240
"""Characters of a change."""
OBJECT_TYPE = "proposal"


def article_url(proposal: Proposal) -> str:
    return reverse(f"{INCOMING}:article", args=[proposal.document_id])


class PartColumn(Column):
    """The part's name, and what the source changes in it, marked."""

    cell_template_name = "articles/admin/incoming/part_cell.html"

    def get_cell_context_data(self, instance: Proposal, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        path = path_of(instance.part)
        context["label"] = label_of(path, *sides_as_content(instance))
        context["change"] = marked(*around_change(as_text(instance.base), as_text(instance.theirs), SHOWN))
        return context


def sides_as_content(proposal: Proposal) -> list[dict[str, Any]]:
    """What the proposal itself tells of the element that it is about, where it is about a whole one."""
    path = path_of(proposal.part)
    if len(path) != 2 or not isinstance(proposal.theirs or proposal.ours, dict):
        return []
    sides = [side for side in (proposal.ours, proposal.theirs, proposal.base) if side]
    if path[0] == "body":
        return [{"body": [{"id": path[1], **side}]} for side in sides]
    return [{path[0]: [side]} for side in sides]


class IncomingIndexView(generic.IndexView):
    any_permission_required = ["view"]
    page_title = _("Incoming")
    template_name = "articles/admin/incoming/index.html"
    table_classname = NARROW_TABLE
    filterset_class = ProposalFilterSet
    default_ordering = "created_at"
    paginate_by = 50
    is_searchable = True
    search_fields = ["document__page__draft_title", "document__url", "part"]

    def get_base_queryset(self) -> QuerySet[Proposal]:
        mine = policy.instances_user_has_any_permission_for(self.request.user, self.any_permission_required)
        waiting = mine.filter(status=Proposal.Status.OPEN)
        # Of the page the title alone: its body is large.
        return waiting.select_related("document__page", "document__source", "assignee__wagtail_userprofile").only(
            "part", "base", "ours", "theirs", "changes", "created_at", "assignee", "status",
            "document__url", "document__page__draft_title", "document__source__name",
            *(f"assignee__{name}" for name in ("username", "first_name", "last_name", "email")),
            "assignee__wagtail_userprofile__avatar",
        )  # fmt: skip

    @cached_property
    def columns(self) -> list[Any]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type=OBJECT_TYPE),
            TitleColumn(
                "document",
                label=_("Article"),
                accessor=lambda proposal: proposal.document.page.draft_title,
                get_url=article_url,
                get_title_id=lambda proposal: f"{OBJECT_TYPE}_{proposal.pk}_title",
                sort_key="document__page__draft_title",
            ),
            PartColumn("part", label=_("What the source changes")),
            Column("source", label=_("Source"), accessor="document.source.name", sort_key="document__source__name"),
            DateColumn("created_at", label=_("Waiting since"), sort_key="created_at"),
            Column("changes", label=_("Changes"), sort_key="changes"),
            UserColumn("assignee", label=_("Assignee"), blank_display_name="", sort_key="assignee__username"),
        ]

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return str(super().no_results_message)
        return str(_("Nothing waits for an answer: what the sources changed is in the pages."))
