"""What somebody may have meant who came to an address at which nothing stands: articles and roles with a near name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from urllib.parse import unquote

from django.db.models import Q

from articles.explorer.find import roles_in

if TYPE_CHECKING:
    from articles.models import ArticleIndexPage

MOST = 5
CANDIDATES = 200
MOST_WORDS = 4
SHORTEST_WORD = 4
NEAR_ENOUGH = 0.4
LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Near:
    title: str
    slug: str
    route: str
    """Of a role: "role"; empty for an article."""


def near_pages(index: ArticleIndexPage, path: str) -> tuple[Near, ...]:
    """By the words of the address; three queries, each of which brings few rows."""
    asked = unquote(path).rstrip("/").rsplit("/", 1)[-1][:LONGEST].lower().removesuffix(".html")
    words = sorted({word for word in re.findall(r"\w+", asked) if len(word) >= SHORTEST_WORD}, key=len, reverse=True)
    # Behind a password no title is told.
    if not words or index.get_view_restrictions().exists():
        return ()
    # The beginnings of words: a mistyped or inflected ending still finds them.
    likely = Q()
    for word in words[:MOST_WORDS]:
        likely |= Q(slug__icontains=word[: max(SHORTEST_WORD, len(word) - 2)])
    articles = index.articles().filter(likely).order_by("-pk").values_list("title", "slug")[:CANDIDATES]
    roles = roles_in(index.articles()).filter(likely).values_list("name", "slug")[:CANDIDATES]
    found = [Near(title=title, slug=slug, route="") for title, slug in articles]
    found += [Near(title=name, slug=slug, route="role") for name, slug in roles]
    rated = sorted(((_likeness(asked, each.slug), each) for each in found), key=lambda pair: -pair[0])
    return tuple(each for likeness, each in rated if likeness >= NEAR_ENOUGH)[:MOST]


def _likeness(asked: str, slug: str) -> float:
    return SequenceMatcher(None, asked, slug).ratio()
