"""A page takes on values: fields, body, children, terms and its slug. In memory; the caller saves the revision."""

from __future__ import annotations

from django.db.models import Q
from wagtail.blocks import StreamValue
from wagtail.models import Page

from articles.front.reserved import reserved_slugs
from articles.models import AreaOfStudy, ArticlePage, Topic
from articles.sync.children import place_children
from articles.sync.convert import SLUG_LIMIT, PageValues

ROOM_FOR_NUMBER = 8


def fill(page: ArticlePage, values: PageValues) -> None:
    """Make the page say what the values say."""
    for name, value in values.fields.items():
        setattr(page, name, value)
    page.body = StreamValue(page.body.stream_block, values.body, is_lazy=True)
    for relation, children in values.children.items():
        place_children(page, relation, children)
    page.areas_of_study.set(AreaOfStudy.objects.filter(pk__in=values.terms["areas_of_study"]))
    page.topics.set(Topic.objects.filter(pk__in=values.terms["topics"]))


def follow_slug(page: ArticlePage, old: str, new: str) -> bool:
    """Give the page its article's new slug, unless an editor gave it one of their own; whether it got one.

    Wagtail redirects the old address of a live page when the new one is published.
    """
    if old == new or not _is_made_of(page.slug, old):
        return False
    page.slug = free_slug(page.get_parent(), new, besides=page)
    return True


def _is_made_of(slug: str, old: str) -> bool:
    """Whether it is the slug, or the slug with the number that a collision gave it."""
    stem, _, number = slug.rpartition("-")
    return slug == old or (stem == old[: SLUG_LIMIT - ROOM_FOR_NUMBER] and number.isdigit())


def free_slug(parent: Page, slug: str, *, besides: Page | None = None) -> str:
    """The slug, or the first of slug-2, slug-3, ... that no other child of the parent and no route has."""
    stem = slug[: SLUG_LIMIT - ROOM_FOR_NUMBER]
    siblings = parent.get_children().filter(Q(slug=slug) | Q(slug__startswith=f"{stem}-"))
    taken = set(siblings.exclude(pk=besides.pk if besides else None).values_list("slug", flat=True)) | reserved_slugs()
    free, number = slug, 1
    while free in taken:
        number += 1
        free = f"{stem}-{number}"
    return free
