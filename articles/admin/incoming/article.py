"""What waits of one article: part by part, both sides beside each other, an answer to each; one save, one revision."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Min, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from articles.admin.incoming.answered import answered_lately, log_answers, undo_url
from articles.admin.incoming.by_hand import wrong_in_words
from articles.admin.incoming.forms import AnswersForm
from articles.admin.incoming.policy import policy
from articles.admin.incoming.rows import rows_of
from articles.admin.links import INCOMING, report_url, web_link
from articles.admin.phrases import reason_in_words
from articles.models import Proposal, SourceDocument
from articles.sync.merging.parts import PartNotFound
from articles.sync.resolve import NotWaiting, PageChanged, PageNotFree, Standing, answer, stand, write_answers

TROUBLE = (NotWaiting, PageNotFree, PartNotFound)


class ArticleView(WagtailAdminTemplateMixin, TemplateView):
    """The rows of one source document. Only for whoever may edit its page."""

    page_title = gettext_lazy("Incoming")
    header_icon = "mail"
    template_name = "articles/admin/incoming/article.html"

    def dispatch(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponseBase:
        if not policy.user_has_permission(request.user, "view"):
            raise PermissionDenied
        self.document = get_object_or_404(
            SourceDocument.objects.select_related("page", "source"), pk=options["pk"], page__isnull=False
        )
        assert self.document.page is not None  # noqa: S101 - asked for above
        self.page = self.document.page
        self.user: Any = request.user
        if not self.page.permissions_for_user(self.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *arguments, **options)

    @cached_property
    def standing(self) -> Standing:
        standing = stand(self.document.pk, writes=False)
        assert standing is not None  # noqa: S101 - its page is there
        return standing

    @cached_property
    def proposals(self) -> list[Proposal]:
        waiting = self.document.proposals.filter(status=Proposal.Status.OPEN).select_related("run", "assignee")
        return list(waiting.order_by("part"))

    def form(self, data: Any = None) -> AnswersForm:
        rows = rows_of(self.proposals, self.standing)
        return AnswersForm(rows, data, initial={"seen": self.standing.seen})

    def get_page_subtitle(self) -> str:
        return str(self.page.draft_title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        inbox = {"url": reverse(f"{INCOMING}:index"), "label": self.get_page_title()}
        return [*self.breadcrumbs_items, inbox, {"url": "", "label": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.form()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        last_run = next((each.run for each in self.proposals if each.run), None)
        notices = dict.fromkeys(line for each in self.proposals for line in each.notice.splitlines() if line)
        return context | {
            "form": form,
            "media": form.media,
            "document": self.document,
            "article_page": self.page,
            "notices": list(notices),
            "rows": [
                {
                    "row": row,
                    "choice": form[f"choice-{row.proposal.pk}"],
                    "value": form[f"value-{row.proposal.pk}"] if row.field else None,
                }
                for row in form.rows
            ],
            "address": web_link(self.document.url),
            "run": last_run,
            "run_url": report_url(last_run, self.request.user) if last_run else None,
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.document.page_id]),
            "preview_url": reverse(f"{INCOMING}:preview", args=[self.document.pk]),
            "answered": answered_lately(self.document),
            "next_url": self.next_url(),
        }

    def post(self, request: HttpRequest, *_arguments: Any, **_options: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            messages.error(request, _("Nothing was saved: see what is wrong below."))
            return self.render_to_response(self.get_context_data(form=form))
        answers = form.answers()
        if not answers:
            messages.warning(request, _("Choose an answer for at least one part."))
            return self.render_to_response(self.get_context_data(form=form))
        try:
            with transaction.atomic():
                revision = answer(self.document.pk, answers, self.user, seen=form.cleaned_data["seen"])
                log_answers(self.document, answers, self.user, revision)
        except PageChanged:
            return self._anew(
                _("The page was changed while you looked at it: what it says now is below. Nothing was saved yet.")
            )
        except ValidationError as error:
            form.add_error(None, wrong_in_words(error))
            messages.error(request, _("Nothing was saved: see what is wrong below."))
            return self.render_to_response(self.get_context_data(form=form))
        except TROUBLE as error:
            return self._anew(_("Nothing was saved: %(reason)s. Look again.") % {"reason": reason_in_words(error)})
        answered = [each.proposal for each in answers]
        text = ngettext("%(number)s answer was saved.", "%(number)s answers were saved.", len(answered))
        undo = messages.button(undo_url(self.document.pk, answered), _("Undo"))
        messages.success(request, text % {"number": len(answered)}, buttons=[undo])
        return HttpResponseRedirect(self._after())

    def _anew(self, why: str) -> HttpResponse:
        """The same choices beside the page as it is now."""
        messages.warning(self.request, why)
        for name in ("standing", "proposals"):
            self.__dict__.pop(name, None)
        self.document.refresh_from_db()
        data = self.request.POST.copy()
        data["seen"] = self.standing.seen
        return self.render_to_response(self.get_context_data(form=self.form(data)))

    def _after(self) -> str:
        is_done = not self.document.proposals.filter(status=Proposal.Status.OPEN).exists()
        onward = self.next_url() if is_done or "next" in self.request.POST else None
        return onward or reverse(
            f"{INCOMING}:{'index' if is_done else 'article'}", args=[] if is_done else [self.document.pk]
        )

    def next_url(self) -> str | None:
        """The article that waits after this one, each by its oldest part; after the last comes the first."""
        mine = policy.instances_user_has_any_permission_for(self.request.user, ["view"])
        others = mine.filter(status=Proposal.Status.OPEN).exclude(document=self.document.pk)
        in_order = others.order_by().values("document").annotate(since=Min("created_at")).order_by("since", "document")
        found = None
        if self.proposals:
            here = min(each.created_at for each in self.proposals)
            found = in_order.filter(Q(since__gt=here) | Q(since=here, document__gt=self.document.pk)).first()
        found = found or in_order.first()
        return reverse(f"{INCOMING}:article", args=[found["document"]]) if found else None


class PreviewView(ArticleView):
    """The page as the chosen answers would make it. Saves nothing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_arguments: Any, **_options: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return TemplateResponse(request, "articles/admin/incoming/no_preview.html", {"form": form}, status=400)
        try:
            page = write_answers(self.standing, form.answers())
        except TROUBLE as error:
            return TemplateResponse(
                request,
                "articles/admin/incoming/no_preview.html",
                {"form": form, "reason": reason_in_words(error)},
                status=409,
            )
        preview: HttpResponse = page.make_preview_request(request, page.default_preview_mode)
        return preview
