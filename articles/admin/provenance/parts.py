"""One part of a page is locked, unlocked, or follows its source again: asked by the edit page, answered as JSON.

Without the page's script the same button submits the form to here, and the answer leads back to the edit page.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.log_actions import log

from articles.admin.incoming.parts import label_of
from articles.admin.links import INCOMING, PROVENANCE
from articles.admin.phrases import reason_in_words
from articles.admin.provenance.log import ACTIONS
from articles.admin.provenance.marks import Group, groups_of
from articles.admin.provenance.page_access import EditorsDocument
from articles.models import SourceDocument
from articles.sync.follow import LockedAbove, NotOffered, follow, lock, look, unlock
from articles.sync.merging.parts import PartNotFound, Path, path_of
from articles.sync.resolve import PageNotFree

JSON = "application/json"


class PartsView(EditorsDocument, View):
    """A GET tells how the parts stand; a POST of `part` and `act` does something with one."""

    http_method_names = ["get", "post"]

    def get(self, _request: HttpRequest, **_options: Any) -> HttpResponse:
        return JsonResponse(self._parts())

    def post(self, request: HttpRequest, **_options: Any) -> HttpResponse:
        asked = _asked(request)
        if asked is None:
            return HttpResponseBadRequest("part and act are missing")
        path, act = asked
        label = self._label(path)
        try:
            revision = self._do(path, act, label)
        except (PageNotFree, PartNotFound, NotOffered, LockedAbove) as error:
            return self._answer(_refusal(error, label), done=False)
        return self._answer(_done(act, label), done=True, writes=revision is not None)

    def _do(self, path: Path, act: str, label: str) -> Any:
        user: Any = self.request.user
        revision = None
        with transaction.atomic():
            if act == "follow":
                revision = follow(self.document.pk, path, user)
            elif act == "lock":
                lock(self.document.pk, path, user)
            else:
                unlock(self.document.pk, path)
            log(self.document.page, ACTIONS[act], user=user, revision=revision, data={"part": label})
        return revision

    def _label(self, path: Path) -> str:
        parts = look(self.document.pk)
        return label_of(path, *([parts.sides.page, parts.sides.source] if parts else []))

    def _answer(self, message: str, *, done: bool, writes: bool = False) -> HttpResponse:
        by_script = JSON in self.request.headers.get("accept", "")
        if writes or not by_script:
            # The edit page is loaded anew, and shows it.
            show = messages.success if done else messages.error
            history = reverse("wagtailadmin_pages:history", args=[self.document.page_id])
            show(self.request, message, buttons=[messages.button(history, _("History"))] if writes else None)
        if by_script:
            said = {"message": message, "reload": writes}
            return JsonResponse(said if writes else said | self._parts(), status=200 if done else 409)
        edit = reverse("wagtailadmin_pages:edit", args=[self.document.page_id])
        return HttpResponseRedirect(f"{edit}#tab-source")

    def _parts(self) -> dict[str, Any]:
        groups = groups_for(self.document)
        return {
            "marks": [mark.as_json() for group in groups for mark in marks_in(group)],
            "table": render_to_string("articles/admin/provenance/parts.html", context_of(self.document, groups)),
        }


def groups_for(document: SourceDocument) -> list[Group]:
    parts = look(document.pk)
    return groups_of(parts) if parts else []


def marks_in(group: Group) -> list[Any]:
    return [*([group.whole] if group.whole else []), *group.marks]


def context_of(document: SourceDocument, groups: list[Group]) -> dict[str, Any]:
    return {
        "groups": groups,
        "act_url": reverse(f"{PROVENANCE}:parts", args=[document.pk]),
        "inbox_url": reverse(f"{INCOMING}:article", args=[document.pk]),
    }


def _asked(request: HttpRequest) -> tuple[Path, str] | None:
    """The part and the act; None where either is nothing that can be asked."""
    # A button that submits the whole form of the edit page says both in its one value.
    act, _colon, part = request.POST.get("hub_part", "").partition(":")
    try:
        names = json.loads(part)
    except ValueError:
        return None
    if act not in ACTIONS or not isinstance(names, list) or not names or not all(isinstance(n, str) for n in names):
        return None
    return path_of(part), act


def _done(act: str, label: str) -> str:
    texts = {
        "lock": _("“%(part)s” is locked: what the source changes in it stays out of the page."),
        "unlock": _("“%(part)s” is unlocked."),
        "follow": _("“%(part)s” follows the source again."),
    }
    return texts[act] % {"part": label}


def _refusal(error: Exception, label: str) -> str:
    if isinstance(error, LockedAbove):
        above = label_of(path_of(error.part))
        return _("“%(part)s” is locked with “%(above)s”: unlock that first.") % {"part": label, "above": above}
    if isinstance(error, PageNotFree):
        return _("Nothing was changed: %(reason)s.") % {"reason": reason_in_words(error)}
    return _("Nothing was changed: the page or its source changed since. Look again.")
