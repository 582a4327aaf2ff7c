"""The form of a source: its panels, and a profile that is edited as readable JSON."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets import AdminAutoHeightTextInput, SlugInput

from articles.admin.schedule_panel import SchedulePanel
from articles.admin.source_credentials import CredentialsFields
from articles.models.taxonomy import NamePanel

ASCII_SLUG = {"data-w-slug-allow-unicode-value": "false"}
"""Makes the proposal from a name such as "Løken" one that the field takes: commands name sources by their slug."""

CODE = {"class": "hub-code", "spellcheck": "false", "autocapitalize": "off"}
"""What makes a field one for code: no browser mends what is typed there."""


class IndentedJSON(json.JSONEncoder):
    """JSON as a person would write it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "indent": 2})


class ProfileField(forms.JSONField):
    """A JSON object. Nothing typed is an empty profile, and what is no JSON is told with its place."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "encoder": IndentedJSON})

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return {}
        try:
            profile = super().to_python(value)
        except ValidationError as error:
            raise ValidationError(_place_of_error(str(value)), code="invalid") from error
        if not isinstance(profile, dict):
            # Said here, for the model's own check passes over whatever counts as blank: [], null, "".
            raise ValidationError(_("A profile is a JSON object, in braces: {…}."), code="invalid")
        return profile


def _place_of_error(text: str) -> str:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return _("This is no JSON: %(error)s, in line %(line)d, column %(column)d.") % {
            "error": error.msg,
            "line": error.lineno,
            "column": error.colno,
        }
    return _("This is no JSON.")


class SourceForm(CredentialsFields, WagtailAdminModelForm):
    profile = ProfileField(
        required=False,
        initial=dict,
        label=gettext_lazy("Profile"),
        help_text=gettext_lazy(
            'What this source overrides of the parser\'s rules, as JSON; an example: {"noise": [".promo"]}.'
        ),
        widget=AdminAutoHeightTextInput(attrs={**CODE, "rows": 4}),
    )

    class Media:
        css = {"all": ["articles/admin/hub.css"]}


source_edit_handler = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("address"),
                NamePanel("name", classname="", placeholder=False),
                FieldPanel("slug", widget=SlugInput(attrs=ASCII_SLUG)),
                FieldPanel("target"),
            ],
            heading=gettext_lazy("Address and target"),
        ),
        MultiFieldPanel(
            [FieldPanel("policy", heading=gettext_lazy("Policy")), FieldPanel("drift_tolerance")],
            heading=gettext_lazy("What happens to changes"),
            help_text=gettext_lazy(
                "The drift brake stops a run whose articles lost what they had before, as when the hub was rebuilt and "
                "its bylines are no longer found. Nothing is written until somebody releases the run."
            ),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("schedule", heading=gettext_lazy("Cron expression")),
                        FieldPanel("time_zone", help_text=gettext_lazy('An example: "Europe/Oslo".')),
                    ]
                ),
                SchedulePanel(),
                FieldRowPanel([FieldPanel("spread"), FieldPanel("back_off_after")]),
                FieldPanel("blackout"),
                FieldPanel("paused"),
            ],
            heading=gettext_lazy("Schedule"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("request_delay"), FieldPanel("most_articles")]),
                FieldPanel("crawl_processes"),
                FieldPanel("allow_private"),
            ],
            heading=gettext_lazy("Limits and politeness"),
            help_text=gettext_lazy("A hub's robots.txt is obeyed, whatever stands here."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("withdraw_after"), FieldPanel("withdraw_share")]),
                FieldPanel("withdraw_action", heading=gettext_lazy("What becomes of its page")),
            ],
            heading=gettext_lazy("Withdrawal"),
            help_text=gettext_lazy(
                "An article goes when the hub lists it no more or its address is gone. Its page is never deleted, and "
                "comes back with the article."
            ),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("store_images"), FieldPanel("largest_image")])],
            heading=gettext_lazy("Images"),
            help_text=gettext_lazy("An image that is too large stays out of the library."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("credential_kind"),
                FieldRowPanel([*map(FieldPanel, ("credential_name", "credential_secret"))]),
            ],
            heading=gettext_lazy("Credentials"),
            help_text=gettext_lazy(
                "For a hub that asks who comes. They go to its own host alone, are kept encrypted, and are never shown."
            ),
        ),
        MultiFieldPanel([FieldPanel("profile")], heading=gettext_lazy("Profile")),
        MultiFieldPanel(
            [FieldPanel("permission_note"), FieldPanel("canonical_to_source")], heading=gettext_lazy("Permission")
        ),
    ],
    base_form_class=SourceForm,
)
