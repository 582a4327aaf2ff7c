"""The "Hub" menu: where articles come from, what happened at each run, and the jobs that run beside."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from articles.admin.alerting.webhooks import WebhookViewSet
from articles.admin.incoming.viewset import IncomingViewSet
from articles.admin.jobs.viewset import JobViewSet
from articles.admin.overview.calendar import CalendarViewSet
from articles.admin.runs import RunViewSet
from articles.admin.sources import SourceViewSet


class HubViewSetGroup(ModelViewSetGroup):
    menu_label = _("Hub")
    menu_icon = "globe"
    menu_order = 150
    items = (IncomingViewSet, SourceViewSet, RunViewSet, CalendarViewSet, JobViewSet, WebhookViewSet)
