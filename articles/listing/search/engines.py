"""Which engine searches this installation, and what it finds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from articles.listing.search import elsewhere
from articles.listing.search.excerpts import Excerpt, mark_words, marked

if TYPE_CHECKING:
    from types import ModuleType

    from articles.listing.search.words import Words

OF_THE_DATABASE = "wagtail.search.backends.database"


def find(words: Words) -> dict[int, float]:
    """The keys of all articles that have the words, whoever may see them, each with how well it fits."""
    from articles.models.pages import ArticlePage

    engine = _engine()
    if engine is None:
        return elsewhere.find(words, ArticlePage)
    found: dict[int, float] = engine.find(words, _content_type())
    return found


def excerpts(words: Words, articles: Iterable[tuple[int, str]]) -> dict[int, Excerpt]:
    """For articles, each a key and a title, where the words stand in them."""
    titles = dict(articles)
    engine = _engine()
    passages = engine.passages(words, _content_type(), list(titles)) if engine and titles else {}
    return {
        key: Excerpt(title=marked(mark_words(title, words)), text=marked(passages.get(key, "")))
        for key, title in titles.items()
    }


def _engine() -> ModuleType | None:
    """The database's own; None where another engine searches, or a database without one."""
    if not settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"].startswith(OF_THE_DATABASE):
        return None
    if connection.vendor == "sqlite":
        from articles.listing.search import sqlite

        return sqlite
    if connection.vendor == "postgresql":
        from articles.listing.search import postgres

        return postgres
    return None


def _content_type() -> int:
    from articles.models.pages import ArticlePage

    return ContentType.objects.get_for_model(ArticlePage).pk
