"""Writes pages that come from an export: what is shown, what is drafted beside it, and who may see it.

Whatever a page says is said by a revision, as everywhere; what an editor has locked or handed in is left alone.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, Group
from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from articles.models import ArticleIndexPage, ArticlePage
from articles.sync.convert import PageValues
from articles.sync.filling import fill
from articles.sync.publishing import publish


class PageNotFree(Exception):
    """The page cannot be written now. Raised by `write_page`; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a page says on one side."""

    own: Mapping[str, Any]
    """Plain fields of the page."""
    values: PageValues | None = None
    """Of an article: everything else."""


@dataclass(frozen=True, kw_only=True)
class WantedPage:
    shown: Said
    draft: Said | None
    live: bool
    locked: bool
    moments: Mapping[str, Any]
    """When it was published first and last."""
    private: tuple[str, Sequence[str]] | None
    """The kind of its restriction, and the names of the groups that it lets in."""


def make_page(parent: Page, page: ArticlePage | ArticleIndexPage) -> None:
    """A page that others can lead to, a draft without a revision until it is written."""
    page.live = False
    page.has_unpublished_changes = True
    parent.add_child(instance=page)


@transaction.atomic
def write_page(page: ArticlePage | ArticleIndexPage, wanted: WantedPage, user: AbstractBaseUser) -> None:
    """Make the page what is wanted."""
    row = Page.objects.select_for_update().get(pk=page.pk)
    if row.latest_revision_id is not None and row.locked:
        raise PageNotFree("the page is locked here")
    if row.latest_revision_id is not None and page.workflow_in_progress:
        raise PageNotFree("the page is in a workflow here")
    _restrict(row, wanted.private)
    _say(page, wanted.shown, wanted, user, is_shown=True)
    if wanted.draft is not None:
        _say(type(page).objects.get(pk=page.pk), wanted.draft, wanted, user, is_shown=False)
    type(page).objects.filter(pk=page.pk).update(locked=wanted.locked, **wanted.moments)


def _say(page: Any, said: Said, wanted: WantedPage, user: AbstractBaseUser, *, is_shown: bool) -> None:
    draft = page.get_latest_revision_as_object()
    for name, value in {**said.own, "first_published_at": wanted.moments["first_published_at"]}.items():
        setattr(draft, name, value)
    if said.values is not None:
        fill(draft, said.values)
    revision = draft.save_revision(user=user, log_action=True)
    if not is_shown:
        return
    if wanted.live and isinstance(page, ArticlePage):
        publish(revision, user)
    elif wanted.live:
        revision.publish(user=user, skip_permission_checks=True)
    elif page.live:
        page.unpublish(user=user)


def _restrict(page: Page, private: tuple[str, Sequence[str]] | None) -> None:
    """Before anything is published: what was private is at no moment public."""
    found = PageViewRestriction.objects.filter(page=page).first()
    if private is None:
        if found is not None:
            found.delete()
        return
    kind, groups = private
    if found is None or found.restriction_type != kind:
        if found is not None:
            found.delete()
        # A password is not carried: nobody knows this one until an editor sets another.
        password = secrets.token_urlsafe(24) if kind == PageViewRestriction.PASSWORD else ""
        found = PageViewRestriction.objects.create(page=page, restriction_type=kind, password=password)
    found.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])
