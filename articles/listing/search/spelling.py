"""What a reader may have meant, where nothing was found: words of the articles that are spelled nearly alike.

The words are those of titles, summaries, terms, roles and programs that a reader may see; the index knows more, but
also the words of drafts and private pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from articles.listing.search.words import Words, fold, split
from articles.serving.remembered import remembered

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from articles.listing.holdings import Holdings
    from articles.models.pages import ArticlePage

SHORTEST = 4
"""Letters of a word that can be told from its neighbours."""
NEAREST = 0.72
MOST_FURTHER = 2
"""Letters that a word may be longer or shorter by."""


def better(text: str, words: Words, vocabulary: Mapping[str, str]) -> str:
    """The text with its unknown words put right; empty where there is nothing to put right."""
    right = text
    for word in dict.fromkeys((*words.each, *(each for phrase in words.without for each in phrase))):
        if len(word) < SHORTEST or fold(word) in vocabulary:
            continue
        if near := _nearest(fold(word), vocabulary):
            right = re.sub(rf"\b{re.escape(word)}\b", vocabulary[near], right)
    return "" if right == text else right


def _nearest(word: str, vocabulary: Iterable[str]) -> str:
    alike = (each for each in vocabulary if abs(len(each) - len(word)) <= MOST_FURTHER)
    found = get_close_matches(word, sorted(alike), n=1, cutoff=NEAREST)
    return found[0] if found else ""


def vocabulary_of(articles: QuerySet[ArticlePage], holdings: Holdings) -> Mapping[str, str]:
    """All words of the articles' short texts, without case and accents, each with how it is written; read once."""
    return remembered(articles, "vocabulary", lambda: _vocabulary(articles, holdings))


def _vocabulary(articles: QuerySet[ArticlePage], holdings: Holdings) -> dict[str, str]:
    texts = [text for row in articles.order_by().values_list("title", "summary") for text in row]
    texts += [value.name for values in holdings.facets.values() for value in values.values()]
    written = {word.lower() for text in texts for word in split(text) if len(word) >= SHORTEST}
    return {fold(word): word for word in sorted(written)}
