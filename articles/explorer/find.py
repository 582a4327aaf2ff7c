"""Finding an entry of the library by the slug in an address: under its own, or under a name it had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet

from articles.explorer.asked import SLUG
from articles.models.library import LibraryAlias
from articles.models.parts import ArticleRole
from articles.models.roles import Role

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage


def roles_in(articles: QuerySet[ArticlePage]) -> QuerySet[Role]:
    """Those that an article names: a role of drafts alone is nobody's to see."""
    named = ArticleRole.objects.filter(role=OuterRef("pk"), page__in=articles.values("pk"))
    return Role.objects.filter(Exists(named))


def role_by_slug(articles: QuerySet[ArticlePage], slug: str) -> Role | None:
    """The role; one with another slug than was asked for when it has become one with that."""
    if not SLUG.fullmatch(slug):
        return None
    roles = roles_in(articles)
    return roles.filter(slug=slug).first() or roles.filter(pk__in=_by_alias(slug=slug)).first()


def role_by_words(articles: QuerySet[ArticlePage], words: str) -> Role | None:
    """The role that somebody typed the name of."""
    if not words:
        return None
    roles = roles_in(articles)
    exact = roles.filter(name__iexact=words).first() or role_by_slug(articles, words)
    return exact or roles.filter(pk__in=_by_alias(name__iexact=words)).first()


def _by_alias(**said: str) -> QuerySet[LibraryAlias, int]:
    aliases = LibraryAlias.objects.filter(content_type=ContentType.objects.get_for_model(Role), **said)
    return aliases.values_list("object_id", flat=True)
