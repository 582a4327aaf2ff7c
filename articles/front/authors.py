"""An author's page: who they are, what they wrote and what they reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from articles.explorer.find import entry_by_slug
from articles.listing.newest import Newest, newest
from articles.models.parts import ArticleAuthor
from articles.models.taxonomy import Author

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage


@dataclass(frozen=True, kw_only=True)
class AuthorView:
    author: Author
    listing: Newest


def view_author(slug: str, articles: QuerySet[ArticlePage], asked: Mapping[str, str]) -> AuthorView | None:
    """The author, under a slug that they had as well; None for one whom no visible article names."""
    author = entry_by_slug(Author.objects.all(), slug)
    if author is None:
        return None
    written = articles.filter(pk__in=ArticleAuthor.objects.filter(author=author).values("page"))
    listing = newest(written, asked.get("page", ""))
    return AuthorView(author=author, listing=listing) if listing.total else None
