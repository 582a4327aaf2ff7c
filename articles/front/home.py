"""What the hub's home shows: the newest articles, roles with their pay, the ways in, and the hub in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from articles.explorer import pay
from articles.explorer.roles import RoleRow, named, rows_of
from articles.front.numbers import Numbers, numbers_of
from articles.listing import Facet, Listing, list_articles
from articles.reading.scale import Scale

if TYPE_CHECKING:
    from articles.models import ArticleIndexPage
    from articles.models.pages import ArticlePage

NEWEST = 6
MOST_ROLES = 6
WAYS_IN: Mapping[str, str] = {"area_of_study": "area", "topic": "topic"}
"""The facets whose terms have pages of their own, each with their route; the list has further ones."""


@dataclass(frozen=True, kw_only=True)
class PaidRoles:
    """The roles that most articles name, of those whose pay can be drawn on one rule."""

    rows: tuple[RoleRow, ...]
    measured: pay.Measured | None
    scale: Scale | None


@dataclass(frozen=True, kw_only=True)
class Home:
    listing: Listing
    numbers: Numbers
    roles: PaidRoles

    @property
    def newest(self) -> tuple[object, ...]:
        return self.listing.cards[:NEWEST]

    @property
    def facets(self) -> tuple[Facet, ...]:
        return tuple(each for each in self.listing.facets if each.parameter in WAYS_IN)


def home_of(index: ArticleIndexPage) -> Home:
    articles = index.articles()
    listing = list_articles(articles, {})
    return Home(listing=listing, numbers=numbers_of(articles, listing), roles=paid_roles(articles))


def paid_roles(articles: QuerySet[ArticlePage], most: int = MOST_ROLES) -> PaidRoles:
    found = pay.spans(articles)
    measured = next((each for each in pay.by_usage(found) if each.period), None)
    paid = {span.role for span in found if span.measured == measured}
    usual = sorted((role for role in named(articles) if role.key in paid), key=lambda role: -role.articles)[:most]
    shown = [span for span in found if span.role in {role.key for role in usual}]
    scale = pay.scale_of(measured, shown)
    return PaidRoles(rows=rows_of(articles, usual, shown, measured, scale), measured=measured, scale=scale)
