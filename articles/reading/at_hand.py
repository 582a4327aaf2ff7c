"""The pages that an article leads to, looked up together: its related articles, and every link in its texts.

Wagtail looks up the links of each text by itself, two queries a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage

_pages: ContextVar[Callable[[], Mapping[int, Page]] | None] = ContextVar("pages_at_hand", default=None)
LINK = re.compile(r'<a\s[^>]*?\bid="(\d+)"')
"""A link to something of the hub, as the database keeps it."""


def texts_in(article: ArticlePage) -> list[str]:
    """All that the article says in its body, its roles and its note, as the database keeps it."""
    bodies = (block.get("value") for block in article.body.raw_data)
    return [article.editors_note, *(role.html for role in article.roles.all()), *_strings(list(bodies))]


def linked_pages(texts: Iterable[str]) -> set[int]:
    """Keys of the pages that the texts link to."""
    return {int(key) for text in texts if 'linktype="page"' in text for key in LINK.findall(text)}


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def visible_pages(keys: Collection[int]) -> dict[int, Page]:
    """The pages by their keys; `is_visible` says of each whether any reader may see it.

    An article has its summary and its day along, under `summary_of_article` and `published_of_article`.
    """
    if not keys:
        return {}
    below = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = PageViewRestriction.objects.annotate(below=below).filter(below__startswith=F("page__path"))
    said = {f"{name}_of_article": F(f"articlepage__{name}") for name in ("summary", "published")}
    pages = Page.objects.filter(pk__in=keys).annotate(is_private=Exists(above), **said)
    found = {}
    for page in pages.only("title", "slug", "path", "depth", "url_path", "live", "locale", "content_type"):
        page.is_visible = page.live and not page.is_private
        found[page.pk] = page
    return found


@contextmanager
def at_hand(pages: Callable[[], Mapping[int, Page]]) -> Iterator[None]:
    """While the block runs, page links in rich text are taken from these, which are asked for when there is one."""
    token = _pages.set(pages)
    try:
        yield
    finally:
        _pages.reset(token)


def page_at_hand(key: str | None) -> Page | None:
    pages = _pages.get()
    return pages().get(int(key)) if pages and key and key.isdigit() else None
