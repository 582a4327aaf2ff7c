"""The page on which a page is tried. It fetches and reads; nothing is imported by it.

The page that was fetched goes to the browser and comes back with every change of the profile: so nobody asks the hub
twice, no process has to hold what another one might be asked for, and what is read is what stands before the reader.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from articles.admin.links import SOURCES
from articles.admin.phrases import reason_in_words
from articles.admin.trying.adopting import form_url, keep, proposal
from articles.admin.trying.forms import FETCH, READ, SEARCH, TryForm
from articles.admin.trying.result import Result
from articles.admin.trying.verdicts import verdicts
from articles.models import Source
from articles.sync.in_time import TooSlow, refuse_if_slow
from articles.sync.one_page import LARGEST_PAGE, PageNotFetched, fetch_first_article, fetch_page
from articles.sync.saved_pages import UnreadablePage, explained
from scraper.profile import SELECTABLE

TRY_LABEL, TRY_ICON = gettext_lazy("Try it"), "glasses"


class TryView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A GET shows the form, filled with what the address says, and fetches nothing. A POST reads a page."""

    model = Source
    page_title = TRY_LABEL
    header_icon = TRY_ICON
    template_name = "articles/admin/trying/try.html"
    asked = ""
    """What is done with what was sent, where it is no matter of the button."""
    trouble = ""
    """Why there is no page, or nothing to read in it."""
    result: Result | None = None

    @property
    def any_permission_required(self) -> list[str]:
        return ["change"] if "pk" in self.kwargs else ["add", "change"]

    @cached_property
    def source(self) -> Source | None:
        return get_object_or_404(Source, pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def url(self, name: str) -> str:
        return reverse(f"{SOURCES}:{name}", args=[self.source.pk] if self.source else [])

    def get_page_subtitle(self) -> str:
        return str(self.source or "")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        sources = {"url": reverse(f"{SOURCES}:index"), "label": capfirst(Source._meta.verbose_name_plural)}
        items = [*self.breadcrumbs_items, sources]
        if self.source:
            items.append({"url": reverse(f"{SOURCES}:inspect", args=[self.source.pk]), "label": str(self.source)})
        return [*items, {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}]

    def first_form(self) -> TryForm:
        address = self.request.GET.get("address", "")
        if self.source is None:
            return TryForm(initial={"address": address, "profile": {}})
        latest = self.source.documents.order_by("-last_seen_at", "-pk").values_list("url", flat=True).first()
        known = address or latest or self.source.address
        return TryForm(initial={"address": known, "profile": self.source.profile})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.first_form()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "form": form,
            "media": context.get("media", form.media) + form.media,
            "source": self.source,
            "result": self.result,
            "verdicts": self.verdicts(form),
            "trouble": self.trouble,
            "may_adopt": self.user_has_permission("change" if self.source else "add"),
            "largest_page": LARGEST_PAGE,
            "parts": ", ".join(SELECTABLE),
            "results_url": self.url("try_source_results" if self.source else "try_results"),
            "adopt_url": self.url("try_source_adopt" if self.source else "try_adopt"),
        }

    def post(self, request: HttpRequest, *_arguments: Any, **_options: Any) -> HttpResponse:
        asked = self.asked or request.POST.get("do", READ)
        form = TryForm(request.POST, asked=asked if asked in (FETCH, SEARCH) else READ)
        if not form.is_valid():
            return self.show(form)
        try:
            if form.asked != READ:
                form = self.fetched(form)
        except PageNotFetched as error:
            self.trouble = _("The page could not be fetched: %(reason)s.") % {"reason": reason_in_words(error)}
            return self.show(form)
        return self.answer(form)

    def fetched(self, form: TryForm) -> TryForm:
        """The form with the page that its address leads to."""
        said = form.cleaned_data
        if form.asked == SEARCH:
            page = fetch_first_article(said["address"], said["profile"], self.source)
            hub = said["address"]
        else:
            page, hub = fetch_page(said["address"], self.source), said["hub"]
        data = self.request.POST.copy()
        data["address"], data["page"], data["hub"] = page.url, page.text, hub
        brought = TryForm(data)
        if not brought.is_valid():
            raise PageNotFetched(
                "; ".join(str(line) for lines in brought.errors.values() for line in lines).rstrip(".")
            )
        return brought

    def answer(self, form: TryForm) -> HttpResponse:
        page, profile = form.cleaned_data["page"], form.cleaned_data["profile"]
        try:
            refuse_if_slow(page, form.url, self.hub(form), profile)
            self.result = Result(explained(page, form.url, profile))
        except TooSlow:
            self.trouble = _(
                "Reading takes too long: a regular expression of the profile (include, exclude or role_headings) goes "
                "astray on this page. One that repeats what already repeats, as in (a+)+, does that."
            )
        except UnreadablePage as error:
            self.trouble = _("There is no article to read: %(reason)s.") % {"reason": reason_in_words(error)}
        return self.show(form)

    def show(self, form: TryForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def verdicts(self, form: TryForm) -> list[Any]:
        if self.result is None:
            return []
        return verdicts(self.result.article, self.hub(form), form.cleaned_data["profile"])

    def hub(self, form: TryForm) -> str:
        return str(self.source.address if self.source else form.cleaned_data["hub"])

    @property
    def header_buttons(self) -> list[Any]:
        if self.source is None or not self.user_has_permission("change"):
            return []
        url = reverse(f"{SOURCES}:edit", args=[self.source.pk])
        return [HeaderButton(_("Edit the source"), url=url, icon_name="edit")]


class TryResultsView(TryView):
    """The result alone, for the page that is being looked at. Fetches nothing."""

    http_method_names = ["post"]
    asked = READ

    def show(self, form: TryForm) -> HttpResponse:
        return TemplateResponse(self.request, "articles/admin/trying/results.html", self.get_context_data(form=form))


class AdoptView(TryView):
    """Takes address and profile along to the form of a source, where a person looks at them and saves."""

    http_method_names = ["post"]
    asked = READ

    @property
    def any_permission_required(self) -> list[str]:
        return ["change"] if "pk" in self.kwargs else ["add"]

    def answer(self, form: TryForm) -> HttpResponse:
        said = form.cleaned_data
        keep(self.request, said["profile"], self.source)
        if self.source is not None:
            return HttpResponseRedirect(form_url(self.url("edit"), {}))
        proposed = proposal(form.url, said["hub"], said["page"])
        return HttpResponseRedirect(form_url(reverse(f"{SOURCES}:add"), proposed))
