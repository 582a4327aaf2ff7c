"""Figures of published articles that are old, or say no year."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from articles.admin.links import web_link
from articles.admin.reports.base import HubReport, article_column
from articles.jobs.duties.ageing import USUAL_AGE, aged, oldest
from articles.models import ArticleFigure


def _age(years: int) -> Any:
    """Lazy in whole: the language is that of who reads it, not of who started the server."""
    return format_lazy(ngettext_lazy("At least {years} year old", "At least {years} years old", years), years=years)


AGES = [(str(years), _age(years)) for years in (1, 2, 3, 5)]
NO_YEAR = "none"


class FigureFilterSet(WagtailFilterSet):
    age = django_filters.ChoiceFilter(
        choices=[*AGES, (NO_YEAR, _("Says no year"))], method="of_age", label=_("As of"), empty_label=_("Either")
    )

    class Meta:
        model = ArticleFigure
        fields = ["kind"]

    def filter_queryset(self, figures: QuerySet[ArticleFigure]) -> QuerySet[ArticleFigure]:
        """Where no age is chosen: what is old by the usual measure, and what says no year."""
        found: QuerySet[ArticleFigure] = super().filter_queryset(figures)
        if self.form.cleaned_data.get("age"):
            return found
        return found.filter(Q(end_year=None) | Q(end_year__lte=oldest(USUAL_AGE)))

    def of_age(self, figures: QuerySet[ArticleFigure], _name: str, age: str) -> QuerySet[ArticleFigure]:
        return figures.filter(end_year=None) if age == NO_YEAR else figures.filter(end_year__lte=oldest(int(age)))


class StaleFiguresReport(HubReport):
    name = "stale-figures"
    page_title = _("Stale figures")
    header_icon = "date"
    model = ArticleFigure
    page_path = "page"
    template_name = "articles/admin/stale_figures.html"
    filterset_class = FigureFilterSet
    default_ordering = "end_year"
    search_fields = ["page__draft_title", "text", "role"]
    list_export = ["article_title", "role", "kind", "text", "end_year", "citation"]
    verbose_name_plural = _("stale figures")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {"aged": aged(), "usual_age": USUAL_AGE}

    def get_base_queryset(self) -> QuerySet[ArticleFigure]:
        return super().get_base_queryset().filter(page__live=True)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            article_column(),
            Column("role", label=_("Role"), sort_key="role"),
            Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
            Column("text", label=_("Figure")),
            Column(
                "end_year", label=_("As of"), accessor=lambda each: each.end_year or _("no year"), sort_key="end_year"
            ),
            Column(
                "citation", label=_("Citation"), accessor=lambda each: web_link(each.citation) if each.citation else ""
            ),
        ]
