"""Entries of the library that articles name, and the one of a slug in an address: its own, or that of a name it had."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet

from articles.explorer.asked import SLUG
from articles.models.library import LibraryAlias
from articles.models.parts import ArticleRole
from articles.models.roles import Role
from articles.models.taxonomy import AreaOfStudy, Named

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage

Entry = TypeVar("Entry", bound=Named)


def entry_by_slug(entries: QuerySet[Entry], slug: str) -> Entry | None:
    """The entry; one with another slug than was asked for when it has become one with that."""
    if not SLUG.fullmatch(slug):
        return None
    return entries.filter(slug=slug).first() or by_alias(entries, slug=slug)


def roles_in(articles: QuerySet[ArticlePage]) -> QuerySet[Role]:
    """Those that an article names: a role of drafts alone is nobody's to see."""
    named = ArticleRole.objects.filter(role=OuterRef("pk"), page__in=articles.values("pk"))
    return Role.objects.filter(Exists(named))


def areas_in(articles: QuerySet[ArticlePage]) -> QuerySet[AreaOfStudy]:
    return AreaOfStudy.objects.filter(articles__in=articles.values("pk")).distinct().order_by("name")


def role_by_words(articles: QuerySet[ArticlePage], words: str) -> Role | None:
    """The role that somebody typed the name of."""
    if not words:
        return None
    roles = roles_in(articles)
    exact = roles.filter(name__iexact=words).first() or entry_by_slug(roles, words)
    return exact or by_alias(roles, name__iexact=words)


def by_alias(entries: QuerySet[Entry], **said: str) -> Entry | None:
    """The entry that became one with another of which this is said."""
    kind = ContentType.objects.get_for_model(entries.model)
    aliases = LibraryAlias.objects.filter(content_type=kind, **said)
    return entries.filter(pk__in=aliases.values("object_id")).first()
