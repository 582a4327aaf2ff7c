"""The list of articles: facets with true counts, full-text search, orders and pages.

Knows no HTTP: takes the articles that a reader may see, what they ask for as plain text, and gives frozen values. The
number of queries is the same for ten articles and for ten thousand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from articles.listing.asked import ORDERS, Asked
from articles.listing.cards import ArticleCard, cards_of, with_excerpts
from articles.listing.empty import WayOn, fewer_filters, other_spelling
from articles.listing.facets import Choice, Facet, facets_of
from articles.listing.selection import select

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage

__all__ = ["PAGE_SIZE", "ArticleCard", "Choice", "Facet", "Listing", "list_articles"]

PAGE_SIZE = 12  # divides into one, two, three and four columns


@dataclass(frozen=True, kw_only=True)
class Listing:
    asked: Asked
    is_moved: bool
    """Whether an entry was asked for by a name that it had once, so that the list has another address."""
    cards: tuple[ArticleCard, ...]
    page: Page[int]
    """Of the articles' keys."""
    facets: tuple[Facet, ...]
    total: int
    query: str
    """Query string of all that was asked, without a page number."""
    did_you_mean: WayOn | None
    without: tuple[WayOn, ...]
    """Filters to take away, where nothing fits all of them."""

    @property
    def narrowed(self) -> bool:
        return bool(self.asked.search or any(self.asked.chosen.values()))

    @property
    def chosen(self) -> tuple[Facet, ...]:
        """The facets of which something was chosen."""
        return tuple(facet for facet in self.facets if not facet.choices[0].selected)

    @property
    def has_filters(self) -> bool:
        return any(facet.values for facet in self.facets)

    @property
    def orders(self) -> tuple[tuple[str, str, bool], ...]:
        """Each order's name, the query string of the list in it, and whether it is in it."""
        return tuple(
            (str(ORDERS[sort]), self.asked.query({"sort": sort}), sort == self.asked.sort) for sort in self.asked.sorts
        )

    @property
    def feed_query(self) -> str:
        """Of the feed of this list: feeds have one order."""
        return self.asked.query({"sort": ""})

    @property
    def query_without_search(self) -> str:
        return self.asked.query({"q": ""})


def list_articles(articles: QuerySet[ArticlePage], query: Mapping[str, str]) -> Listing:
    """The list for what was asked, see `asked`; anything may stand in the query."""
    selection = select(articles, query)
    asked = selection.asked
    paginator = Paginator(selection.keys(asked.sort), PAGE_SIZE)
    page = paginator.page(min(asked.page, paginator.num_pages))
    cards = cards_of(articles, list(page.object_list))
    facets = facets_of(selection.holdings, asked, selection.found)
    return Listing(
        asked=asked,
        is_moved=selection.is_moved,
        cards=with_excerpts(cards, selection.words) if selection.words else cards,
        page=page,
        facets=facets,
        total=paginator.count,
        query=asked.query(),
        did_you_mean=other_spelling(articles, selection),
        without=() if paginator.count else fewer_filters(facets),
    )
