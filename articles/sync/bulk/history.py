"""What Wagtail remembers of a page's life, for many pages at once: revisions and log entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageLogEntry, Revision

from articles.models import ArticlePage
from articles.sync.long_rows import spelled_out

CREATED, EDITED, PUBLISHED = "wagtail.create", "wagtail.edit", "wagtail.publish"


def insert_revisions(pages: Sequence[ArticlePage], user: AbstractBaseUser, now: datetime) -> list[Revision]:
    """A revision of each page as it stands in memory, in their order; the pages' rows point at them already.

    The draft titles of the rows are left to the caller: each is another one.
    """
    article_type, page_type = ContentType.objects.get_for_models(ArticlePage, Page).values()
    revisions = [
        Revision(
            content_type=article_type,
            base_content_type=page_type,
            object_id=str(page.pk),
            user=user,
            created_at=now,
            content=page.serializable_data(),
            object_str=str(page),
        )
        for page in pages
    ]
    with spelled_out(revisions, "object_str"):
        Revision.objects.bulk_create(revisions)
    _rows(pages).update(
        latest_revision=_latest_revision(page_type), latest_revision_created_at=now, has_unpublished_changes=True
    )
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision, page.latest_revision_created_at = revision, now
        page.draft_title, page.has_unpublished_changes = page.title, True
    return revisions


def publish_new(pages: Sequence[ArticlePage], now: datetime) -> None:
    """Make the new pages' only revisions the live ones."""
    page_type = ContentType.objects.get_for_model(Page)
    _rows(pages).update(
        live=True,
        has_unpublished_changes=False,
        first_published_at=now,
        last_published_at=now,
        live_revision=_latest_revision(page_type),
    )
    for page in pages:
        page.live, page.has_unpublished_changes = True, False
        page.first_published_at = page.last_published_at = now
        page.live_revision = page.latest_revision


def log_entries(
    action: str, pages: Sequence[ArticlePage], user: AbstractBaseUser, now: datetime, *, with_revision: bool = True
) -> list[PageLogEntry]:
    """The unsaved entries that Wagtail's `log` would make."""
    article_type: Any = ContentType.objects.get_for_model(ArticlePage)
    return [
        PageLogEntry(
            content_type=article_type,
            page=page,
            label=page.get_admin_display_title(),
            action=action,
            data={},
            timestamp=now,
            user=user,
            uuid=get_active_log_context().uuid,
            revision=page.latest_revision if with_revision else None,
            content_changed=True,
        )
        for page in pages
    ]


def _rows(pages: Sequence[ArticlePage]) -> QuerySet[Page]:
    rows: QuerySet[Page] = Page.objects.filter(pk__in=[page.pk for page in pages])
    return rows


def _latest_revision(page_type: ContentType) -> Subquery:
    """The key of the page's newest revision: one statement for all pages, where each has another."""
    own = Revision.objects.filter(
        base_content_type=page_type, object_id=Cast(OuterRef("pk"), CharField(max_length=255))
    )
    return Subquery(own.order_by("-pk").values("pk")[:1])
