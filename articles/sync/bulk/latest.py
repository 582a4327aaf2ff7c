"""Pages as their latest revision has them, many at once: what `get_latest_revision_as_object` gives for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Page, Revision

from articles.models import ArticlePage

Children = Mapping[str, Mapping[int, list[Any]]]
"""Relation to the children that stand in the database, in order, by the primary key of their page."""

# What belongs to the page as a whole and not to a revision of it: see `Page.with_content_json`.
OF_THE_PAGE = (
    "content_type_id", "path", "depth", "numchild", "draft_title", "live", "has_unpublished_changes", "owner_id",
    "locked", "locked_by_id", "locked_at", "latest_revision_id", "latest_revision_created_at", "translation_key",
    "locale_id", "alias_of_id",
)  # fmt: skip


def live_children(pages: Sequence[ArticlePage]) -> Children:
    """The pages' children but for comments: pages with comments are not for the fast way."""
    found: dict[str, dict[int, list[Any]]] = {}
    for relation in get_all_child_relations(ArticlePage):
        name, key = relation.get_accessor_name(), relation.field.name
        found[name] = defaultdict(list)
        if name != COMMENTS_RELATION_NAME:
            for child in relation.related_model._default_manager.filter(**{f"{key}__in": [each.pk for each in pages]}):
                found[name][getattr(child, relation.field.attname)].append(child)
    return found


def latest_revisions(pages: Sequence[ArticlePage]) -> list[Revision]:
    """The latest revision of each page, in their order; each must have one."""
    found = Revision.objects.in_bulk([page.latest_revision_id for page in pages])
    return [found[page.latest_revision_id] for page in pages]


def latest_pages(pages: Sequence[tuple[ArticlePage, Revision]], children: Children) -> list[ArticlePage]:
    """The pages, given with their latest revisions, with what is unpublished on them; their terms are the caller's."""
    latest = []
    for page, revision in pages:
        if page.has_unpublished_changes:
            latest.append(_draft(page, revision.content))
        else:
            # As Wagtail does: the rows, since publishing gave new children their keys.
            for name, by_page in children.items():
                getattr(page, name).set(by_page.get(page.pk, []))
            latest.append(page)
    _forget_what_is_gone(latest)
    return latest


def _draft(page: ArticlePage, content: Mapping[str, Any]) -> ArticlePage:
    terms = {field.name for field in get_all_child_m2m_relations(ArticlePage)}
    said = {name: value for name, value in content.items() if name not in terms}
    draft: ArticlePage = ArticlePage.from_serializable_data(said, check_fks=False)
    draft.id = draft.page_ptr_id = page.pk
    for name in OF_THE_PAGE:
        setattr(draft, name, getattr(page, name))
    # The slug may be another one in the draft; the place in the tree is the page's.
    draft.url_path = f"{page.url_path.rstrip('/').rpartition('/')[0]}/{draft.slug}/"
    draft.first_published_at = draft.first_published_at or page.first_published_at
    getattr(draft, COMMENTS_RELATION_NAME).set([])
    return draft


def _forget_what_is_gone(pages: Sequence[ArticlePage]) -> None:
    """Links of a revision to rows that were deleted since lead nowhere, as Wagtail's own check makes them do.

    The links to the library are written anew with every article; these two stay as the page has them.
    """
    _forget(Revision, "live_revision_id", pages)
    _forget(Page, "related_page_id", [child for page in pages for child in page.related.all()])


def _forget(target: type[models.Model], name: str, rows: Sequence[models.Model]) -> None:
    named = {getattr(row, name) for row in rows} - {None}
    there = set(target._default_manager.filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    for row in rows:
        if getattr(row, name) not in there:
            setattr(row, name, None)
