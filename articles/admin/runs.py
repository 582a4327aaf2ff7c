"""Runs in the admin: a list and a report on each; nothing is added, edited or deleted here."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from articles.admin.acts.go_on import GoOnView
from articles.admin.acts.start import PlanView, ReplayView
from articles.admin.acts.stop import StopView
from articles.admin.acts.take_back import TakeBackView
from articles.admin.links import RUNS, SOURCES, report_url
from articles.admin.run_columns import NARROW_TABLE, run_columns
from articles.admin.run_log import RunLogView
from articles.admin.run_report import RunReportView
from articles.models import SyncRun


class RunIndexView(generic.IndexView):
    any_permission_required = ["view"]
    table_classname = NARROW_TABLE

    def get_base_queryset(self) -> QuerySet[SyncRun]:
        runs: QuerySet[SyncRun] = super().get_base_queryset()
        return runs.select_related("source", "user")

    def get_inspect_url(self, instance: SyncRun) -> str | None:
        return report_url(instance, self.request.user)

    def get_list_more_buttons(self, instance: SyncRun) -> list[Any]:
        """None: the run's name leads to all there is to see."""
        return []


class RunURLFinder(ModelAdminURLFinder):
    """Where others look for a run's editor they find its report."""

    def get_edit_url(self, instance: SyncRun) -> str | None:
        return report_url(instance, self.user) if self.user else self.construct_edit_url(instance)


class RunViewSet(ModelViewSet):
    model = SyncRun
    url_namespace = RUNS
    url_prefix = "hub/runs"
    icon = "history"
    index_view_class = RunIndexView
    inspect_view_class = RunReportView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    exclude_form_fields: list[str] = []
    list_filter = ["source", "status", "trigger"]
    search_fields = ["source__name", "message", "user__username"]

    @cached_property
    def list_display(self) -> list[Any]:
        return ["__str__", *run_columns()]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        absent = ("add", "edit", "delete", "history", "usage")
        return common | {f"{name}_url_name": None for name in absent}

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return kwargs

    @property
    def inspect_results_view(self) -> Any:
        return self.construct_view(self.inspect_view_class, **self.get_inspect_view_kwargs(), results_only=True)

    @property
    def url_finder_class(self) -> type[ModelAdminURLFinder]:
        return type("_RunURLFinder", (RunURLFinder,), {"edit_url_name": self.get_url_name("inspect")})

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        permissions: QuerySet[Permission] = super().get_permissions_to_register()
        return permissions.filter(codename="view_syncrun")

    def act_views(self) -> list[URLPattern]:
        """What can be done with a run, and the runs of a source (by the source's number) that begin otherwise."""
        sources = {"index_url_name": f"{SOURCES}:index"}
        return [
            path("stop/<int:pk>/", StopView.as_view(), name="stop"),
            path("go-on/<int:pk>/", GoOnView.as_view(), name="go_on"),
            path("undo/<int:pk>/", TakeBackView.as_view(), name="undo"),
            path("plan/<int:pk>/", PlanView.as_view(**sources), name="plan"),
            path("replay/<int:pk>/", ReplayView.as_view(**sources), name="replay"),
        ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("inspect-results/<int:pk>/", self.inspect_results_view, name="inspect_results"),
            path("log/<int:pk>/", self.construct_view(RunLogView), name="log"),
            *self.act_views(),
        ]
