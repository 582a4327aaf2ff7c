"""The newest of some articles, page by page, without facets: for a page that is about one role or one author.

A list with facets is kept in memory for all articles of a hub, and would make room for these few.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet

from articles.listing import PAGE_SIZE
from articles.listing.cards import ArticleCard, cards_of

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage


@dataclass(frozen=True, kw_only=True)
class Newest:
    cards: tuple[ArticleCard, ...]
    page: Page[int]
    """Of the articles' keys."""

    @property
    def total(self) -> int:
        return self.page.paginator.count


def newest(articles: QuerySet[ArticlePage], number: str = "") -> Newest:
    """In the list's order; anything may stand for the page's number."""
    keys = articles.order_by(F("published").desc(nulls_last=True), "title", "pk").values_list("pk", flat=True)
    page = Paginator(keys, PAGE_SIZE).get_page(number)
    return Newest(cards=cards_of(articles, list(page.object_list)), page=page)
