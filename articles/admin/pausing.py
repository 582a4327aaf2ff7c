"""A source is paused, so that its schedule starts no run, and resumed. Each asks first and is logged."""

from __future__ import annotations

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
from wagtail.log_actions import LogActionRegistry, log

from articles.admin.links import SOURCES
from articles.models import Source

PAUSE_ACTION, RESUME_ACTION = "articles.pause", "articles.resume"
"""By these names the audit log knows that somebody paused a source, and let it go on."""
PAUSE_LABEL, RESUME_LABEL = gettext_lazy("Pause"), gettext_lazy("Resume")
PAUSE_ICON, RESUME_ICON = "circle-xmark", "rotate"


class PauseView(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, TemplateView):
    """A GET asks and changes nothing. A POST pauses; where the source is paused already, it says so alone."""

    model = Source
    permission_required = "change"
    page_title = PAUSE_LABEL
    template_name = "articles/admin/pause_confirm.html"
    pauses = True
    action = PAUSE_ACTION

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        sources = {"url": reverse(f"{SOURCES}:index"), "label": capfirst(Source._meta.verbose_name_plural)}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, sources, here]

    @cached_property
    def next_url(self) -> str:
        usual = reverse(f"{SOURCES}:inspect", args=[self.object.pk])
        return str(get_valid_next_url_from_request(self.request) or usual)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"source": self.object}

    def post(self, request: HttpRequest, *_arguments: Any, **_options: Any) -> HttpResponse:
        with transaction.atomic():
            # Only what is otherwise: of two who press at once one did it, and one entry stands in the log.
            other = Source.objects.filter(pk=self.object.pk, paused=not self.pauses)
            if other.update(paused=self.pauses):
                log(self.object, self.action)
        words = _("%(source)s is paused.") if self.pauses else _("%(source)s goes on by its schedule.")
        messages.success(request, words % {"source": self.object})
        return HttpResponseRedirect(self.next_url)


class ResumeView(PauseView):
    page_title = RESUME_LABEL
    pauses = False
    action = RESUME_ACTION


def register_pause_actions(actions: LogActionRegistry) -> None:
    actions.register_action(PAUSE_ACTION, PAUSE_LABEL, gettext_lazy("Paused the source"))
    actions.register_action(RESUME_ACTION, RESUME_LABEL, gettext_lazy("Let the source go on"))
