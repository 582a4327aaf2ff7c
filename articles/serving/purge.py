"""When the cached pages stop being true: any change that a reader can see makes all of them stale at once.

A hub's pages name each other (lists, facets, related articles, salaries of a role), so that nobody could tell which of
them a change leaves as they were. What is stale is never looked at again: its key has another generation in it.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.core.cache import caches
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

GENERATION = "gleaner-generation"
SEEN_BY_READERS = (
    "articles.AreaOfStudy", "articles.Author", "articles.LinkCheck", "articles.Program", "articles.Role",
    "articles.Source", "articles.Topic", "wagtailcore.PageViewRestriction", "wagtailcore.Site", "wagtailimages.Image",
    "wagtailredirects.Redirect",
)  # fmt: skip

SHOWN_OF_A_PAGE = frozenset({"expired", "live", "slug", "title", "url_path"})
"""Fields without which a partial save of a page is one of its draft."""


def generation() -> str:
    """What the keys of today's answers begin with."""
    kept = caches["generation"]
    found: str | None = kept.get(GENERATION)
    if found is None:
        found = secrets.token_hex(8)
        # Another process may have been faster: then its word counts.
        kept.add(GENERATION, found, timeout=None)
        found = str(kept.get(GENERATION, found))
    return found


def generation_of(request: HttpRequest) -> str:
    """That of the time at which the request came in: what is read for it may be older than a purge that comes after."""
    if not hasattr(request, "generation"):
        request.generation = generation()  # type: ignore[attr-defined]
    return str(request.generation)  # type: ignore[attr-defined]


def purge(**_said: Any) -> None:
    """Make all cached answers stale as soon as what changed can be seen by others."""
    waiting = transaction.get_connection().run_on_commit
    if not any(each[1] is begin_anew for each in waiting):  # a batch of pages asks once for each
        transaction.on_commit(begin_anew)


def begin_anew() -> None:
    """Make them stale now, whatever else is written."""
    caches["generation"].set(GENERATION, secrets.token_hex(8), timeout=None)


def connect() -> None:
    """Purge whenever something that readers see is saved or deleted in the usual way.

    What writes in bulk sends no signals, and calls `purge` itself.
    """
    from wagtail.signals import page_published, page_unpublished, post_page_move

    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(purge, dispatch_uid="articles.serving.purge")
    for sender in SEEN_BY_READERS:
        for signal in (post_save, post_delete):
            signal.connect(purge, sender=sender, dispatch_uid=f"articles.serving.purge:{sender}")

    post_delete.connect(purge_for_row, dispatch_uid="articles.serving.purge:pages")
    post_save.connect(purge_for_row, dispatch_uid="articles.serving.purge:pages")


def purge_for_row(sender: type[Model], update_fields: Any = None, **_said: Any) -> None:
    """Purge for a page or a setting that was saved or deleted; nothing for a page's draft, or for any other row."""
    from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting
    from wagtail.models import Page

    is_draft = update_fields is not None and not SHOWN_OF_A_PAGE & set(update_fields)
    if issubclass(sender, (BaseSiteSetting, BaseGenericSetting)) or (issubclass(sender, Page) and not is_draft):
        purge()
