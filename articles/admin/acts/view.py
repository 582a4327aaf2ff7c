"""What every act on a run shares: a GET shows what it means and changes nothing, a POST does it and is logged."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.text import capfirst
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.log_actions import log

from articles.admin.acts.rights import may_act
from articles.admin.links import RUNS
from articles.admin.phrases import reason_in_words
from articles.models import SyncRun
from articles.sync.claim import RunActive, bury_dead_runs
from articles.sync.release import NotReleasable
from articles.sync.stop import NotStoppable
from articles.sync.undo import NotUndoable

REFUSED = (NotReleasable, NotStoppable, NotUndoable, RunActive)


class RunActView(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, TemplateView):
    """For whoever may see the run and change its source."""

    model = SyncRun
    permission_required = "view"
    template_name = "articles/admin/acts/confirm.html"
    action: str
    """By this name the log knows the act."""
    yes_label: Any
    no_label: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_act(request.user, self.object.source):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_object_queryset(self) -> QuerySet[SyncRun]:
        return SyncRun.objects.select_related("source", "user", "stop_asked_by")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        runs = {"url": reverse(f"{RUNS}:index"), "label": capfirst(SyncRun._meta.verbose_name_plural)}
        report = {"url": self.report_url, "label": str(self.object)}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, runs, report, here]

    @property
    def report_url(self) -> str:
        return reverse(f"{RUNS}:inspect", args=[self.object.pk])

    def refusal(self) -> str:
        """Why it cannot be done now; empty when it can."""
        raise NotImplementedError

    def question(self) -> str:
        """What is asked, and what a yes means."""
        raise NotImplementedError

    def act(self) -> str:
        """Do it, and say what was done; one of `REFUSED` when it cannot be done."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        refusal = self.refusal()
        return {
            **super().get_context_data(**kwargs),
            "run": self.object,
            "refusal": capfirst(reason_in_words(refusal)),
            "question": "" if refusal else self.question(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Outside of the transaction: a dead run stays buried, whatever becomes of the act.
        bury_dead_runs(self.object.source)
        try:
            with transaction.atomic():
                done = self.act()
                log(self.object.source, self.action, data={"run": self.object.pk})
        except REFUSED as error:
            messages.error(request, capfirst(reason_in_words(error)))
            return HttpResponseRedirect(self.report_url)
        messages.success(request, done)
        return HttpResponseRedirect(reverse(f"{RUNS}:inspect", args=[self.to_follow.pk]))

    @property
    def to_follow(self) -> SyncRun:
        """The run whose report shows what comes of the act."""
        run: SyncRun = self.object
        return run
