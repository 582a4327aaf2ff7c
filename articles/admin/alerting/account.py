"""The section of a person's account settings: which alerts, how often, of which sources."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from articles.admin.links import may_see_sources, may_view_runs
from articles.alerts.receivers import DAILY_HOUR, mail_is_set_up, settings_of
from articles.models import AlertSettings, Event


class AlertSettingsForm(forms.ModelForm):
    class Meta:
        model = AlertSettings
        fields = [*(event.value for event in Event), "sources"]
        widgets = {
            **{event.value: forms.RadioSelect for event in Event},
            "sources": forms.CheckboxSelectMultiple,
        }


class AlertSettingsPanel(BaseSettingsPanel):
    name = "hub_alerts"
    title = gettext_lazy("Alerts of the hub, by e-mail")
    tab = notifications_tab
    order = 200
    form_class = AlertSettingsForm
    template_name = "articles/admin/alerting/account.html"

    def is_active(self) -> bool:
        return may_view_runs(self.user)

    def get_form(self) -> AlertSettingsForm:
        data = self.request.POST if self.request.method == "POST" else None
        form = AlertSettingsForm(data, instance=settings_of(self.user), prefix=self.name)
        if not may_see_sources(self.user):
            del form.fields["sources"]
        return form

    @cached_property
    def remark(self) -> str:
        """What keeps alerts from coming; empty where nothing does."""
        if not mail_is_set_up():
            return _("This installation has no mail server set up (EMAIL_URL): nothing is mailed.")
        return "" if self.user.email else _("Your account has no e-mail address: nothing can be mailed to you.")

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "remark": self.remark, "hour": DAILY_HOUR}


def alert_settings_panel(request: HttpRequest, user: Any, profile: Any) -> AlertSettingsPanel:
    return AlertSettingsPanel(request, user, profile)
