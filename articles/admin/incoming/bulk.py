"""Many rows of the inbox at once: take theirs, keep ours, give them to somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.log_actions import log

from articles.admin.incoming.answered import ASSIGN, log_answers
from articles.admin.incoming.by_hand import wrong_in_words
from articles.admin.incoming.listing import IncomingIndexView
from articles.admin.incoming.parts import label_of
from articles.admin.incoming.policy import policy
from articles.admin.phrases import reason_in_words
from articles.models import Proposal, SourceDocument
from articles.sync.merging.parts import PartNotFound, path_of
from articles.sync.resolve import Answer, Choice, NotWaiting, PageNotFree, answer

MOST = 2000
"""Rows that one action takes on."""
ALL = "all"
"""In the address, in place of keys: everything that the list shows."""
CONFIRMED = "confirmed"
"""The form's field with the keys that were asked about: one field, for Django bounds the number of fields."""


def _keys(given: Iterable[str]) -> list[str]:
    return [each for each in given if each.isdecimal()]


class ProposalBulkAction(BulkAction):
    """Only what waits, and only of pages that the person may edit."""

    models = [Proposal]
    template_name = "articles/admin/incoming/bulk.html"
    question: Any = ""
    confirm: Any = ""

    @cached_property
    def listed(self) -> QuerySet[Proposal]:
        """What the list shows, whose filters and search come along with the address."""
        view = IncomingIndexView(model=Proposal)
        view.setup(self.request)
        narrowed: QuerySet[Proposal] = view.search_queryset(view.filter_queryset(self.allowed()))
        return narrowed

    def get_all_objects_in_listing_query(self, _parent_id: Any) -> QuerySet[Any]:
        return self.listed.order_by("created_at", "pk").values_list("pk", flat=True)[:MOST]

    def asked_for(self) -> list[Any]:
        """The keys of the rows that were selected; once it was asked, of those alone that the question named."""
        if self.request.method == "POST":
            return _keys(self.request.POST.get(CONFIRMED, "").split(","))
        selected = self.request.GET.getlist("id")
        return list(self.get_all_objects_in_listing_query(None)) if ALL in selected else _keys(selected)

    def left_over(self) -> int:
        """How many rows of the list one action cannot take on."""
        if self.request.method == "POST" or ALL not in self.request.GET.getlist("id"):
            return 0
        return max(0, self.listed.count() - MOST)

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Any) -> QuerySet[Proposal]:
        waiting = Proposal.objects.filter(pk__in=list(object_ids), status=Proposal.Status.OPEN)
        return waiting.select_related("document__page", "document__source")

    def allowed(self) -> QuerySet[Proposal]:
        mine = policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        return mine.filter(status=Proposal.Status.OPEN)

    def get_actionable_objects(self) -> tuple[list[Proposal], dict[str, list[Proposal]]]:
        permitted = set(self.allowed().values_list("pk", flat=True))
        mine: list[Proposal] = []
        others: list[Proposal] = []
        for each in self.get_queryset(self.model, self.asked_for()):
            (mine if each.pk in permitted else others).append(each)
        return mine, {"items_with_no_access": others}

    def object_context(self, obj: Proposal) -> dict[str, Any]:
        return {"item": obj, "label": label_of(path_of(obj.part)), "title": str(obj.document.page)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "question": self.question,
            "confirm": self.confirm,
            "title": self.display_name,
            "confirmed": ",".join(str(each["item"].pk) for each in context["items"]),
            "left_over": self.left_over(),
            "most": MOST,
            "submit_url": f"{self.request.path}?{urlencode({'next': self.next_url})}",
        }

    def get_execution_context(self) -> dict[str, Any]:
        return {"action": self}

    @classmethod
    def execute_action(cls, objects: list[Proposal], action: Any = None, **_options: Any) -> tuple[int, int]:
        return action.carry_out(objects), 0

    def carry_out(self, proposals: list[Proposal]) -> int:
        raise NotImplementedError


class AnswerBulkAction(ProposalBulkAction):
    choice: Choice

    def carry_out(self, proposals: list[Proposal]) -> int:
        """Article by article, one revision each; what cannot be done of one leaves the others alone."""
        by_document: defaultdict[Any, list[Proposal]] = defaultdict(list)
        for each in proposals:
            by_document[each.document].append(each)
        done = 0
        for document, waiting in by_document.items():
            answers = [Answer(proposal=each.pk, choice=self.choice) for each in waiting]
            try:
                with transaction.atomic():
                    revision = answer(document.pk, answers, self.request.user)
                    log_answers(document, answers, self.request.user, revision)
            except (NotWaiting, PageNotFree, PartNotFound) as error:
                self._left_alone(document, reason_in_words(error))
            except ValidationError as error:
                self._left_alone(document, " ".join(wrong_in_words(error)).removesuffix("."))
            else:
                done += len(answers)
        return done

    def _left_alone(self, document: SourceDocument, reason: str) -> None:
        said = {"article": document.page, "reason": reason}
        messages.warning(self.request, _("%(article)s was left alone: %(reason)s.") % said)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects:
            return None
        text = ngettext("%(number)s part was answered.", "%(number)s parts were answered.", num_parent_objects)
        return text % {"number": num_parent_objects}


class TakeTheirs(AnswerBulkAction):
    choice: Choice = "take"
    display_name = gettext_lazy("Take theirs")
    action_type = "take"
    aria_label = gettext_lazy("Take the source's for the selected parts")
    action_priority = 10
    question = gettext_lazy("The source's words go into these pages in place of what your editors wrote there.")
    confirm = gettext_lazy("Yes, take the source's")


class KeepOurs(AnswerBulkAction):
    choice: Choice = "keep"
    display_name = gettext_lazy("Keep ours")
    action_type = "keep"
    aria_label = gettext_lazy("Keep the pages' own for the selected parts")
    action_priority = 20
    question = gettext_lazy("The pages stay as they are, until the source changes these parts again.")
    confirm = gettext_lazy("Yes, keep ours")


class AssigneeForm(forms.Form):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        users = policy.users_with_any_permission(["change"]).order_by(get_user_model().USERNAME_FIELD)
        self.fields["assignee"] = forms.ModelChoiceField(users, required=False, empty_label=_("Nobody"))


class Assign(ProposalBulkAction):
    display_name = gettext_lazy("Assign")
    action_type = "assign"
    aria_label = gettext_lazy("Assign the selected parts to somebody")
    action_priority = 30
    form_class = AssigneeForm
    question = gettext_lazy("Who looks at these parts?")
    confirm = gettext_lazy("Assign")

    def carry_out(self, proposals: list[Proposal]) -> int:
        assignee = self.cleaned_form.cleaned_data["assignee"]
        if assignee is not None:
            proposals = self._open_to(assignee, proposals)
        done = Proposal.objects.filter(pk__in=[each.pk for each in proposals]).update(assignee=assignee)
        for page in {each.document.page for each in proposals}:
            data = {"assignee": assignee.get_username() if assignee else ""}
            log(page, ASSIGN, user=self.request.user, data=data)
        return done

    def _open_to(self, assignee: Any, proposals: list[Proposal]) -> list[Proposal]:
        """Those that the assignee may answer: the others would stand in nobody's inbox."""
        theirs = policy.instances_user_has_any_permission_for(assignee, ["change"])
        answerable = set(theirs.filter(pk__in=[each.pk for each in proposals]).values_list("pk", flat=True))
        if left := len(proposals) - len(answerable):
            text = ngettext(
                "%(number)s part was left alone: %(name)s may not edit its page.",
                "%(number)s parts were left alone: %(name)s may not edit their pages.",
                left,
            )
            messages.warning(self.request, text % {"number": left, "name": assignee.get_username()})
        return [each for each in proposals if each.pk in answerable]

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects:
            return None
        text = ngettext("%(number)s part was assigned.", "%(number)s parts were assigned.", num_parent_objects)
        return text % {"number": num_parent_objects}


BULK_ACTIONS = (TakeTheirs, KeepOurs, Assign)
