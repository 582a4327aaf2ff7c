"""A page goes because its article went, and comes back with it. Never deleted, and only undone where it was done.

Source of truth: the ladder's step for the run; what was live at the withdrawal is kept on the document.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import PageLogEntry, Revision

from articles.models import ArticlePage, SourceDocument
from articles.sync.moves import redirect
from articles.sync.publishing import PUBLISHED, publish

UNPUBLISHED = "wagtail.unpublish"
STAYS_OFF = "an editor took the page off the site since: that stays"
FORMER_GONE = "its former version is gone: publish it by hand"
KEPT_FIELDS = (
    "url", "slug", "aliases", "record", "fingerprint", "parser_version", "written_hash", "written_revision",
    "missing", "missing_count", "withdrawn_revision",
)  # fmt: skip
"""Of a document, what a run may change and an undo puts back."""


def withdraw(document: SourceDocument, page: ArticlePage, user: AbstractBaseUser, *, unpublish: bool) -> None:
    """Take the page off the site, or only note that its article is gone. The caller saves the document."""
    document.withdrawn_at = timezone.now()
    document.withdrawn_revision = None
    if unpublish and page.live:
        document.withdrawn_revision = page.live_revision_id
        # The import user is in no group: the withdrawal that an administrator chose is its permission.
        UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)


def lead_on(page: ArticlePage, target: ArticlePage) -> None:
    """Readers of a page whose article was joined with another one find that one."""
    parts = page.get_url_parts()
    if parts is not None:
        redirect(parts[2], target)


def restore(document: SourceDocument, page: ArticlePage, user: AbstractBaseUser) -> str:
    """Put a withdrawn page back where its withdrawal took it from; a remark where it stays off the site for now.

    An editor who published the page since, or took it off, is right. The caller saves the document.
    """
    kept = document.withdrawn_revision
    document.withdrawn_at, document.withdrawn_revision = None, None
    if kept is None or page.live:
        return ""
    deciding = PageLogEntry.objects.filter(page=page.pk, action__in=(PUBLISHED, UNPUBLISHED))
    last = deciding.order_by("timestamp", "pk").last()
    if last is not None and last.user_id != user.pk:
        return STAYS_OFF
    revision = Revision.objects.filter(pk=kept).first()
    if revision is None:  # Wagtail purges what is neither live nor the latest
        return FORMER_GONE
    publish(revision, user)
    return ""


def way_back(document: SourceDocument, page: ArticlePage) -> dict[str, Any]:
    """What an undo needs: the document and the page as they are before the run writes."""
    return {
        "document": {name: getattr(document, name) for name in KEPT_FIELDS}
        | {"withdrawn_at": document.withdrawn_at.isoformat() if document.withdrawn_at else None},
        "revision": page.latest_revision_id,
        "live": page.live,
        "live_revision": page.live_revision_id,
    }
