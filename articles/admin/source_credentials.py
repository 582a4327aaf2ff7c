"""The fields by which a source's credentials are set, changed and removed. What is set is never shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.credentials import said_of_credentials
from articles.sync.credentials import keep_credentials, origin_of, refer_to_variable
from scraper.credentials import CredentialsError

if TYPE_CHECKING:
    from wagtail.admin.forms import WagtailAdminModelForm as Form
else:
    Form = forms.Form

AS_IT_IS, NONE, BASIC, BEARER, HEADER, VARIABLE = "", "none", "basic", "bearer", "header", "env"
NAMED = (BASIC, HEADER, VARIABLE)
SECRET = (BASIC, BEARER, HEADER)


class CredentialsFields(Form):
    credential_kind = forms.ChoiceField(required=False, label=gettext_lazy("Credentials"))
    credential_name = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("Of the user, the header, or the variable (HUB_…)."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    credential_secret = forms.CharField(
        required=False,
        max_length=4000,
        strip=False,
        label=gettext_lazy("Secret"),
        help_text=gettext_lazy("The password, the token, or the header's value."),
        # A password of the editor's own must not be filled in here by the browser.
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["credential_kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type's sake
        field.choices = [
            (AS_IT_IS, _("As it is (%(now)s)") % {"now": said_of_credentials(self.instance)}),
            (BASIC, _("A name and a password")),
            (BEARER, _("A token")),
            (HEADER, _("A header")),
            (VARIABLE, _("From an environment variable")),
            (NONE, _("None")),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        kind = cleaned.get("credential_kind", AS_IT_IS)
        name, secret = cleaned.get("credential_name", "").strip(), cleaned.get("credential_secret", "")
        if kind in NAMED and not name:
            self.add_error("credential_name", _("Without a name nobody can be told who asks."))
        if kind in SECRET and not secret:
            self.add_error("credential_secret", _("Type it once more: what is set is never shown."))
        return cleaned

    def _post_clean(self) -> None:
        """After the instance has its new address, for which credentials are kept."""
        super()._post_clean()
        if self.errors:
            return
        try:
            self._set(self.cleaned_data["credential_kind"])
        except CredentialsError as error:
            self.add_error("credential_kind", ValidationError(_("These cannot be used: %(why)s.") % {"why": error}))

    def _set(self, kind: str) -> None:
        name, secret = self.cleaned_data["credential_name"].strip(), self.cleaned_data["credential_secret"]
        source = self.instance
        match kind:
            case "basic" | "bearer" | "header":
                keep_credentials(source, kind, secret, name=name)
            case "env":
                refer_to_variable(source, name)
            case "none":
                source.credentials = {}
            case _ if source.credentials and source.credentials["host"] != origin_of(source):
                words = _("They were given for %(host)s. Give them again for the new address, or choose None.")
                self.add_error("credential_kind", words % {"host": source.credentials["host"]})
