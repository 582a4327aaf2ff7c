"""What a reader asks of the list of articles: the names of its parameters, as the source hubs have them."""

from __future__ import annotations

from collections.abc import Container

PARAMETERS = ("area_of_study", "topic", "page")


def is_asked(query: Container[str]) -> bool:
    """Whether any of it is in the query string."""
    return any(name in query for name in PARAMETERS)
