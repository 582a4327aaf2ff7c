"""Answers that were given: in Wagtail's log, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter, log

from articles.admin.incoming.parts import label_of
from articles.admin.links import INCOMING
from articles.models import Proposal, SourceDocument
from articles.sync.merging.parts import path_of
from articles.sync.reopen import ANSWERED
from articles.sync.resolve import Answer

ANSWER, REOPEN, ASSIGN = "articles.answer", "articles.reopen", "articles.assign"
"""By these names the audit log knows that somebody answered what waited, took answers back, gave parts to somebody."""
LATELY = 10


def register_answer_actions(actions: LogActionRegistry) -> None:
    @actions.register_action(ANSWER)
    class AnswerFormatter(LogFormatter):
        label = gettext_lazy("Answer what the source changed")

        def format_message(self, entry: Any) -> str:
            given = entry.data.get("answers", [])
            said = "; ".join(f"{each['part']}: {each['choice']}" for each in given)
            return _("Answered what the source changed: %(answers)s") % {"answers": said}

    @actions.register_action(ASSIGN)
    class AssignFormatter(LogFormatter):
        label = gettext_lazy("Assign what waits")

        def format_message(self, entry: Any) -> str:
            name = entry.data.get("assignee") or _("nobody")
            return _("Gave what waits of the article to %(name)s") % {"name": name}

    actions.register_action(
        REOPEN, gettext_lazy("Take answers back"), gettext_lazy("Took answers back: the parts wait again")
    )


def log_answers(document: SourceDocument, answers: Sequence[Answer], user: Any, revision: Any) -> None:
    parts = dict(Proposal.objects.filter(pk__in=[each.proposal for each in answers]).values_list("pk", "part"))
    said = [{"part": label_of(path_of(parts[each.proposal])), "choice": each.choice} for each in answers]
    log(document.page, ANSWER, user=user, revision=revision, data={"answers": said})


def undo_url(document: int, answered: Sequence[int]) -> str:
    return f"{reverse(f'{INCOMING}:undo', args=[document])}?{urlencode([('answer', pk) for pk in answered])}"


def answered_lately(document: SourceDocument) -> list[dict[str, Any]]:
    """The last answers, the last one first, with the address that takes each back."""
    given = document.proposals.filter(status__in=ANSWERED).select_related("resolved_by").order_by("-resolved_at", "-pk")
    return [
        {"proposal": each, "label": label_of(path_of(each.part)), "undo_url": undo_url(document.pk, [each.pk])}
        for each in given[:LATELY]
    ]
