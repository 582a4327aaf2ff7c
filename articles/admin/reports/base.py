"""What all reports have in common: rows of pages that the person may edit, and a safe export."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.reports.base import ReportView
from wagtail.permissions import page_permission_policy

from articles.admin.links import REPORTS
from articles.admin.run_columns import NARROW_TABLE

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What begins so is a formula to a spreadsheet, and a source's words may begin with anything."""


class HubReport(ReportView):
    """A report whose rows belong to articles. They have `article_id` and `article_title`."""

    name: str
    """In its address."""
    page_path: str
    """From a row to its article's page, as lookups spell it."""
    permission_policy = page_permission_policy
    any_permission_required = ["change"]
    table_classname = NARROW_TABLE
    is_searchable = True
    search_backend_name = None
    export_headings = {"article_title": _("Article")}

    def get_base_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_base_queryset().filter(**{f"{self.page_path}__isnull": False})
        if not self.request.user.is_superuser:
            mine = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
            rows = rows.filter(**{f"{self.page_path}__in": mine.values("pk")})
        return rows.annotate(article_id=F(self.page_path), article_title=F(f"{self.page_path}__draft_title"))

    def get_index_url(self) -> str:
        return reverse(f"{REPORTS}:{self.name}")

    def get_index_results_url(self) -> str:
        return reverse(f"{REPORTS}:{self.name}_results")

    def get_filename(self) -> str:
        return f"{self.name}-report"

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        ready = super().preprocess_field_value(field, value, export_format)
        if export_format == self.FORMAT_CSV and isinstance(ready, str) and ready.startswith(FORMULA):
            return f"'{ready}"
        return ready


class ArticleColumn(TitleColumn):
    """The article's title, which leads to its editor."""

    class Media:
        css = {"all": ["articles/admin/hub.css"]}


def article_column() -> ArticleColumn:
    return ArticleColumn(
        "article_title",
        label=_("Article"),
        get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.article_id]),
        sort_key="article_title",
    )
