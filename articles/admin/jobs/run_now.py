"""*Run now*: asks, then hands a standing job to the background worker."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.log_actions import LogActionRegistry, log

from articles.admin.links import JOBS
from articles.jobs.duties import DUTIES
from articles.jobs.standing import JobActive, ask_for
from articles.models import StandingJob
from articles.tasks import enqueue_job

RUN_ACTION = "articles.run_job"
RUN_LABEL, RUN_ICON = gettext_lazy("Run now"), "rotate"


class RunNowView(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, TemplateView):
    """A GET asks and changes nothing; a POST starts the job, unless it is under way."""

    model = StandingJob
    permission_required = "change"
    page_title = RUN_LABEL
    header_icon = RUN_ICON
    template_name = "articles/admin/jobs/run_confirm.html"

    def get_page_subtitle(self) -> str:
        return str(DUTIES[self.object.name].label)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        jobs = {"url": reverse(f"{JOBS}:index"), "label": _("Jobs")}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, jobs, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"job": self.object, "duty": DUTIES[self.object.name], "jobs_url": reverse(f"{JOBS}:index")}

    def post(self, request: HttpRequest, *_arguments: Any, **_options: Any) -> HttpResponse:
        label = DUTIES[self.object.name].label
        try:
            with transaction.atomic():
                ask_for(self.object, timezone.now())
                enqueue_job(self.object)
                log(self.object, RUN_ACTION)
        except JobActive:
            messages.warning(request, _("%(job)s is under way already.") % {"job": label})
        else:
            messages.success(request, _("%(job)s waits for the worker.") % {"job": label})
        return HttpResponseRedirect(reverse(f"{JOBS}:index"))


def register_job_actions(actions: LogActionRegistry) -> None:
    actions.register_action(RUN_ACTION, RUN_LABEL, gettext_lazy("Ran the job"))
