"""An article as it stands in a list: read through what the reader may see, with its terms, in three queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from articles.listing.search.engines import excerpts
from articles.listing.search.excerpts import Excerpt
from articles.listing.search.words import Words
from articles.models.taxonomy import AreaOfStudy, Term, Topic

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage

NOT_SHOWN = ("body", "editors_note")


@dataclass(frozen=True, kw_only=True)
class ArticleCard:
    article: ArticlePage
    areas_of_study: tuple[Term, ...]
    topics: tuple[Term, ...]
    excerpt: Excerpt | None = None
    """Where the words that were searched for stand."""


def cards_of(articles: QuerySet[ArticlePage], keys: Sequence[int]) -> tuple[ArticleCard, ...]:
    """The articles with these keys, in the order of the keys. The body stays in the database: a card shows none."""
    by_key = {each.pk: each for each in articles.filter(pk__in=keys).defer(*NOT_SHOWN)} if keys else {}
    areas, topics = _terms_of(AreaOfStudy, by_key), _terms_of(Topic, by_key)
    return tuple(
        ArticleCard(article=by_key[key], areas_of_study=tuple(areas.get(key, ())), topics=tuple(topics.get(key, ())))
        for key in keys
        if key in by_key
    )


def with_excerpts(cards: Iterable[ArticleCard], words: Words) -> tuple[ArticleCard, ...]:
    """The cards with the passages where the words stand."""
    cards = tuple(cards)
    found = excerpts(words, ((each.article.pk, each.article.title) for each in cards))
    return tuple(replace(each, excerpt=found.get(each.article.pk)) for each in cards)


def _terms_of(model: type[AreaOfStudy] | type[Topic], keys: Iterable[int]) -> dict[int, list[Term]]:
    name = str(model._meta.model_name)
    rows = model.articles.through.objects.filter(articlepage__in=list(keys))
    terms: dict[int, list[Term]] = {}
    for row in rows.select_related(name).order_by(f"{name}__name"):
        terms.setdefault(row.articlepage_id, []).append(getattr(row, name))
    return terms
