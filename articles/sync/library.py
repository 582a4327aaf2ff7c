"""Terms, people, roles and programs that articles share: found or made for many articles with a few queries.

Source of truth: the slug (a program's address), then the slugs of entries that were merged into another. A name is
kept as it was first printed, since editors may have changed it since.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import slugify

from articles.models import AreaOfStudy, Author, LibraryAlias, Program, Role, Topic
from articles.sync.role_names import role_slug
from articles.sync.shorten import one_line, shortened
from scraper.items import ScrapedArticle, Term

NAME_LIMIT = 255
PROGRAM_ADDRESS_LIMIT = 500
# SQLite takes some tens of thousands of values in one statement, older ones 999.
CHUNK = 500
NAMELESS = "unnamed"
Names = dict[str, str]
Known = dict[str, int]


def name_slug(name: str) -> str:
    """The slug of a person or a term by its name."""
    return slugify(name, allow_unicode=True)[:NAME_LIMIT] or NAMELESS


def term_slug(term: Term) -> str:
    """The term's own slug in the characters that a slug may have; by its name where nothing is left of it."""
    return slugify(term.slug, allow_unicode=True)[:NAME_LIMIT] or name_slug(term.name)


@dataclass(frozen=True)
class _Named:
    """What articles name of one kind of entry."""

    model: type[models.Model]
    key: str
    """The field by which an entry is known."""
    names: Names
    """By that."""
    known: Known


@dataclass
class Library:
    """Primary keys by slug or address."""

    areas_of_study: dict[str, int] = field(default_factory=dict)
    topics: dict[str, int] = field(default_factory=dict)
    authors: dict[str, int] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)
    programs: dict[str, int] = field(default_factory=dict)

    def stock(self, articles: Iterable[ScrapedArticle]) -> None:
        """Know every entry that the articles name; make those that are missing."""
        named = self._named(articles)
        _find((each, [key for key in each.names if each.known.get(key, -1) < 0]) for each in named)
        for each in named:
            _make_missing(each)

    def look_up(self, articles: Iterable[ScrapedArticle]) -> None:
        """Know every entry that the articles name, and make none: what is missing gets a number below zero."""
        named = self._named(articles)
        _find((each, [key for key in each.names if key not in each.known]) for each in named)
        for each in named:
            for key in each.names:
                each.known.setdefault(key, -1 - len(each.known))

    def _named(self, articles: Iterable[ScrapedArticle]) -> list[_Named]:
        areas: Names = {}
        topics: Names = {}
        authors: Names = {}
        roles: Names = {}
        programs: Names = {}
        for article in articles:
            for term in article.areas_of_study:
                areas.setdefault(term_slug(term), term.name)
            for term in article.topics:
                topics.setdefault(term_slug(term), term.name)
            for author in article.authors:
                authors.setdefault(name_slug(author.name), author.name)
            for role in article.roles:
                roles.setdefault(role_slug(role.title), role.title)
            for program in article.programs:
                if len(program.url) <= PROGRAM_ADDRESS_LIMIT:
                    programs.setdefault(program.url, program.name)
        return [
            _Named(AreaOfStudy, "slug", areas, self.areas_of_study),
            _Named(Topic, "slug", topics, self.topics),
            _Named(Author, "slug", authors, self.authors),
            _Named(Role, "slug", roles, self.roles),
            _Named(Program, "url", programs, self.programs),
        ]


def _find(wanted: Iterable[tuple[_Named, list[str]]]) -> None:
    """Look the keys up: as the entries' own, and of all that are left at once as those of merged ones."""
    left: list[tuple[_Named, str]] = []
    for named, keys in wanted:
        found = _found(named.model, named.key, keys)
        named.known.update(found)
        left += [(named, key) for key in keys if key not in found]
    for start in range(0, len(left), CHUNK):
        _find_aliases(left[start : start + CHUNK])


def _find_aliases(left: list[tuple[_Named, str]]) -> None:
    of_kind: dict[str, tuple[_Named, list[str]]] = {}
    for named, key in left:
        of_kind.setdefault(str(named.model._meta.model_name), (named, []))[1].append(key)
    asked = models.Q()
    for kind, (_named, keys) in of_kind.items():
        asked |= models.Q(content_type__app_label="articles", content_type__model=kind, slug__in=keys)
    found = LibraryAlias.objects.filter(asked).order_by()
    for kind, slug, entry in found.values_list("content_type__model", "slug", "object_id"):
        of_kind[kind][0].known[slug] = entry


def _make_missing(named: _Named) -> None:
    new = [each for each in named.names if named.known.get(each, -1) < 0]
    if not new:
        return
    entries: list[Any] = [
        named.model(**{named.key: each, "name": shortened(named.names[each], NAME_LIMIT) or each}) for each in new
    ]
    # Another run may make the same entry at this moment: its own is as good.
    named.model._default_manager.bulk_create(entries, batch_size=CHUNK, ignore_conflicts=True)
    named.known.update(_found(named.model, named.key, new))


def _found(model: type[models.Model], key: str, wanted: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = model._default_manager.filter(**{f"{key}__in": wanted[start : start + CHUNK]})
        found.update(rows.values_list(key, "pk"))
    return found


__all__ = ["Library", "name_slug", "one_line", "role_slug", "term_slug"]
