"""A merge is taken back, after a look at what comes back."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from articles.admin.library.base import MergingView, address
from articles.admin.library.words import reason_in_words
from articles.library.merge import CannotMerge, TakenBack, request_take_back, take_back
from articles.library.refusals import refuse_if_not_possible
from articles.library.touched import AT_ONCE
from articles.models import LibraryMerge
from articles.tasks import enqueue_merge


class TakeBackView(MergingView, TemplateView):
    """A GET asks, a POST takes back."""

    page_title = gettext_lazy("Take a merge back")
    header_icon = "undo"
    template_name = "articles/admin/library/take_back.html"

    @cached_property
    def made(self) -> LibraryMerge:
        of_kind = LibraryMerge.objects.filter(
            content_type__app_label="articles", content_type__model=self.model._meta.model_name
        )
        found = of_kind.select_related("content_type", "made_by").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_page_subtitle(self) -> str:
        return str(self.made)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**options)
        try:
            refuse_if_not_possible(self.kind, self.made)
        except CannotMerge as error:
            context["reason"] = reason_in_words(error)
        return {**context, "made": self.made, "back_url": self.back_url}

    @property
    def back_url(self) -> str:
        if self.kind.entries().filter(pk=self.made.kept_id).exists():
            return address(self.model, "overview", self.made.kept_id)
        return reverse(self.index_url_name)

    def post(self, request: HttpRequest, *_arguments: Any, **_options: Any) -> HttpResponse:
        user = cast(AbstractBaseUser, request.user)
        is_large = self.made.articles > AT_ONCE
        try:
            if is_large:
                enqueue_merge(request_take_back(self.made.pk, user))
            else:
                taken = take_back(self.made.pk, user)
        except CannotMerge as error:
            messages.error(request, _("Nothing was taken back: %(reason)s") % {"reason": reason_in_words(error)})
            return HttpResponseRedirect(self.back_url)
        if is_large:
            words = _("“%(gone)s” was named by many articles: a background worker takes its merge back.")
            messages.success(request, words % {"gone": self.made.old_name})
            return HttpResponseRedirect(self.back_url)
        self.tell(taken)
        return HttpResponseRedirect(address(self.model, "overview", taken.entry.pk))

    def tell(self, taken: TakenBack) -> None:
        said = ngettext(
            "“%(entry)s” is there again, and %(number)s article names it.",
            "“%(entry)s” is there again, and %(number)s articles name it.",
            taken.articles,
        ) % {"entry": taken.entry, "number": taken.articles}
        messages.success(self.request, said)
        if taken.spared:
            words = ngettext(
                "%(number)s article was changed since the merge and was left as it is.",
                "%(number)s articles were changed since the merge and were left as they are.",
                taken.spared,
            )
            messages.warning(self.request, words % {"number": taken.spared})
