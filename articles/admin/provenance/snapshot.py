"""The stored answer of an article's source, to look at: as a page without scripts, or as its source text.

What a source sent is hostile until proven otherwise. It is shown in a frame of its own origin, in which no script runs,
no form is sent and nothing is fetched; its text is plain text.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from articles.admin.links import PROVENANCE, web_link
from articles.admin.provenance.page_access import EditorsDocument
from articles.sync.stored_answer import NoStoredAnswer, StoredAnswer, stored_answer

POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
"""Styles alone, those that stand in the page itself; and no way out of the frame."""
HTML_TYPES = ("text/html", "application/xhtml+xml")


class SnapshotView(EditorsDocument, WagtailAdminTemplateMixin, TemplateView):
    """What is stored, from when, and the frame; or that nothing is."""

    page_title = gettext_lazy("Stored answer")
    header_icon = "history"
    template_name = "articles/admin/provenance/snapshot.html"

    @cached_property
    def answer(self) -> StoredAnswer | str:
        try:
            return stored_answer(self.document)
        except NoStoredAnswer as error:
            return str(error)

    def get_page_subtitle(self) -> str:
        page: Any = self.document.page
        return str(page.draft_title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = {"url": self._edit_url(), "label": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, edit, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        is_there = isinstance(self.answer, StoredAnswer)
        raw = reverse(f"{PROVENANCE}:stored", args=[self.document.pk])
        as_text = "text" in self.request.GET
        return context | {
            "answer": self.answer if is_there else None,
            "why_not": "" if is_there else self.answer,
            "address": web_link(self.answer.url if isinstance(self.answer, StoredAnswer) else self.document.url),
            "as_text": as_text,
            "frame_url": f"{raw}?text" if as_text else raw,
            "edit_url": self._edit_url(),
        }

    def _edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.document.page_id])


class StoredView(EditorsDocument, View):
    """The stored bytes themselves, harmless."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, **_options: Any) -> HttpResponse:
        try:
            answer = stored_answer(self.document)
        except NoStoredAnswer as error:
            raise Http404(str(error)) from error
        is_html = answer.content_type.partition(";")[0].strip().lower() in HTML_TYPES
        kind = "text/html" if is_html and "text" not in request.GET else "text/plain"
        # Decoded here, so that no charset of the page's own decides what its bytes mean.
        response = HttpResponse(answer.text, content_type=f"{kind}; charset=utf-8")
        response["Content-Security-Policy"] = POLICY
        response["X-Content-Type-Options"] = "nosniff"
        response["Referrer-Policy"] = "no-referrer"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        patch_cache_control(response, private=True, no_store=True)
        return response
