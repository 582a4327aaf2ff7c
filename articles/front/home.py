"""What the hub's home shows: the newest articles, and the ways in by area of study and topic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from articles.listing import Facet, Listing, list_articles

if TYPE_CHECKING:
    from articles.models import ArticleIndexPage

NEWEST = 6
WAYS_IN = ("area_of_study", "topic")


@dataclass(frozen=True, kw_only=True)
class Home:
    listing: Listing

    @property
    def newest(self) -> tuple[object, ...]:
        return self.listing.cards[:NEWEST]

    @property
    def facets(self) -> tuple[Facet, ...]:
        return tuple(each for each in self.listing.facets if each.parameter in WAYS_IN)


def home_of(index: ArticleIndexPage) -> Home:
    return Home(listing=list_articles(index.articles(), {}))
