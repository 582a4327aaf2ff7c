"""Who did what for an article, and when it was first published, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from articles.models.parts import ArticleAuthor

LABELS = {
    "author": gettext_lazy("By"),
    "reviewer": gettext_lazy("Reviewed by"),
    "editor": gettext_lazy("Edited by"),
}
# How much of a date the source may say, and how that much reads in the language's own order.
_PARTIAL_DATES = (("%Y-%m-%d", "DATE_FORMAT"), ("%Y-%m", "YEAR_MONTH_FORMAT"), ("%Y", "Y"))


@dataclass(frozen=True, kw_only=True)
class Person:
    name: str
    slug: str
    """Of the library's author; empty where the library has no entry."""


@dataclass(frozen=True, kw_only=True)
class Credit:
    label: str
    people: tuple[Person, ...]


def credits_of(authors: Iterable[ArticleAuthor]) -> tuple[Credit, ...]:
    """One credit for each thing people did, in the order of the byline."""
    people: dict[str, list[Person]] = {}
    for entry in authors:
        person = Person(name=entry.shown_name, slug=entry.author.slug if entry.author else "")
        people.setdefault(entry.role, []).append(person)
    return tuple(
        Credit(label=str(LABELS.get(role) or f"{capfirst(role)}:"), people=tuple(named))
        for role, named in people.items()
    )


def partial_date(value: str) -> str:
    """A partial ISO date in words ("2022-10" is "October 2022"); what is no date stays as it is."""
    for form, words in _PARTIAL_DATES:
        try:
            return formats.date_format(datetime.strptime(value, form), words)  # noqa: DTZ007  (a day has no time zone)
        except ValueError:
            continue
    return value
