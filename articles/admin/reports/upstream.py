"""What the pages do not show of their sources: changes under a lock, articles that are gone, open references."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn

from articles.admin.incoming.parts import as_text, label_of
from articles.admin.links import web_link
from articles.admin.reports.base import HubReport, article_column
from articles.models import PartLock, SourceDocument, SourceReference
from articles.sync.merging.parts import path_of

SHOWN = 200


class LockFilterSet(WagtailFilterSet):
    class Meta:
        model = PartLock
        fields = ["document__source", "locked_by"]


class ChangedUnderLockReport(HubReport):
    name = "changed-under-lock"
    page_title = gettext_lazy("Changed while locked")
    header_icon = "lock"
    model = PartLock
    page_path = "document__page"
    filterset_class = LockFilterSet
    default_ordering = "-changed_at"
    search_fields = ["document__page__draft_title", "part"]
    list_export = ["article_title", "label", "changes", "says", "changed_at", "locked_by"]
    export_headings = {
        **HubReport.export_headings,
        "label": gettext_lazy("Part"),
        "says": gettext_lazy("The source says"),
        "changes": gettext_lazy("Changes"),
    }
    verbose_name_plural = gettext_lazy("locked parts that the source changed")

    def get_base_queryset(self) -> QuerySet[PartLock]:
        return super().get_base_queryset().filter(changes__gt=0).select_related("locked_by__wagtail_userprofile")

    def to_row_dict(self, item: PartLock) -> Any:
        item.label, item.says = part(item), as_text(item.theirs)  # type: ignore[attr-defined]  # of this report alone
        return super().to_row_dict(item)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            article_column(),
            Column("part", label=gettext_lazy("Part"), accessor=part),
            Column("changes", label=gettext_lazy("Changes"), sort_key="changes"),
            Column(
                "says",
                label=gettext_lazy("The source says"),
                accessor=lambda lock: Truncator(as_text(lock.theirs)).chars(SHOWN),
            ),
            DateColumn("changed_at", label=gettext_lazy("Last changed"), sort_key="changed_at"),
            UserColumn("locked_by", label=gettext_lazy("Locked by"), blank_display_name=""),
        ]


def part(lock: PartLock) -> str:
    return label_of(path_of(lock.part))


class WithdrawnFilterSet(WagtailFilterSet):
    class Meta:
        model = SourceDocument
        fields = ["source", "missing"]


class WithdrawnReport(HubReport):
    name = "withdrawn"
    page_title = gettext_lazy("Withdrawn at the source")
    header_icon = "download"
    model = SourceDocument
    page_path = "page"
    filterset_class = WithdrawnFilterSet
    default_ordering = "-missing_since"
    search_fields = ["page__draft_title", "url"]
    list_export = [
        "article_title",
        "url",
        "get_missing_display",
        "missing_count",
        "missing_since",
        "withdrawn_at",
        "page.live",
    ]
    export_headings = {
        **HubReport.export_headings,
        "get_missing_display": gettext_lazy("Missing"),
        "page.live": gettext_lazy("Published"),
    }
    verbose_name_plural = gettext_lazy("withdrawn articles")

    def get_base_queryset(self) -> QuerySet[SourceDocument]:
        away = super().get_base_queryset().filter(~Q(missing="") | Q(withdrawn_at__isnull=False))
        return away.select_related("page", "source").defer("record", "page__body")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            article_column(),
            Column("url", label=gettext_lazy("Address"), accessor=lambda document: web_link(document.url)),
            Column(
                "missing", label=gettext_lazy("What became of it"), accessor="get_missing_display", sort_key="missing"
            ),
            Column("missing_count", label=gettext_lazy("Runs that missed it"), sort_key="missing_count"),
            DateColumn("missing_since", label=gettext_lazy("Since"), sort_key="missing_since"),
            Column(
                "live",
                label=gettext_lazy("Published"),
                accessor=lambda document: _("Yes") if document.page.live else _("No"),
            ),
        ]


class ReferenceFilterSet(WagtailFilterSet):
    class Meta:
        model = SourceReference
        fields = ["kind", "document__source"]


class OpenReferencesReport(HubReport):
    name = "open-references"
    page_title = gettext_lazy("Unresolved references")
    header_icon = "link"
    model = SourceReference
    page_path = "document__page"
    filterset_class = ReferenceFilterSet
    default_ordering = "article_title"
    search_fields = ["document__page__draft_title", "url"]
    list_export = ["article_title", "get_kind_display", "url"]
    export_headings = {**HubReport.export_headings, "get_kind_display": gettext_lazy("Kind")}
    verbose_name_plural = gettext_lazy("unresolved references")

    def get_base_queryset(self) -> QuerySet[SourceReference]:
        return super().get_base_queryset().filter(target__isnull=True)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            article_column(),
            Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
            Column("url", label=gettext_lazy("Leads to"), accessor=lambda each: web_link(each.url), sort_key="url"),
        ]
