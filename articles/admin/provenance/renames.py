"""An editor renames a role, or another child of an article: its locks and what waits of it go along at once.

The page's autosave writes one revision again and again, so what the page said before is looked at before each save.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from articles.models import ArticlePage, Proposal, SourceDocument
from articles.sync.content import content_of_revision
from articles.sync.identity import new_names
from articles.sync.merging.parts import Content
from articles.sync.proposals import follow_names

KEPT = "_hub_content_before"


def remember_names(request: HttpRequest, page: Any) -> None:
    """Before a save. Costs nothing but a query where the article has neither locks nor anything that waits."""
    if request.method == "POST" and isinstance(page, ArticlePage) and _document(page) is not None:
        setattr(request, KEPT, content_of_revision(page.serializable_data()))


@transaction.atomic
def follow_renames(request: HttpRequest, page: Any) -> None:
    """After it."""
    before: Content | None = getattr(request, KEPT, None)
    if before is None:
        return
    revision, document = page.get_latest_revision(), _document(page)
    if revision is not None and document is not None:
        follow_names(document, new_names(before, content_of_revision(revision.content)))


def _document(page: ArticlePage) -> SourceDocument | None:
    kept = Q(locks__isnull=False) | Q(proposals__status=Proposal.Status.OPEN)
    return SourceDocument.objects.filter(kept, page=page.pk).only("pk").first()
