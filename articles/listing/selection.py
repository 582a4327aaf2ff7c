"""Which articles fit what was asked: the search's and the facets' together, in the order that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from articles.listing.asked import RELEVANCE, Asked, read_asked
from articles.listing.facets import narrowed
from articles.listing.holdings import Holdings, holdings_of
from articles.listing.merged import as_of_today
from articles.listing.search.engines import find
from articles.listing.search.words import Words, words_of

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage


@dataclass(frozen=True, kw_only=True)
class Selection:
    asked: Asked
    """With what the entries that were asked for are called today."""
    is_moved: bool
    """Whether they are called otherwise than was asked, so that the list has another address."""
    holdings: Holdings
    words: Words
    fits: Mapping[int, float]
    """What the search found, and how well each fits; whether a reader may see it is not said here."""

    @cached_property
    def found(self) -> int:
        """The articles with the words, whatever the facets say; all where nothing was searched for."""
        return self.holdings.bits(self.fits) if self.asked.search else self.holdings.all

    @cached_property
    def chosen(self) -> int:
        return narrowed(self.holdings, self.asked, self.found)

    def keys(self, sort: str) -> list[int]:
        """The articles that fit, in the order."""
        keys = self.holdings.in_order(self.chosen, sort)
        if sort == RELEVANCE:
            keys.sort(key=self.fits.__getitem__, reverse=True)  # stable: of two that fit alike the newer comes first
        return keys


def select(articles: QuerySet[ArticlePage], query: Mapping[str, str]) -> Selection:
    """What of the articles fits the query string, in which anything may stand."""
    said = read_asked(query)
    words = words_of(said.search)
    holdings = holdings_of(articles)
    asked = as_of_today(said, holdings)
    return Selection(
        asked=asked, is_moved=asked != said, holdings=holdings, words=words, fits=find(words) if words else {}
    )
