"""What the report tells of one article beyond its outcome: what the change means, what waits for an answer, which
images have no copy, what was dropped, what an undo made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from articles.admin.incoming.parts import as_text, label_of
from articles.admin.phrases import reason_in_words
from articles.models import Proposal, SyncRunArticle
from articles.sync.merging.parts import path_of

SHOWN = 1200
"""Characters of a side or of a dropped text: enough to judge by, and no article's whole body."""
UNDO_LABELS = {
    "undone": gettext_lazy("taken back"),
    "spared": gettext_lazy("spared by the undo"),
    "failed": gettext_lazy("could not be taken back"),
}


class ReasonColumn(Column):
    """The reason, and under it what there is to tell; long things stay folded."""

    cell_template_name = "articles/admin/reason_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["value"] = reason_in_words(instance.reason)
        details = instance.details
        undo = details.get("undo")
        proposals = parent_context["table"].open_proposals.get(instance.document_id, [])
        context["notices"] = details.get("notices", [])
        context["images"] = details.get("images", [])
        context["proposals"] = [
            sides_of(proposal, may_read=proposal.page_id in parent_context["table"].editable_pages)
            for proposal in proposals
        ]
        context["dropped"] = [
            {"what": each["what"], "text": Truncator(each["text"]).chars(SHOWN)} for each in details.get("removed", [])
        ]
        context["undo"] = (
            {"label": UNDO_LABELS.get(undo["outcome"], ""), "reason": reason_in_words(undo["reason"])} if undo else None
        )
        return context


def open_proposals(articles: Iterable[SyncRunArticle]) -> dict[int, list[Proposal]]:
    """By the document of the articles, each with the `page_id` of its page: asked once for all that are shown."""
    documents = [article.document_id for article in articles if article.document_id]
    found: defaultdict[int, list[Proposal]] = defaultdict(list)
    waiting = Proposal.objects.filter(document__in=documents, status=Proposal.Status.OPEN)
    for proposal in waiting.annotate(page_id=F("document__page")):
        found[proposal.document_id].append(proposal)
    return dict(found)


def sides_of(proposal: Proposal, *, may_read: bool) -> dict[str, Any]:
    """The part in words, and what each side says of it to who may edit the page: a draft is not everybody's."""
    path = path_of(proposal.part)
    if not may_read:
        return {"part": label_of(path), "sides": []}
    sides = {_("Both had"): proposal.base, _("The page says"): proposal.ours, _("The source says"): proposal.theirs}
    return {"part": label_of(path), "sides": [(label, shown(value)) for label, value in sides.items()]}


def shown(value: Any) -> str:
    """A side for reading; escaped where it is shown."""
    return _("(not there)") if value is None else Truncator(as_text(value) or _("(empty)")).chars(SHOWN)
