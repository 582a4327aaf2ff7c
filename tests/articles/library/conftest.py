"""Runs of hand-made records, and the entries that they make."""

from __future__ import annotations

from typing import Any

import pytest

from articles.library.kinds import KINDS, Kind
from articles.models import ArticlePage
from tests.articles.sync.conftest import _crawls, editor, hub, index, source

__all__ = ["_crawls", "editor", "hub", "index", "source"]

EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])


def entry(kind: Kind, name: str) -> Any:
    return kind.entries().get(name=name)


def make(kind: Kind, name: str, key: str = "") -> Any:
    key = key or ("https://hub.example/programs/another/" if kind.key == "url" else "another")
    return kind.model._default_manager.create(**{"name": name, kind.key: key})


def named_live(kind: Kind, page: ArticlePage) -> list[int]:
    """The entries that the page's rows name."""
    rows = kind.rows_model._default_manager.filter(**{kind.page_column: page.pk}).order_by("pk")
    return list(rows.values_list(kind.column, flat=True))


def named_in(kind: Kind, content: Any) -> list[int]:
    said = content[kind.relation]
    return list(said) if kind.is_set else [child[kind.field] for child in said]
