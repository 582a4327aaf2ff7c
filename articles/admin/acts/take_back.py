"""A run is taken back, after a look at what that touches, article by article."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, Table

from articles.admin.acts.logged import UNDO
from articles.admin.acts.view import RunActView
from articles.admin.links import web_link
from articles.admin.phrases import reason_in_words
from articles.admin.run_columns import NARROW_TABLE
from articles.models import SyncRun
from articles.sync.claim import RunActive, active_run
from articles.sync.undo import NotUndoable, UndoneArticle, plan_undo, request_undo, undoable
from articles.sync.undoing.write import SPARED
from articles.tasks import enqueue_undo

SHOWN = 25
"""Articles on a page: each is looked at as the undo itself would look at it, with its page, locks and later runs."""
UNDO_LABEL = gettext_lazy("Take back")


class TakeBackView(RunActView):
    page_title = gettext_lazy("Take the run back")
    header_icon = "resubmit"
    template_name = "articles/admin/acts/take_back.html"
    action = UNDO
    yes_label = gettext_lazy("Yes, take the run back")
    no_label = gettext_lazy("No, leave it")

    @cached_property
    def written(self) -> list[int]:
        """What the run wrote; NotUndoable when it cannot be taken back."""
        return undoable(self.object)

    def refusal(self) -> str:
        try:
            assert self.written  # noqa: S101 - else it had been refused
        except NotUndoable as error:
            return str(error)
        active = active_run(self.object.source)
        return str(RunActive(active)) if active else ""

    def question(self) -> str:
        return _(
            "A background worker takes back what the run wrote: pages say again what they said before, what the run "
            "made is deleted, what it withdrew comes back. What an editor did since stays. The source has not changed "
            "by that: the next run writes the same again, unless the source is paused or its profile put right first."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if context["refusal"]:
            return context
        shown = Paginator(self.written, SHOWN).get_page(self.request.GET.get("p"))
        planned = plan_undo(self.object, list(shown)).articles
        return context | {
            "shown": shown,
            "pages": shown.paginator.get_elided_page_range(shown.number),
            "number": len(self.written),
            "spared": sum(each.outcome == SPARED for each in planned),
            "table": self.table(planned, shown),
        }

    def table(self, planned: list[UndoneArticle], shown: Page[int]) -> Table:
        columns = [
            Column("url", label=_("Address"), accessor=lambda each: web_link(each.url)),
            Column("outcome", label=_("What becomes of it"), accessor=_tag),
            Column(
                "reason", label=_("Why"), accessor=lambda each: reason_in_words(each.reason), classname="hub-reason"
            ),
        ]
        return Table(columns, planned, classname=NARROW_TABLE, caption=_("Articles that the run wrote"))

    def act(self) -> str:
        self.holder = holder = request_undo(self.object, self.request.user)
        enqueue_undo(self.object, holder)
        return _("Run %(holder)s waits for a worker, and takes run %(run)s back.") % {
            "holder": holder.pk,
            "run": self.object.pk,
        }

    @property
    def to_follow(self) -> SyncRun:
        return self.holder


def _tag(each: UndoneArticle) -> str:
    is_spared = each.outcome == SPARED
    words = _("spared") if is_spared else _("taken back")
    return format_html('<span class="hub-tag hub-tag--{}">{}</span>', "warning" if is_spared else "good", words)
