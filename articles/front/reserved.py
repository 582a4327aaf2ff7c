"""Slugs that no article may have: a route of the index stands at their address."""

from __future__ import annotations

from functools import cache

from articles.models.index_page import ArticleIndexPage


@cache
def reserved_slugs() -> frozenset[str]:
    """The first segments of all routes that begin with a fixed word."""
    routes = (str(route.pattern) for route in ArticleIndexPage.get_resolver().url_patterns)
    return frozenset(segment for route in routes if (segment := route.split("/")[0]) and segment[0].isalpha())
