"""Ways on from a list that is empty: another spelling, or one of its filters taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from articles.listing.asked import FACETS
from articles.listing.facets import narrowed
from articles.listing.search.engines import find
from articles.listing.search.spelling import better, vocabulary_of
from articles.listing.search.words import words_of

if TYPE_CHECKING:
    from articles.listing.facets import Facet
    from articles.listing.selection import Selection
    from articles.models.pages import ArticlePage


@dataclass(frozen=True, kw_only=True)
class WayOn:
    text: str
    """The other spelling, or the name of the filter."""
    count: int
    query: str


def other_spelling(articles: QuerySet[ArticlePage], selection: Selection) -> WayOn | None:
    """What may have been meant; only where nothing has the words, and something has the others."""
    if selection.found or not selection.words:
        return None
    text = better(selection.asked.search, selection.words, vocabulary_of(articles, selection.holdings))
    if not text:
        return None
    found = selection.holdings.bits(find(words_of(text)))
    if count := narrowed(selection.holdings, selection.asked, found).bit_count():
        return WayOn(text=text, count=count, query=selection.asked.query({"q": text}))
    if not found:
        return None
    without_filters = selection.asked.query({"q": text, **dict.fromkeys(FACETS, "")})
    return WayOn(text=text, count=found.bit_count(), query=without_filters)


def fewer_filters(facets: tuple[Facet, ...]) -> tuple[WayOn, ...]:
    """The chosen filters whose taking away would show something, the most first."""
    ways = [
        WayOn(text=facet.selected or facet.unknown, count=facet.choices[0].count, query=facet.choices[0].query)
        for facet in facets
        if not facet.choices[0].selected and facet.choices[0].count
    ]
    return tuple(sorted(ways, key=lambda way: -way.count))
