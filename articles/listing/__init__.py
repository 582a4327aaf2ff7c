"""The list of articles: facets by area of study and topic with true counts, and paging.

Knows no HTTP: takes the articles that a reader may see, what they ask for as plain text, and gives frozen values. The
number of queries is the same for ten articles and for ten thousand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, QuerySet

from articles.models.taxonomy import AreaOfStudy, Term, Topic

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage

PAGE_SIZE = 12  # divides into one, two, three and four columns
FACETS: Mapping[str, type[Term]] = {"area_of_study": AreaOfStudy, "topic": Topic}
"""Query parameter to what it chooses among, as the source hubs name them."""
_SLUG = re.compile(r"[\w-]{1,255}")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One term of a facet, or all of them together (no slug)."""

    name: str
    slug: str
    count: int
    """How many articles the reader will see when choosing it, the other facet's choice kept."""
    selected: bool
    query: str
    """Query string of the listing with this choice; empty for the listing without any."""


@dataclass(frozen=True, kw_only=True)
class Facet:
    parameter: str
    label: str
    choices: tuple[Choice, ...]
    selected: str
    """Name of the chosen term; empty when all are shown."""
    unknown: str
    """The slug that was asked for and that no term has; empty when there is nothing to complain of."""


@dataclass(frozen=True, kw_only=True)
class ArticleCard:
    article: ArticlePage
    areas_of_study: tuple[Term, ...]
    topics: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True)
class Listing:
    cards: tuple[ArticleCard, ...]
    page: Page[ArticlePage]
    facets: tuple[Facet, ...]
    total: int
    query: str
    """Query string of the chosen facets, without a page number."""

    @property
    def narrowed(self) -> bool:
        return bool(self.query)

    @property
    def previous_query(self) -> str:
        return self._page_query(self.page.number - 1)

    @property
    def next_query(self) -> str:
        return self._page_query(self.page.number + 1)

    @property
    def own_query(self) -> str:
        return self._page_query(self.page.number)

    def _page_query(self, number: int) -> str:
        pieces = [self.query, f"page={number}" if number > 1 else ""]
        return "&".join(piece for piece in pieces if piece)


def list_articles(articles: QuerySet[ArticlePage], asked: Mapping[str, str]) -> Listing:
    """The listing for what was asked: `area_of_study` and `topic` are slugs, `page` a number, each may be anything."""
    slugs = {parameter: asked.get(parameter, "").strip() for parameter in FACETS}
    terms = {parameter: _find_term(model, slugs[parameter]) for parameter, model in FACETS.items()}
    facets = tuple(_facet(articles, parameter, slugs, terms) for parameter in FACETS)
    chosen = _narrow(articles, slugs, terms)
    paginator = Paginator(_in_order(chosen), PAGE_SIZE)
    page = paginator.page(_clamp(asked.get("page", ""), paginator.num_pages))
    return Listing(cards=_cards(page), page=page, facets=facets, total=paginator.count, query=_query(slugs))


def _find_term(model: type[Term], slug: str) -> Term | None:
    # What cannot be a slug is not asked for: PostgreSQL refuses a NUL inside a text.
    return model.objects.filter(slug=slug).first() if _SLUG.fullmatch(slug) else None


def _narrow(
    articles: QuerySet[ArticlePage], slugs: Mapping[str, str], terms: Mapping[str, Term | None]
) -> QuerySet[ArticlePage]:
    """The articles under every chosen term; none when a slug was asked for that no term has."""
    for parameter, slug in slugs.items():
        if not slug:
            continue
        term = terms[parameter]
        if term is None:
            return articles.none()
        articles = articles.filter(pk__in=_through(type(term)).filter(**{_key(term): term.pk}).values("articlepage"))
    return articles


def _facet(
    articles: QuerySet[ArticlePage], parameter: str, slugs: Mapping[str, str], terms: Mapping[str, Term | None]
) -> Facet:
    model, slug = FACETS[parameter], slugs[parameter]
    others = {**slugs, parameter: ""}
    others_chosen = _narrow(articles, others, terms)
    # Grouped on the table between article and term: one narrow query, whatever the articles hold.
    rows = (
        _through(model)
        .filter(articlepage__in=others_chosen.values("pk"))
        .values_list(f"{model._meta.model_name}__name", f"{model._meta.model_name}__slug")
        .annotate(count=Count("articlepage"))
        .order_by(f"{model._meta.model_name}__name")
    )
    counted = list(rows)
    term = terms[parameter]
    if term and term.slug not in {row_slug for _name, row_slug, _count in counted}:
        counted.append((term.name, term.slug, 0))
    return Facet(
        parameter=parameter,
        label=str(model._meta.verbose_name),
        choices=(
            Choice(name="", slug="", count=others_chosen.count(), selected=not slug, query=_query(others)),
            *(
                Choice(
                    name=name,
                    slug=row_slug,
                    count=count,
                    selected=row_slug == slug,
                    query=_query({**slugs, parameter: row_slug}),
                )
                for name, row_slug, count in counted
            ),
        ),
        selected=term.name if term else "",
        unknown="" if term else slug,
    )


def _in_order(articles: QuerySet[ArticlePage]) -> QuerySet[ArticlePage]:
    """Newest first, undated last. The body and the note stay in the database: a card shows neither."""
    return articles.defer("body", "editors_note").order_by(F("published").desc(nulls_last=True), "title", "pk")


def _cards(page: Page[ArticlePage]) -> tuple[ArticleCard, ...]:
    articles = list(page.object_list)
    keys = [article.pk for article in articles]
    areas, topics = (_terms_of(keys, model) for model in FACETS.values())
    return tuple(
        ArticleCard(
            article=article, areas_of_study=tuple(areas.get(article.pk, ())), topics=tuple(topics.get(article.pk, ()))
        )
        for article in articles
    )


def _terms_of(keys: list[int], model: type[Term]) -> dict[int, list[Term]]:
    name = str(model._meta.model_name)
    terms: dict[int, list[Term]] = {}
    for row in _through(model).filter(articlepage__in=keys).select_related(name).order_by(f"{name}__name"):
        terms.setdefault(row.articlepage_id, []).append(getattr(row, name))
    return terms


def _through(model: type[Term]) -> QuerySet[Any]:
    return model.articles.through.objects.all()


def _key(term: Term) -> str:
    return f"{term._meta.model_name}_id"


def _query(slugs: Mapping[str, str]) -> str:
    return urlencode({parameter: slug for parameter, slug in slugs.items() if slug})


def _clamp(asked: str, last: int) -> int:
    """The page number asked for, or the nearest there is; the first for what is no number."""
    try:
        return max(1, min(int(asked), last))
    except ValueError:
        return 1
