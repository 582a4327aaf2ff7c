"""A webhook's secret, shown once, and a test of its receiver."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.log_actions import LogActionRegistry, log

from articles.admin.links import WEBHOOKS
from articles.alerts.webhooks import give_new_secret, send, test_body
from articles.models import Webhook
from articles.secrets import SealBroken, open_sealed

SHOWN_NEXT = "hub_webhook_secret"
"""In the session: the webhook whose secret may be shown once. The secret itself never stands there."""
SECRET_ACTION, TEST_ACTION = "articles.webhook_secret", "articles.webhook_test"
SECRET_ICON, TEST_ICON = "key", "mail"
SECRET_LABEL, TEST_LABEL = gettext_lazy("Secret"), gettext_lazy("Send a test")


def show_secret_next(request: HttpRequest, webhook: Webhook) -> None:
    request.session[SHOWN_NEXT] = webhook.pk


class WebhookActView(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, TemplateView):
    """What both have in common: for who may change the webhook, beside its form."""

    model = Webhook
    permission_required = "change"

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        hooks = {"url": reverse(f"{WEBHOOKS}:index"), "label": capfirst(Webhook._meta.verbose_name_plural)}
        form = {"url": self.edit_url, "label": str(self.object)}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, hooks, form, here]

    @property
    def edit_url(self) -> str:
        return reverse(f"{WEBHOOKS}:edit", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"webhook": self.object, "edit_url": self.edit_url}


@method_decorator(never_cache, name="dispatch")
class SecretView(WebhookActView):
    """A GET shows the secret where it was made just now, and never again; a POST makes a new one."""

    page_title = SECRET_LABEL
    header_icon = SECRET_ICON
    template_name = "articles/admin/alerting/secret.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "secret": self.secret()}

    def secret(self) -> str:
        if self.request.session.get(SHOWN_NEXT) != self.object.pk:
            return ""
        del self.request.session[SHOWN_NEXT]
        try:
            return open_sealed(self.object.secret)
        except SealBroken:
            return ""

    def post(self, request: HttpRequest, *_arguments: Any, **_options: Any) -> HttpResponse:
        with transaction.atomic():
            give_new_secret(self.object)
            self.object.save(update_fields=["secret"])
            log(self.object, SECRET_ACTION)
        show_secret_next(request, self.object)
        return HttpResponseRedirect(request.path)


class TestView(WebhookActView):
    """A GET says what is sent; a POST sends it, and says what came back."""

    page_title = TEST_LABEL
    header_icon = TEST_ICON
    template_name = "articles/admin/alerting/test.html"

    def post(self, request: HttpRequest, *_arguments: Any, **_options: Any) -> HttpResponse:
        log(self.object, TEST_ACTION)
        wrong = send(self.object, test_body(), uuid4())
        if wrong:
            messages.error(request, _("It was not taken: %(why)s") % {"why": wrong})
        else:
            messages.success(request, _("It was taken: %(answer)s") % {"answer": self.object.last_answer})
        return HttpResponseRedirect(self.edit_url)


def register_webhook_actions(actions: LogActionRegistry) -> None:
    actions.register_action(SECRET_ACTION, gettext_lazy("New secret"), gettext_lazy("Made a new secret"))
    actions.register_action(TEST_ACTION, TEST_LABEL, gettext_lazy("Sent a test"))
