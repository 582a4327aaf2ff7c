"""Standing jobs in the admin: a list, a form for the schedule, and *Run now*; none is added or deleted by hand."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from articles.admin.jobs.columns import DutyColumn, OutcomeColumn, WhenColumn
from articles.admin.jobs.run_now import RUN_ICON, RUN_LABEL, RunNowView
from articles.admin.links import JOBS
from articles.admin.run_columns import NARROW_TABLE, RowButton
from articles.admin.schedule_panel import SchedulePanel
from articles.jobs.duties import DUTIES
from articles.jobs.standing import known_jobs
from articles.models import StandingJob


class JobIndexView(generic.IndexView):
    any_permission_required = ["change", "view"]
    table_classname = NARROW_TABLE
    page_title = gettext_lazy("Jobs")

    def get_base_queryset(self) -> QuerySet[StandingJob]:
        known_jobs()  # a job that is new has no row yet
        jobs: QuerySet[StandingJob] = super().get_base_queryset()
        return jobs.filter(name__in=DUTIES)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            DutyColumn("name", label=_("Job"), get_url=self.get_edit_url, buttons_of=self.get_list_buttons),
            WhenColumn("schedule", label=_("Schedule")),
            OutcomeColumn("outcome", label=_("Last time")),
        ]

    def get_list_more_buttons(self, instance: StandingJob) -> list[Any]:
        if not self.user_has_permission("change"):
            return []
        described = {"aria-label": _("Run %(job)s now") % {"job": DUTIES[instance.name].label}}
        url = reverse(f"{JOBS}:run", args=[instance.pk])
        return [RowButton(str(RUN_LABEL), url, icon_name=RUN_ICON, attrs=described, priority=5)]


class JobEditView(generic.EditView):
    def get_page_subtitle(self) -> str:
        return str(DUTIES[self.object.name].label)

    @cached_property
    def header_buttons(self) -> list[Any]:
        run = HeaderButton(RUN_LABEL, url=reverse(f"{JOBS}:run", args=[self.object.pk]), icon_name=RUN_ICON)
        return [*super().header_buttons, run]

    def get_success_message(self) -> str:
        return _("%(job)s is set.") % {"job": DUTIES[self.object.name].label}


class JobViewSet(ModelViewSet):
    model = StandingJob
    url_namespace = JOBS
    url_prefix = "hub/jobs"
    icon = "cogs"
    menu_label = gettext_lazy("Jobs")
    index_view_class = JobIndexView
    edit_view_class = JobEditView
    copy_view_enabled = False
    add_to_reference_index = False
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("schedule", heading=gettext_lazy("Cron expression")),
                    SchedulePanel(),
                    FieldPanel("paused"),
                ],
                heading=gettext_lazy("Schedule"),
            )
        ]
    )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return common | {f"{name}_url_name": None for name in ("add", "delete", "usage")}

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        permissions: QuerySet[Permission] = super().get_permissions_to_register()
        return permissions.filter(codename__in=["view_standingjob", "change_standingjob"])

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
            path("history/<int:pk>/", self.history_view, name="history"),
            path("history-results/<int:pk>/", self.history_results_view, name="history_results"),
            path("run/<int:pk>/", self.construct_view(RunNowView), name="run"),
        ]
