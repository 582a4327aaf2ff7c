"""Search with another engine than the database: through Wagtail, which knows them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.search.query import And, Not, Phrase, PlainText, SearchQuery

from articles.listing.search.words import Words

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage

MOST = 1_000
"""Articles that are asked for: an engine gives no more without being asked page by page."""


def find(words: Words, articles: type[ArticlePage]) -> dict[int, float]:
    """The keys of what has the words, the best with the highest number."""
    found = articles.objects.live().defer("body", "editors_note").search(query(words))[:MOST]
    return {article.pk: float(MOST - place) for place, article in enumerate(found)}


def query(words: Words) -> SearchQuery:
    wanted = [_said(phrase) for phrase in words.phrases]
    excluded = [Not(_said(phrase)) for phrase in words.without]
    return And([*wanted, *excluded]) if len(wanted) + len(excluded) > 1 else wanted[0]


def _said(phrase: tuple[str, ...]) -> SearchQuery:
    return PlainText(phrase[0], operator="and") if len(phrase) == 1 else Phrase(" ".join(phrase))
