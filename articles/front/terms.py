"""The page of an area of study or a topic: what it is, its newest articles, its roles with their pay, the ways on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from articles.explorer.find import entry_by_slug
from articles.explorer.role_page import ProgramRow, programs_of
from articles.front.home import WAYS_IN, PaidRoles, paid_roles
from articles.listing import Facet, Listing, list_articles
from articles.models.taxonomy import AreaOfStudy, Term, Topic

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage

MODELS: Mapping[str, type[Term]] = {"area_of_study": AreaOfStudy, "topic": Topic}
"""By the parameter of the list that chooses among them."""


@dataclass(frozen=True, kw_only=True)
class TermView:
    term: Term
    parameter: str
    listing: Listing
    others: tuple[Facet, ...]
    """The other facets, each narrowed to the articles of this term."""
    roles: PaidRoles
    programs: tuple[ProgramRow, ...]


def view_term(parameter: str, slug: str, articles: QuerySet[ArticlePage]) -> TermView | None:
    """The term, under a slug that it had as well; None for one that drafts alone have."""
    model = MODELS[parameter]
    term = entry_by_slug(model.objects.all(), slug)
    if term is None:
        return None
    # Of the terms that an article has, and not the rows of all articles that have it.
    through = model.articles.through.objects.filter(**{f"{model._meta.model_name}_id": term.pk})
    under = articles.filter(pk__in=through.values("articlepage"))
    listing = list_articles(articles, {parameter: term.slug})
    if not listing.total:
        return None
    return TermView(
        term=term,
        parameter=parameter,
        listing=listing,
        others=tuple(facet for facet in listing.facets if facet.parameter in WAYS_IN and facet.parameter != parameter),
        roles=paid_roles(under),
        programs=programs_of(under),
    )
