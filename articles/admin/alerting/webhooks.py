"""Webhooks in the admin: who is told, of what, and what the receiver answered last."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from articles.admin.alerting.webhook_acts import (
    SECRET_ICON,
    SECRET_LABEL,
    TEST_ICON,
    TEST_LABEL,
    SecretView,
    TestView,
    show_secret_next,
)
from articles.admin.alerting.webhook_form import webhook_edit_handler
from articles.admin.links import WEBHOOKS
from articles.admin.run_columns import NARROW_TABLE
from articles.models import Webhook


class WebhookIndexView(generic.IndexView):
    table_classname = NARROW_TABLE


class WebhookCreateView(generic.CreateView):
    def save_instance(self) -> Any:
        webhook = super().save_instance()
        show_secret_next(self.request, webhook)
        return webhook

    def get_success_url(self) -> str:
        return reverse(f"{WEBHOOKS}:secret", args=[self.object.pk])


class WebhookEditView(generic.EditView):
    @cached_property
    def header_more_buttons(self) -> list[Any]:
        acts = ((TEST_LABEL, "test", TEST_ICON), (SECRET_LABEL, "secret", SECRET_ICON))
        buttons = [
            HeaderButton(label, url=reverse(f"{WEBHOOKS}:{name}", args=[self.object.pk]), icon_name=icon)
            for label, name, icon in acts
        ]
        return [*super().header_more_buttons, *buttons]


def host_of(webhook: Webhook) -> str:
    """Of the address the host alone: the rest may be what lets somebody in."""
    return urlsplit(webhook.address).netloc


def last_answer_of(webhook: Webhook) -> str:
    if webhook.last_answer_at is None:
        return _("Nothing was sent yet")
    return webhook.last_answer if webhook.is_well else _("Failed: %(why)s") % {"why": webhook.last_answer}


class WebhookViewSet(ModelViewSet):
    model = Webhook
    url_namespace = WEBHOOKS
    url_prefix = "hub/webhooks"
    icon = "link-external"
    index_view_class = WebhookIndexView
    add_view_class = WebhookCreateView
    edit_view_class = WebhookEditView
    edit_handler = webhook_edit_handler
    copy_view_enabled = False
    add_to_reference_index = False
    list_filter = ["active"]
    search_fields = ["name"]

    @cached_property
    def list_display(self) -> list[Any]:
        return [
            "name",
            Column("host", label=gettext_lazy("Address"), accessor=host_of),
            BooleanColumn("active", label=gettext_lazy("Active"), sort_key="active"),
            Column("last_answer", label=gettext_lazy("Last answer"), accessor=last_answer_of),
            DateColumn("last_answer_at", label=gettext_lazy("When"), sort_key="last_answer_at"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return {**common, "usage_url_name": None}

    def get_urlpatterns(self) -> list[URLPattern]:
        usual = [pattern for pattern in super().get_urlpatterns() if pattern.name != "usage"]
        return [
            *usual,
            path("secret/<int:pk>/", self.construct_view(SecretView), name="secret"),
            path("test/<int:pk>/", self.construct_view(TestView), name="test"),
        ]
