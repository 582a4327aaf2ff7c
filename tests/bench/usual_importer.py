"""The peer: how articles are usually imported into Wagtail, page by page, with all that listens to a save."""

from __future__ import annotations

from wagtail.models import Page

from articles.models import ArticlePage
from articles.sync.convert import PageValues
from articles.sync.filling import fill


def write_new(parent: int, slug: str, values: PageValues) -> int:
    page = ArticlePage(slug=slug)
    fill(page, values)
    Page.objects.get(pk=parent).add_child(instance=page)
    page.save_revision().publish()
    return int(page.pk)


def write_again(key: int, values: PageValues) -> None:
    page = ArticlePage.objects.get(pk=key)
    fill(page, values)
    page.save_revision().publish()
