"""Citations of published articles that lead nowhere, or elsewhere, by now."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn

from articles.admin.links import web_link
from articles.admin.phrases import reason_in_words
from articles.admin.reports.base import HubReport, article_column
from articles.models import ArticleCitation, LinkCheck
from articles.models.link_checks import ENOUGH_FAILURES

State = LinkCheck.State
TOLD = {each.value: each.label for each in (State.BROKEN, State.REDIRECTED, State.UNREACHABLE)}


class CitationFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=list(TOLD.items()), label=_("State"))

    class Meta:
        model = ArticleCitation
        fields: list[str] = []


class BrokenCitationsReport(HubReport):
    name = "broken-citations"
    page_title = _("Broken citations")
    header_icon = "warning"
    model = ArticleCitation
    page_path = "page"
    filterset_class = CitationFilterSet
    default_ordering = "article_title"
    search_fields = ["page__draft_title", "url", "text"]
    list_export = ["article_title", "url", "text", "state", "reason", "location", "checked_at"]
    export_headings = {
        **HubReport.export_headings,
        "state": _("State"),
        "reason": _("Reason"),
        "location": _("Leads to"),
        "checked_at": _("Asked"),
    }
    verbose_name_plural = _("broken citations")

    def get_base_queryset(self) -> QuerySet[ArticleCitation]:
        check = LinkCheck.objects.filter(url=OuterRef("url"))
        bad = check.filter(
            Q(state__in=[State.BROKEN, State.REDIRECTED]) | Q(state=State.UNREACHABLE, failures__gte=ENOUGH_FAILURES)
        )
        told = {name: Subquery(check.values(name)[:1]) for name in ("state", "reason", "location", "checked_at")}
        cited = super().get_base_queryset().filter(Exists(bad), page__live=True)
        return cited.annotate(**told)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            article_column(),
            Column("url", label=_("Citation"), accessor=lambda each: web_link(each.url)),
            Column("state", label=_("State"), accessor=lambda each: TOLD[each.state], sort_key="state"),
            Column(
                "reason",
                label=_("Reason"),
                accessor=lambda each: web_link(each.location) if each.location else reason_in_words(each.reason),
            ),
            DateColumn("checked_at", label=_("Asked"), sort_key="checked_at"),
        ]
