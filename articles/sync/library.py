"""Terms, people, roles and programs that articles share: found or made for many articles with a few queries.

Source of truth: the slug (a program's address). A name is kept as it was first printed, since editors may have
changed it since.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import slugify

from articles.models import AreaOfStudy, Author, Program, Role, Topic
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
        for model, key, names, known in self._named(articles):
            _stock(model, key, names, known)

    def look_up(self, articles: Iterable[ScrapedArticle]) -> None:
        """Know every entry that the articles name, and make none: what is missing gets a number below zero."""
        for model, key, names, known in self._named(articles):
            missing = [each for each in names if each not in known]
            known.update(_found(model, key, missing))
            for each in missing:
                known.setdefault(each, -1 - len(known))

    def _named(self, articles: Iterable[ScrapedArticle]) -> list[tuple[type[models.Model], str, Names, Known]]:
        """For each kind of entry the model, the field it is known by, the names by that, and what is known of it."""
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
            (AreaOfStudy, "slug", areas, self.areas_of_study),
            (Topic, "slug", topics, self.topics),
            (Author, "slug", authors, self.authors),
            (Role, "slug", roles, self.roles),
            (Program, "url", programs, self.programs),
        ]


def _stock(model: type[models.Model], key: str, names: Names, known: Known) -> None:
    missing = [each for each in names if known.get(each, -1) < 0]
    known.update(_found(model, key, missing))
    new = [each for each in missing if known.get(each, -1) < 0]
    if not new:
        return
    entries: list[Any] = [model(**{key: each, "name": shortened(names[each], NAME_LIMIT) or each}) for each in new]
    # Another run may make the same entry at this moment: its own is as good.
    model._default_manager.bulk_create(entries, batch_size=CHUNK, ignore_conflicts=True)
    known.update(_found(model, key, new))


def _found(model: type[models.Model], key: str, wanted: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = model._default_manager.filter(**{f"{key}__in": wanted[start : start + CHUNK]})
        found.update(rows.values_list(key, "pk"))
    return found


__all__ = ["Library", "name_slug", "one_line", "role_slug", "term_slug"]
