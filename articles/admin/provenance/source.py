"""What the source panel tells of one page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from articles.admin.links import PROVENANCE, SOURCES, report_url, web_link
from articles.admin.provenance.parts import context_of, groups_for, marks_in
from articles.models import Proposal, Source, SourceDocument, SyncRun, SyncRunArticle

WRITING = ("create", "update", "merge", "conflict", "restore")
"""Outcomes after which the page says what a run wrote."""


def about_source(page: Any, request: Any) -> dict[str, Any] | None:
    """None for a page that was made by hand: it has no source."""
    document = SourceDocument.objects.filter(page=page.pk).select_related("source").first()
    if document is None:
        return None
    groups = groups_for(document)
    # An older revision that is looked at to be restored is not what the marks are about.
    is_latest = getattr(request.resolver_match, "url_name", "") == "edit"
    run = _last_run(document)
    return {
        "document": document,
        "source": document.source,
        "source_url": _source_url(document, request.user),
        "address": web_link(document.url),
        "snapshot_url": reverse(f"{PROVENANCE}:snapshot", args=[document.pk]),
        "run": run,
        "run_url": report_url(run, request.user) if run else None,
        "waiting": Proposal.objects.filter(document=document, status=Proposal.Status.OPEN).count(),
        **context_of(document, groups),
        "marks": {
            "url": reverse(f"{PROVENANCE}:parts", args=[document.pk]),
            "marks": [mark.as_json() for group in groups for mark in marks_in(group)] if is_latest else [],
            # What a form says that was sent and not taken need not stand where the page has it.
            "children": request.method == "GET",
            "texts": {
                "unsaved": _("Save your changes first: the page is loaded anew."),
                "failed": _("The server did not answer. Nothing was changed."),
                "follows": _(
                    "This field follows the source: once you change it, "
                    "the source's later changes wait for your answer."
                ),
            },
        },
    }


def _last_run(document: SourceDocument) -> SyncRun | None:
    wrote = SyncRunArticle.objects.filter(document=document, outcome__in=WRITING).select_related("run__source")
    found = wrote.defer("details", "before").order_by("-run", "-pk").first()
    return found.run if found else None


def _source_url(document: SourceDocument, user: Any) -> str | None:
    may_view = policy_registry.get_by_type(Source).user_has_any_permission(user, ["view", "change"])
    return reverse(f"{SOURCES}:inspect", args=[document.source_id]) if may_view else None
