"""Articles that may be related to one: by the roles and terms they share with it, and by their words.

Reckoned here, from the database alone. The terms find who comes into question, with a bounded number of rows whatever
the size of the hub; the words only put these in order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse

from articles.models import ArticlePage, ArticleRole, SourceDocument
from articles.reading.likeness import WEIGHTS, likeness, words_of

SHOWN = 8
CANDIDATES = 60
"""Of each kind of term."""
MINE = {"roles": "role", "topics": "topic", "areas_of_study": "areaofstudy"}
"""The column of the rows that tie a term to an article."""


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    page: ArticlePage
    shared: list[str]
    """What both have in common, the roles first."""
    url: str
    """Its address at the source; empty for a page made by hand."""
    score: float

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])


def suggestions_for(page: ArticlePage) -> list[Suggestion]:
    """The best ones first; never the page itself, nor what it names as related already."""
    terms = _terms_of(page)
    found = {key for name, keys in terms.items() for key in _who_shares(name, keys)} - _named(page)
    if not found:
        return []
    shared = _shared(terms, found)
    words, addresses = _words(page), _addresses(found)
    related = {each.url for each in page.related.all() if each.url}
    pages = ArticlePage.objects.filter(pk__in=found).only("title", "draft_title", "summary", "live")
    suggestions = [
        Suggestion(
            page=other,
            shared=[label for name in WEIGHTS for label in shared[other.pk, name]],
            url=addresses.get(other.pk, ""),
            score=likeness(
                sum(weight * len(shared[other.pk, name]) for name, weight in WEIGHTS.items()), words, _words(other)
            ),
        )
        for other in pages
        if addresses.get(other.pk) not in related
    ]
    return sorted(suggestions, key=lambda each: (-each.score, -each.page.pk))[:SHOWN]


def _terms_of(page: ArticlePage) -> dict[str, set[int]]:
    return {
        "roles": {each.role_id for each in page.roles.all() if each.role_id},
        "topics": {each.pk for each in page.topics.all()},
        "areas_of_study": {each.pk for each in page.areas_of_study.all()},
    }


def _named(page: ArticlePage) -> set[int]:
    return {page.pk, *(each.related_page_id for each in page.related.all() if each.related_page_id)}


def _rows(name: str) -> tuple[Any, str]:
    """The rows that tie terms of a kind to articles, and their column of the article."""
    if name == "roles":
        return ArticleRole.objects, "page_id"
    return getattr(ArticlePage, name).through.objects, "articlepage_id"


def _who_shares(name: str, keys: Collection[int]) -> Iterable[int]:
    """Those that share most of the terms."""
    if not keys:
        return []
    rows, page = _rows(name)
    counted = rows.filter(**{f"{MINE[name]}__in": keys}).values(page).annotate(number=Count(MINE[name], distinct=True))
    found: Iterable[int] = counted.order_by("-number", f"-{page}").values_list(page, flat=True)[:CANDIDATES]
    return found


def _shared(terms: dict[str, set[int]], pages: Collection[int]) -> defaultdict[tuple[int, str], list[str]]:
    """By page and kind of term the names of the shared ones."""
    found: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for name, keys in terms.items():
        rows, page = _rows(name)
        term = MINE[name]
        named = rows.filter(**{f"{term}__in": keys, f"{page}__in": pages}) if keys else rows.none()
        for key, label in named.order_by(f"{term}__name").values_list(page, f"{term}__name").distinct():
            found[key, name].append(label)
    return found


def _addresses(pages: Collection[int]) -> dict[int, str]:
    return {page: url for page, url in SourceDocument.objects.filter(page__in=pages).values_list("page", "url") if page}


def _words(page: ArticlePage) -> set[str]:
    return words_of(page.title, page.summary)
