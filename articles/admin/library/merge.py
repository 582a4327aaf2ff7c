"""An entry is merged into another: choose which one stays, look at what that touches, confirm."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.snippets.widgets import AdminSnippetChooser

from articles.admin.library.base import LIST_LENGTH, MergingView, address, editable_pages
from articles.admin.library.doubles import merge_url, others_alike
from articles.admin.library.words import reason_in_words
from articles.library.kinds import Kind
from articles.library.merge import CannotMerge, merge, request_merge
from articles.library.touched import Touched, is_large, touched_by
from articles.models import ArticlePage, LibraryMerge
from articles.tasks import enqueue_merge


class IntoForm(forms.Form):
    """Which entry stays."""

    def __init__(self, *arguments: Any, kind: Kind, gone: int, **options: Any) -> None:
        super().__init__(*arguments, **options)
        viewset: Any = kind.model.snippet_viewset  # type: ignore[attr-defined]  # Wagtail sets it when it registers
        self.fields["into"] = forms.ModelChoiceField(
            kind.entries().exclude(pk=gone),
            label=_("Merge it into"),
            help_text=_("The entry that stays. It keeps its own name, slug and text."),
            widget=AdminSnippetChooser(model=kind.model, icon=viewset.icon),
            error_messages={"invalid_choice": _("Choose another entry than this one.")},
        )


class MergeView(MergingView, BaseObjectMixin, TemplateView):
    """A GET asks and shows, a POST merges, or has a worker merge what many articles name."""

    page_title = gettext_lazy("Merge into another")
    template_name = "articles/admin/library/merge.html"

    def setup(self, request: HttpRequest, *arguments: Any, **options: Any) -> None:
        super().setup(request, *arguments, **options)
        self.entry = self.object

    @cached_property
    def form(self) -> IntoForm:
        given = self.request.POST if self.request.method == "POST" else self.request.GET
        # The chooser looks up whatever stands there, to show it again.
        is_key = given.get("into", "x").isdecimal() or given.get("into") == ""
        return IntoForm(given if is_key else None, kind=self.kind, gone=self.entry.pk)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**options)
        context |= {"form": self.form, "media": self.form.media, "entry": self.entry, "is_set": self.kind.is_set}
        context["back_url"] = address(self.model, "overview", self.entry.pk)
        if not self.form.is_valid():
            context["alike"] = others_alike(self.kind, self.entry)
        else:
            stays = self.form.cleaned_data["into"]
            context["stays"] = stays
            context["other_way_url"] = merge_url(self.kind, stays.pk, self.entry.pk)
            context |= self.preview(touched_by(self.kind, self.entry.pk, stays.pk))
        return context

    def preview(self, touched: Touched) -> dict[str, Any]:
        shown = sorted(touched.articles)[:LIST_LENGTH]
        pages = ArticlePage.objects.filter(pk__in=shown).only("draft_title", "live").order_by("draft_title")
        editable = editable_pages(self.request.user, shown)
        return {
            "touched": touched,
            "articles": [
                {
                    "title": page.draft_title,
                    "url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if page.pk in editable else "",
                    "live": page.live and page.pk in touched.rows,
                    "draft": page.pk in touched.drafts,
                    "both": page.pk in touched.both,
                }
                for page in pages
            ],
            "more": len(touched.articles) - len(shown),
        }

    def post(self, request: HttpRequest, *_arguments: Any, **_options: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        stays = self.form.cleaned_data["into"]
        user = cast(AbstractBaseUser, request.user)
        waits = is_large(self.kind, self.entry.pk, stays.pk)
        try:
            if waits:
                made = request_merge(self.kind, self.entry.pk, stays.pk, user)
                enqueue_merge(made)
            else:
                made = merge(self.kind, self.entry.pk, stays.pk, user)
        except CannotMerge as error:
            words = _("Nothing was merged: %(reason)s") % {"reason": reason_in_words(error)}
            messages.error(request, words)
            return HttpResponseRedirect(reverse(self.index_url_name))
        if waits:
            words = _("“%(gone)s” is named by many articles: a background worker merges it into “%(stays)s”.")
            messages.success(request, words % {"gone": made.old_name, "stays": made.kept_name})
        else:
            self.tell(made)
        return HttpResponseRedirect(address(self.model, "overview", stays.pk))

    def tell(self, made: LibraryMerge) -> None:
        said = ngettext(
            "“%(gone)s” is now “%(stays)s”, in %(number)s article.",
            "“%(gone)s” is now “%(stays)s”, in %(number)s articles.",
            made.articles,
        ) % {"gone": made.old_name, "stays": made.kept_name, "number": made.articles}
        back = messages.button(address(self.model, "take_back", made.pk), _("Take back"))
        messages.success(self.request, said, buttons=[back])
