"""The form of a webhook."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList

from articles.admin.links import is_web_address
from articles.alerts.webhooks import give_new_secret
from articles.models import Event


class WebhookForm(WagtailAdminModelForm):
    events = forms.MultipleChoiceField(
        choices=Event.choices, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Events")
    )

    class Media:
        css = {"all": ["articles/admin/hub.css"]}

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        if not is_web_address(address):
            raise ValidationError(_("It must begin with http:// or https://."))
        if urlsplit(address).username is not None:
            raise ValidationError(_("A name or password in the address is not used: the signature tells who sends."))
        return address

    def save(self, commit: bool = True) -> Any:
        if not self.instance.secret:
            give_new_secret(self.instance)
        return super().save(commit)


webhook_edit_handler = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("address"), FieldPanel("events")], heading=gettext_lazy("Who is told what")
        ),
        MultiFieldPanel([FieldPanel("active"), FieldPanel("allow_private")], heading=gettext_lazy("Whether and where")),
    ],
    base_form_class=WebhookForm,
)
