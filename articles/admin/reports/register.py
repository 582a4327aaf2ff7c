"""The reports in Wagtail's own menu of reports, each with its two addresses."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.functional import lazy
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from articles.admin.links import REPORTS
from articles.admin.reports.base import HubReport
from articles.admin.reports.citations import BrokenCitationsReport
from articles.admin.reports.completeness import IncompleteArticlesReport
from articles.admin.reports.figures import StaleFiguresReport
from articles.admin.reports.upstream import ChangedUnderLockReport, OpenReferencesReport, WithdrawnReport

ALL: tuple[type[HubReport], ...] = (
    StaleFiguresReport,
    BrokenCitationsReport,
    IncompleteArticlesReport,
    ChangedUnderLockReport,
    WithdrawnReport,
    OpenReferencesReport,
)
FIRST_PLACE = 300
"""In the menu, before Wagtail's own."""


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_permission(request.user, "change"))


def report_urls() -> list[URLPattern | URLResolver]:
    patterns = []
    for report in ALL:
        patterns.append(path(f"{report.name}/", report.as_view(), name=report.name))
        patterns.append(
            path(f"{report.name}/results/", report.as_view(results_only=True), name=f"{report.name}_results")
        )
    return [path("hub/reports/", include((patterns, REPORTS), namespace=REPORTS))]


def menu_item_of(report: type[HubReport], place: int) -> Any:
    def menu_item() -> MenuItem:
        address = lazy(lambda: reverse(f"{REPORTS}:{report.name}"), str)()
        return ReportMenuItem(
            report.page_title, address, name=report.name, icon_name=report.header_icon, order=FIRST_PLACE + place
        )

    return menu_item


MENU_ITEMS = [menu_item_of(report, place) for place, report in enumerate(ALL)]
