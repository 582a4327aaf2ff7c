"""What a reader asks of roles and programs, read out of a query string in which anything may stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from articles.listing.asked import one_line

PARAMETERS = ("role", "program", "area_of_study", "pay", "sort", "page")
"""Those of which there is something to choose; what is typed freely, `q` and `add`, is not among them."""
MOST_COMPARED = 4
MOST_ASKED = 50
"""More than that nobody ticks: what comes after it is not looked at."""
LONGEST = 100
SLUG = re.compile(r"[\w-]{1,255}")


def words(asked: Mapping[str, str], name: str) -> str:
    """What was typed."""
    return one_line(asked.get(name, ""), LONGEST)


def slug(asked: Mapping[str, str], name: str) -> str:
    """The slug that was asked for; empty for what cannot be one."""
    found = asked.get(name, "").strip()
    return found if SLUG.fullmatch(found) else ""


def slugs(values: Iterable[str]) -> tuple[str, ...]:
    """The slugs among the values, each once."""
    return tuple(dict.fromkeys(value for value in values if SLUG.fullmatch(value)))[:MOST_ASKED]


def keys(values: Iterable[str]) -> tuple[int, ...]:
    """The keys among the values, each once."""
    numbers = (int(value) for value in values if value.isascii() and value.isdecimal() and len(value) <= 15)
    return tuple(dict.fromkeys(numbers))[:MOST_ASKED]


def query(pairs: Iterable[tuple[str, object]]) -> str:
    """A query string of what is said; without what is empty."""
    return urlencode([(name, value) for name, value in pairs if value])


def compared(name: str, values: Iterable[object]) -> str:
    """The query string of a comparison: the same name again and again."""
    return query((name, value) for value in values)
