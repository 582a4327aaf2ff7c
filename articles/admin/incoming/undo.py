"""Answers are taken back, after a look at which."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.log_actions import log

from articles.admin.incoming.answered import REOPEN
from articles.admin.incoming.article import ArticleView
from articles.admin.incoming.parts import label_of
from articles.admin.links import INCOMING
from articles.admin.phrases import reason_in_words
from articles.models import Proposal
from articles.sync.merging.parts import path_of
from articles.sync.reopen import ANSWERED, reopen
from articles.sync.resolve import PageNotFree


class UndoView(ArticleView):
    """A GET asks, a POST takes back: the answers that the address names."""

    page_title = gettext_lazy("Take answers back")
    header_icon = "rotate"
    template_name = "articles/admin/incoming/undo.html"

    @cached_property
    def answered(self) -> list[Proposal]:
        wanted = [each for each in self.request.GET.getlist("answer") if each.isdecimal()]
        found = self.document.proposals.filter(pk__in=wanted, status__in=ANSWERED)
        return list(found.select_related("resolved_by").order_by("-resolved_at", "-pk"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super(ArticleView, self).get_context_data(**kwargs),
            "answered": [{"proposal": each, "label": label_of(path_of(each.part))} for each in self.answered],
            "back_url": reverse(f"{INCOMING}:article", args=[self.document.pk]),
            "article_page": self.page,
        }

    def post(self, request: HttpRequest, *_arguments: Any, **_options: Any) -> HttpResponse:
        back = HttpResponseRedirect(reverse(f"{INCOMING}:article", args=[self.document.pk]))
        asked = [each.pk for each in self.answered]
        try:
            with transaction.atomic():
                stay, revision = reopen(self.document.pk, asked, self.user)
                if len(stay) < len(asked):
                    log(self.page, REOPEN, user=self.user, revision=revision)
        except PageNotFree as error:
            messages.error(request, _("Nothing was taken back: %(reason)s.") % {"reason": reason_in_words(error)})
            return back
        taken = len(asked) - len(stay)
        if taken:
            text = ngettext("%(number)s answer was taken back.", "%(number)s answers were taken back.", taken)
            messages.success(request, text % {"number": taken})
        if stay:
            why = ngettext(
                "%(number)s answer stays: its part says something else by now, or waits again.",
                "%(number)s answers stay: their parts say something else by now, or wait again.",
                len(stay),
            )
            messages.warning(request, why % {"number": len(stay)})
        return back
