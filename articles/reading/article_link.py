"""An article as something that a page links to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ArticleLink:
    title: str
    slug: str
    """Under which it stands below the index."""
