"""Places in the page tree for many new pages at once: paths below the parent, slugs that no sibling has."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Q
from wagtail.models import Page

from articles.front.reserved import reserved_slugs
from articles.models import ArticlePage
from articles.sync.bulk import private
from articles.sync.convert import SLUG_LIMIT

# What a number behind a slug may take of it: "-" and seven digits.
NUMBER_LIMIT = 8


def lock_parent(parent: int) -> Page:
    """The parent as it is now; until the transaction ends nobody else adds a page below it."""
    return Page.objects.select_for_update().get(pk=parent)


def place_below(parent: Page, pages: Sequence[ArticlePage]) -> None:
    """Make the unsaved pages the parent's last children, in their order. Their slugs are wishes until then."""
    last = parent.get_children().order_by("-path").values_list("path", flat=True).first()
    paths = private.child_paths(parent, last, len(pages))
    slugs = free_slugs(parent, [page.slug for page in pages])
    for page, path, slug in zip(pages, paths, slugs, strict=True):
        page.path, page.depth, page.slug = path, parent.depth + 1, slug
        page.locale_id = parent.locale_id
        page.set_url_path(parent)


def count_children(parent: Page, number: int) -> None:
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + number)


def free_slugs(parent: Page, wanted: Sequence[str]) -> list[str]:
    """Each slug, or the first of slug-2, slug-3, ... that no sibling, route or earlier one of these has."""
    siblings = parent.get_children()
    taken = set(siblings.filter(slug__in=set(wanted)).values_list("slug", flat=True)) | reserved_slugs()
    looked_up: set[str] = set()
    free: list[str] = []
    for slug in wanted:
        stem, own, number = slug[: SLUG_LIMIT - NUMBER_LIMIT], slug, 1
        if slug in taken and stem not in looked_up:
            # Few articles share a slug: only for them a query of their own.
            taken |= set(siblings.filter(Q(slug__startswith=f"{stem}-")).values_list("slug", flat=True))
            looked_up.add(stem)
        while own in taken:
            number += 1
            own = f"{stem}-{number}"
        taken.add(own)
        free.append(own)
    return free
