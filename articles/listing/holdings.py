"""What all articles that a reader may see carry: their terms, roles, programs and years, and their orders.

Read with one query a facet, and remembered until something that readers see changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Aggregate, OuterRef, QuerySet, Subquery, TextField

from articles.listing.asked import TITLE, UPDATED
from articles.listing.bits import bits_of, places_of
from articles.listing.search.words import fold
from articles.models.parts import ArticleProgram, ArticleRole
from articles.models.programs import Program
from articles.models.roles import Role
from articles.models.taxonomy import AreaOfStudy, Topic
from articles.serving.remembered import remembered

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage


@dataclass(frozen=True, kw_only=True)
class Value:
    """One term, role, program or year, and the articles that carry it."""

    name: str
    slug: str
    articles: int
    """As bits, see `bits`."""


@dataclass(frozen=True, kw_only=True)
class Holdings:
    keys: list[int]
    """The articles, newest first; an article's place here is its bit."""
    places: Mapping[int, int]
    orders: Mapping[str, list[int]]
    """For each order but the newest the places in it."""
    facets: Mapping[str, Mapping[str, Value]]
    """By parameter the values that an article carries, by slug, in the order of their names; years latest first."""

    @property
    def all(self) -> int:
        return (1 << len(self.keys)) - 1

    def bits(self, keys: Iterable[int]) -> int:
        """The articles with these keys, as far as a reader may see them."""
        return bits_of((self.places[key] for key in keys if key in self.places), len(self.keys))

    def in_order(self, chosen: int, sort: str) -> list[int]:
        """The keys of the chosen articles in an order that does not depend on what was searched for."""
        if sort not in self.orders:
            return [self.keys[place] for place in places_of(chosen)]
        within = set(places_of(chosen))
        return [self.keys[place] for place in self.orders[sort] if place in within]


def holdings_of(articles: QuerySet[ArticlePage]) -> Holdings:
    return remembered(articles, "holdings", lambda: read_holdings(articles))


def read_holdings(articles: QuerySet[ArticlePage]) -> Holdings:
    """In five queries, none of which reads a text."""
    rows = list(articles.order_by().values_list("pk", "published", "updated", "title"))
    rows.sort(key=lambda row: (fold(row[3]), row[0]))
    by_title = [row[0] for row in rows]
    rows.sort(key=lambda row: row[1] or date.min, reverse=True)  # stable: undated last, a day's by their titles
    keys = [row[0] for row in rows]
    places = {key: place for place, key in enumerate(keys)}
    by_update = sorted(rows, key=lambda row: row[2] or row[1] or date.min, reverse=True)
    return Holdings(
        keys=keys,
        places=places,
        orders={UPDATED: [places[row[0]] for row in by_update], TITLE: [places[key] for key in by_title]},
        facets={
            "area_of_study": _carried(AreaOfStudy, AreaOfStudy.articles.through, "areaofstudy", "articlepage", places),
            "topic": _carried(Topic, Topic.articles.through, "topic", "articlepage", places),
            "role": _carried(Role, ArticleRole, "role", "page", places),
            "program": _carried(Program, ArticleProgram, "program", "page", places),
            "year": _years([(row[0], row[1]) for row in rows], places),
        },
    )


def _carried(
    model: type[Any], between: type[Any], value: str, article: str, places: Mapping[int, int]
) -> Mapping[str, Value]:
    """The entries of the model that stand in a row between with an article: one narrow row an entry comes back."""
    carrying = between.objects.filter(**{value: OuterRef("pk")}).order_by().values(value)
    keys = Subquery(carrying.annotate(keys=Joined(f"{article}_id")).values("keys"), output_field=TextField())
    slug = "pk" if model is Program else "slug"
    found = {}
    for name, own, carriers in (
        model.objects.annotate(carriers=keys).order_by("name", "pk").values_list("name", slug, "carriers")
    ):
        keys_of_it = map(int, carriers.split(",")) if carriers else ()
        # What none of them carries is not there: drafts and private articles may, and its name is not for all.
        if held := bits_of((places[key] for key in keys_of_it if key in places), len(places)):
            found[str(own)] = Value(name=name, slug=str(own), articles=held)
    return found


def _years(rows: Iterable[tuple[int, date | None]], places: Mapping[int, int]) -> Mapping[str, Value]:
    by_year: dict[int, list[int]] = {}
    for key, published in rows:
        if published:
            by_year.setdefault(published.year, []).append(places[key])
    return {
        str(year): Value(name=str(year), slug=str(year), articles=bits_of(by_year[year], len(places)))
        for year in sorted(by_year, reverse=True)
    }


class Joined(Aggregate):
    """All keys of a group in one text, with commas between."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return super().as_sql(compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')")
