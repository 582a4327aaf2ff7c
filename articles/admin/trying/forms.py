"""What is tried: an address or a pasted page, and the profile it is read with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from articles.admin.source_form import CODE, ProfileField
from articles.sync.one_page import LARGEST_PAGE
from scraper import address_of
from scraper.addresses import AddressError, normalise
from scraper.profile import ProfileError, SourceProfile

LONGEST_ADDRESS = 1000
LARGEST_PROFILE = 20_000
"""Characters. A profile of a page of text is a large one already."""

FETCH, SEARCH, READ = "fetch", "search", "read"
"""What a press of a button asks for: the page at the address, the first article of the hub there, the page below."""

DESCRIBED = {"aria-describedby": "id_profile-helptext try-errors-profile"}
"""Where the profile's help stands, and what is wrong with it, which comes and goes while it is typed."""


class TryForm(forms.Form):
    address = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text=gettext_lazy(
            "Of an article, or of a hub: its listing page, or any page whose folder holds the articles."
        ),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url", "spellcheck": "false"}),
    )
    hub = forms.CharField(required=False, max_length=LONGEST_ADDRESS, widget=forms.HiddenInput)
    profile = ProfileField(
        label=gettext_lazy("Profile"),
        required=False,
        help_text=gettext_lazy("What overrides the parser's rules, as JSON. The page is read again as you type."),
        widget=AdminAutoHeightTextInput(attrs={**CODE, **DESCRIBED, "rows": 6, "maxlength": LARGEST_PROFILE}),
    )
    page = forms.CharField(
        label=gettext_lazy("The page"),
        required=False,
        strip=False,
        help_text=gettext_lazy(
            "HTML, or a capture in Markdown. A fetched page stands here, too, so that nobody is asked for it again."
        ),
        # Not one that grows: a page has thousands of lines.
        widget=forms.Textarea(attrs={**CODE, "rows": 8}),
    )

    def __init__(self, *arguments: Any, asked: str = READ, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.asked = asked

    def clean_address(self) -> str:
        return self._web_address("address")

    def clean_hub(self) -> str:
        return self._web_address("hub")

    def _web_address(self, name: str) -> str:
        typed = self.cleaned_data[name].strip()
        try:
            return normalise(typed) if typed else ""
        except AddressError as error:
            raise ValidationError(_("This is no web address: it begins with http:// or https://.")) from error

    def clean_profile(self) -> SourceProfile:
        typed = self.cleaned_data["profile"]
        if len(self.data.get("profile", "")) > LARGEST_PROFILE:
            raise ValidationError(_("This is too long: at most %(most)d characters.") % {"most": LARGEST_PROFILE})
        try:
            return SourceProfile.from_dict(typed)
        except ProfileError as error:
            raise ValidationError(str(error)) from error

    def clean_page(self) -> str:
        # A form's lines end in two characters, and a page's text counts them.
        page: str = self.cleaned_data["page"].replace("\r\n", "\n")
        if len(page.encode(errors="replace")) > LARGEST_PAGE:
            raise ValidationError(_("This is too large: at most %(most)d MB.") % {"most": LARGEST_PAGE // 10**6})
        return page

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if "address" not in found or "page" not in found:
            return found
        if self.asked in (FETCH, SEARCH) and not found["address"]:
            self.add_error("address", _("Give the address that is to be fetched."))
        if self.asked == READ and not found["page"].strip():
            self.add_error("page", _("Paste a page, or fetch one by its address."))
        elif self.asked == READ and not (found["address"] or address_of(found["page"])):
            self.add_error("address", _("The page does not say its own address: give it here."))
        return found

    @property
    def url(self) -> str:
        """The address of the page that is read."""
        return str(self.cleaned_data["address"] or address_of(self.cleaned_data["page"]) or "")
