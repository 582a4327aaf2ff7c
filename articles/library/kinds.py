"""The five kinds of library entries, and how articles name each: in a child's column, or in a set of terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F, QuerySet

from articles.models import (
    AreaOfStudy,
    ArticleAuthor,
    ArticlePage,
    ArticleProgram,
    ArticleRole,
    Author,
    Program,
    Role,
    Topic,
)


@dataclass(frozen=True, kw_only=True)
class Kind:
    model: type[models.Model]
    relation: str
    """Of an article: its children, or its set of terms."""
    rows_model: type[models.Model]
    """Whose rows tie articles to entries: the children, or the rows of the set."""
    page_column: str
    column: str
    """Of such a row, the entry's key."""
    key: str = "slug"
    """The field by which imports know an entry."""
    words: str = "name"
    """Of a child, the column of the words in which its article names the entry."""
    is_searched: bool = True
    """Whether the entry's name helps to find its articles."""

    @property
    def is_set(self) -> bool:
        return self.relation in ("areas_of_study", "topics")

    @property
    def name(self) -> str:
        return str(self.model._meta.model_name)

    def entries(self) -> QuerySet[Any]:
        return self.model._default_manager.all()

    def rows(self, entry: int) -> QuerySet[Any]:
        """The rows in which articles name the entry, each with its article's key as `article`."""
        return self.rows_model._default_manager.filter(**{self.column: entry}).annotate(article=F(self.page_column))

    def pattern(self, entry: int) -> str:
        """What stands in the JSON of a revision that names the entry, as both databases write it.

        Within a text of the article every quotation mark has a backslash before it.
        """
        if self.is_set:
            return rf'"{self.relation}": \[([0-9]+, )*{entry}[],]'
        return rf'"{self.field}": {entry}[,}}]'

    @property
    def field(self) -> str:
        """What a revision calls the column of a child."""
        return self.column.removesuffix("_id")

    def names(self, content: Mapping[str, Any], entry: int) -> bool:
        """Whether the content of a revision names the entry."""
        said = content.get(self.relation) or []
        return entry in said if self.is_set else any(child.get(self.field) == entry for child in said)


def _of_children(model: type[models.Model], relation: str, rows: type[models.Model], **more: Any) -> Kind:
    column = f"{model._meta.model_name}_id"
    return Kind(model=model, relation=relation, rows_model=rows, page_column="page_id", column=column, **more)


def _of_a_set(model: type[models.Model], relation: str) -> Kind:
    field: Any = ArticlePage._meta.get_field(relation)
    return Kind(
        model=model,
        relation=relation,
        rows_model=field.remote_field.through,
        page_column=f"{field.m2m_field_name()}_id",
        column=f"{field.m2m_reverse_field_name()}_id",
    )


KINDS: tuple[Kind, ...] = (
    # An article is found by a role's title as it is printed there.
    _of_children(Role, "roles", ArticleRole, words="title", is_searched=False),
    _of_a_set(AreaOfStudy, "areas_of_study"),
    _of_a_set(Topic, "topics"),
    _of_children(Author, "authors", ArticleAuthor),
    _of_children(Program, "programs", ArticleProgram, key="url"),
)


def kind_of(model: type[models.Model]) -> Kind:
    return next(kind for kind in KINDS if kind.model is model)
