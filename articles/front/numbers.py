"""The hub in figures: how many articles, roles, programs and sourced salaries there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from articles.listing import Listing
from articles.models.evidence import ArticleFigure

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage


@dataclass(frozen=True, kw_only=True)
class Numbers:
    articles: int
    roles: int
    programs: int
    salaries: int
    sourced: int
    """Of the salaries, those that name their source."""


def numbers_of(articles: QuerySet[ArticlePage], listing: Listing) -> Numbers:
    """`listing` is the list of all of the articles, which counts what they carry; one query for the rest."""
    carried = {facet.parameter: len(facet.values) for facet in listing.facets}
    salaries = ArticleFigure.objects.filter(kind=ArticleFigure.Kind.SALARY, page__in=articles.values("pk"))
    counted = salaries.aggregate(number=Count("pk"), sourced=Count("pk", filter=~Q(citation="")))
    return Numbers(
        articles=listing.total,
        roles=carried["role"],
        programs=carried["program"],
        salaries=counted["number"],
        sourced=counted["sourced"],
    )
