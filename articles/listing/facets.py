"""What a list can be narrowed by: each choice with how many articles it leads to, the other facets' choices kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.listing.asked import FACETS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from articles.listing.asked import Asked
    from articles.listing.holdings import Holdings, Value

LABELS: Mapping[str, _StrPromise] = {
    "area_of_study": _("area of study"),
    "topic": _("topic"),
    "role": _("role"),
    "program": _("program"),
    "year": _("year"),
}
FEW = 8
"""Choices that are always shown of a facet; the rest stands folded."""
MANY = 100
"""Choices that are shown at most; what is rarer is found by searching for it."""

MOST_WAYS = 40
"""Choices that a page shows as ways on; the list has the others."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a facet, or all of them together (no slug)."""

    name: str
    slug: str
    count: int
    """How many articles the reader will see when choosing it, what else was asked kept."""
    selected: bool
    query: str
    """Query string of the list with this choice; empty for the list without any."""

    @property
    def unit(self) -> str:
        """What is counted."""
        return ngettext("article", "articles", self.count)


@dataclass(frozen=True, kw_only=True)
class Facet:
    parameter: str
    label: str
    choices: tuple[Choice, ...]
    """All of them together first, then the most frequent; years the latest first."""
    selected: str
    """Name of the chosen value; empty when all are shown."""
    value: str
    """Its slug, key or year."""
    unknown: str
    """What was asked for and does not exist; empty when there is nothing to complain of."""

    @property
    def values(self) -> tuple[Choice, ...]:
        return self.choices[1:]

    @property
    def ways(self) -> tuple[Choice, ...]:
        return self.values[:MOST_WAYS]

    @property
    def further(self) -> int:
        """How many are no ways."""
        return len(self.values) - len(self.ways)

    @property
    def shown(self) -> tuple[Choice, ...]:
        """All together, the first few, and whatever was chosen."""
        few = self.values if len(self.values) <= FEW + 2 else self.values[:FEW]
        chosen = tuple(each for each in self.values[len(few) :] if each.selected)
        return (self.choices[0], *few, *chosen)

    @property
    def folded(self) -> tuple[Choice, ...]:
        shown = {each.slug for each in self.shown}
        return tuple(each for each in self.values[:MANY] if each.slug not in shown)

    @property
    def left_out(self) -> int:
        return max(0, len(self.values) - len(self.shown) + 1 - len(self.folded))


def facets_of(holdings: Holdings, asked: Asked, found: int) -> tuple[Facet, ...]:
    """The facets over the articles that a search found, or over all of them."""
    chosen = {name: _chosen(holdings, asked, name) for name in FACETS}
    return tuple(_facet(holdings, asked, name, _together(chosen, found, without=name)) for name in FACETS)


def narrowed(holdings: Holdings, asked: Asked, found: int) -> int:
    """The articles under every choice; none when something was asked for that does not exist."""
    return _together({name: _chosen(holdings, asked, name) for name in FACETS}, found)


def _chosen(holdings: Holdings, asked: Asked, name: str) -> int | None:
    """The articles under the facet's choice; None where none was made."""
    slug = asked.chosen[name]
    value = holdings.facets[name].get(slug)
    return None if not slug else value.articles if value else 0


def _together(chosen: Mapping[str, int | None], found: int, without: str = "") -> int:
    for name, articles in chosen.items():
        if articles is not None and name != without:
            found &= articles
    return found


def _facet(holdings: Holdings, asked: Asked, name: str, others: int) -> Facet:
    """`others` are the articles under all that was asked but this facet's choice."""
    values, slug = holdings.facets[name], asked.chosen[name]
    counted = [(each, (each.articles & others).bit_count()) for each in values.values()]
    counted = [(each, count) for each, count in counted if count or each.slug == slug]
    if name != "year":
        counted.sort(key=lambda pair: -pair[1])  # stable: equals stay in the order of their names
    everything = Choice(name="", slug="", count=others.bit_count(), selected=not slug, query=asked.query({name: ""}))
    choices = (_choice(asked, name, each, count) for each, count in counted)
    known = values.get(slug)
    return Facet(
        parameter=name,
        label=str(LABELS[name]),
        choices=(everything, *choices),
        selected=known.name if known else "",
        value=known.slug if known else "",
        unknown="" if known else slug,
    )


def _choice(asked: Asked, name: str, value: Value, count: int) -> Choice:
    selected = value.slug == asked.chosen[name]
    return Choice(
        name=value.name, slug=value.slug, count=count, selected=selected, query=asked.query({name: value.slug})
    )
