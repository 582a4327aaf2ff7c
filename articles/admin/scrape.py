"""*Scrape now*: asks, then makes a queued run and hands it to the background worker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.log_actions import LogActionRegistry, LogFormatter, log

from articles.admin.links import RUNS, report_url
from articles.admin.phrases import reason_in_words
from articles.admin.run_columns import RowButton
from articles.models import Source, SyncRun
from articles.sync.run import RunActive, request_run
from articles.tasks import enqueue_run

SCRAPE_ACTION = "articles.scrape"
"""By this name the audit log knows that somebody pressed the button."""
SCRAPE_LABEL = gettext_lazy("Scrape now")
SCRAPE_ICON = "download"
PLAN_LABEL, PLAN_ICON = gettext_lazy("Plan first"), "clipboard-list"
REPLAY_LABEL, REPLAY_ICON = gettext_lazy("Read stored responses again"), "rotate"


class ScrapeNowView(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, TemplateView):
    """A GET asks for confirmation and changes nothing; a POST starts the run."""

    model = Source
    permission_required = "change"
    index_url_name: str | None = None
    scrape_url_name: str | None = None
    page_title = SCRAPE_LABEL
    header_icon = SCRAPE_ICON
    template_name = "articles/admin/scrape_confirm.html"
    yes_label = gettext_lazy("Yes, scrape now")
    action = SCRAPE_ACTION
    trigger = SyncRun.Trigger.ADMIN
    values: Mapping[str, Any] = {}
    """Of the run, beside who asked for it."""

    @property
    def question(self) -> str:
        return _(
            "Scrape %(source)s (%(address)s) now? A background worker crawls it and brings the pages into step."
        ) % {"source": self.object, "address": self.object.address}

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        sources = {"url": reverse(self.index_url_name), "label": capfirst(Source._meta.verbose_name_plural)}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, sources, here]

    @cached_property
    def next_url(self) -> str:
        return get_valid_next_url_from_request(self.request) or reverse(self.index_url_name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        active_run = self.object.runs.filter(status__in=SyncRun.ACTIVE).first()
        context["source"] = self.object
        context["active_run"] = active_run
        context["report_url"] = report_url(active_run, self.request.user) if active_run else None
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                run = request_run(self.object, self.trigger, request.user, **self.values)
                enqueue_run(run)
                log(self.object, self.action, data={"run": run.pk})
        except RunActive as error:
            messages.warning(request, reason_in_words(error), buttons=self.report_buttons(error.run))
        else:
            words = _("Run %(run)s of %(source)s waits for the worker.") % {"run": run.pk, "source": self.object}
            messages.success(request, words, buttons=self.report_buttons(run))
            return self.after(run)
        return HttpResponseRedirect(self.next_url)

    def after(self, run: SyncRun) -> HttpResponse:
        """Where one goes when the run waits for its worker."""
        return HttpResponseRedirect(self.next_url)

    def report_buttons(self, run: SyncRun) -> list[Any]:
        url = report_url(run, self.request.user)
        return [messages.button(url, _("Follow the run"))] if url else []


class ScrapeButtonsMixin:
    """For the views of a source that offer *Scrape now*, *Plan first* and a replay in their header."""

    scrape_url_name: str | None = None

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)  # type: ignore[misc]
        if self.user_has_permission("change"):  # type: ignore[attr-defined]
            url = reverse(self.scrape_url_name, args=[self.object.pk])  # type: ignore[attr-defined]
            buttons.append(HeaderButton(SCRAPE_LABEL, url=url, icon_name=SCRAPE_ICON, priority=100))
            plan = reverse(f"{RUNS}:plan", args=[self.object.pk])  # type: ignore[attr-defined]
            buttons.append(HeaderButton(PLAN_LABEL, url=plan, icon_name=PLAN_ICON, priority=110))
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)  # type: ignore[misc]
        if self.user_has_permission("change"):  # type: ignore[attr-defined]
            url = reverse(f"{RUNS}:replay", args=[self.object.pk])  # type: ignore[attr-defined]
            buttons.append(Button(REPLAY_LABEL, url=url, icon_name=REPLAY_ICON, priority=15))
        return buttons


def scrape_row_button(source: Source, url: str) -> RowButton:
    described = _("Scrape %(source)s now") % {"source": source}
    return RowButton(str(SCRAPE_LABEL), url, icon_name=SCRAPE_ICON, attrs={"aria-label": described}, priority=5)


def plan_row_button(source: Source) -> RowButton:
    described = _("Plan a run of %(source)s first") % {"source": source}
    url = reverse(f"{RUNS}:plan", args=[source.pk])
    return RowButton(str(PLAN_LABEL), url, icon_name=PLAN_ICON, attrs={"aria-label": described}, priority=6)


def register_scrape_action(actions: LogActionRegistry) -> None:
    @actions.register_action(SCRAPE_ACTION)
    class ScrapeFormatter(LogFormatter):
        label = SCRAPE_LABEL

        def format_message(self, log_entry: Any) -> str:
            return _("Asked for run %(run)s") % {"run": log_entry.data.get("run", "?")}
