"""The pages that an article leads to, looked up together: its related articles, and every link in its texts.

Wagtail looks up the links of each text by itself, two queries a text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage

_pages: ContextVar[Mapping[int, Page] | None] = ContextVar("pages_at_hand", default=None)
LINK = re.compile(r'<a\s[^>]*?\bid="(\d+)"')
"""A link to something of the hub, as the database keeps it."""


def linked_pages(article: ArticlePage) -> set[int]:
    """Keys of the pages that the article's texts link to."""
    texts = (article.editors_note, *(role.html for role in article.roles.all()), *texts_of(list(article.body.raw_data)))
    return {int(key) for text in texts if 'linktype="page"' in text for key in LINK.findall(text)}


def texts_of(value: object) -> Iterator[str]:
    """All strings of a body as the database keeps it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each)


def visible_pages(keys: Collection[int]) -> dict[int, Page]:
    """The pages by their keys; `is_visible` says of each whether any reader may see it."""
    if not keys:
        return {}
    below = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = PageViewRestriction.objects.annotate(below=below).filter(below__startswith=F("page__path"))
    pages = Page.objects.filter(pk__in=keys).annotate(is_private=Exists(above))
    found = {}
    for page in pages.only("title", "slug", "path", "depth", "url_path", "live", "locale", "content_type"):
        page.is_visible = page.live and not page.is_private
        found[page.pk] = page
    return found


@contextmanager
def at_hand(pages: Mapping[int, Page]) -> Iterator[None]:
    """While the block runs, page links in rich text are taken from these."""
    token = _pages.set(pages)
    try:
        yield
    finally:
        _pages.reset(token)


def page_at_hand(key: str | None) -> Page | None:
    pages = _pages.get()
    return pages.get(int(key)) if pages and key and key.isdigit() else None
