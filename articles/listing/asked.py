"""What a reader asks of the list of articles: the names of its parameters, as the source hubs have them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from scraper.parsing.words import UNPRINTABLE

FACETS = ("area_of_study", "topic", "role", "program", "year")
"""Parameters that narrow the list, in the order in which they are shown and stand in an address."""
PARAMETERS = (*FACETS, "q", "sort", "page")
NEWEST, UPDATED, TITLE, RELEVANCE = "newest", "updated", "title", "relevance"
ORDERS = {RELEVANCE: _("Best match"), NEWEST: _("Newest"), UPDATED: _("Last updated"), TITLE: _("Title")}
LONGEST_SEARCH = 200
LONGEST_CHOICE = 255


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked, made harmless; whether a choice or a page exists is for others to say."""

    chosen: Mapping[str, str]
    """For every facet the slug, key or year that was asked for; empty where nothing was."""
    search: str = ""
    sort: str = NEWEST
    page: int = 1

    @property
    def sorts(self) -> tuple[str, ...]:
        """The orders there are to choose from. What was not searched for is not more or less relevant."""
        return (RELEVANCE, NEWEST, UPDATED, TITLE) if self.search else (NEWEST, UPDATED, TITLE)

    def query(self, instead: Mapping[str, str] | None = None, *, page: int = 1) -> str:
        """The query string of the list with something else in some places; empty for the list without any."""
        instead = instead or {}
        search = instead.get("q", self.search)
        sort = instead.get("sort", self.sort)
        if sort == (RELEVANCE if search else NEWEST) or (sort == RELEVANCE and not search):
            sort = ""
        said = {**self.chosen, "q": search, **{name: value for name, value in instead.items() if name in FACETS}}
        said |= {"sort": sort, "page": str(page) if page > 1 else ""}
        return urlencode({name: value for name, value in said.items() if value})


def read_asked(query: Mapping[str, str]) -> Asked:
    """Whatever stands in the query string; each value may be anything."""
    chosen = {name: one_line(query.get(name, ""), LONGEST_CHOICE + 1) for name in FACETS}
    search = one_line(query.get("q", ""), LONGEST_SEARCH)
    unsorted = Asked(chosen=chosen, search=search)
    sort = query.get("sort", "")
    return Asked(
        chosen=chosen,
        search=search,
        sort=sort if sort in unsorted.sorts else unsorted.sorts[0],
        page=_number(query.get("page", "")),
    )


def is_asked(query: Container[str]) -> bool:
    """Whether any of it is in the query string."""
    return any(name in query for name in PARAMETERS)


def one_line(value: str, longest: int) -> str:
    """On one line and without what no text has."""
    return " ".join(text_of(value).split())[:longest].strip()


def text_of(value: str) -> str:
    """The value with a space for each of what no text has: no XML may hold it, and PostgreSQL refuses a NUL."""
    return UNPRINTABLE.sub(" ", value)


def _number(value: str) -> int:
    try:
        return max(1, int(value))
    except ValueError:
        return 1
