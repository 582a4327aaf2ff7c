"""Two to four roles side by side; the comparison is its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from articles.explorer import asked as ask
from articles.explorer import pay
from articles.explorer.find import areas_in, entry_by_slug, role_by_words, roles_in
from articles.explorer.role_page import Fact, ProgramRow, facts_of, programs_of, rows_of
from articles.explorer.roles import Growth, Named, growth_of, named
from articles.models.parts import ArticleRole
from articles.reading.body import plain
from articles.reading.scale import Scale

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage
    from articles.models.roles import Role
    from articles.models.taxonomy import AreaOfStudy

LEAST = 2
MOST_OFFERED = 12
MOST_LABELS = 5


@dataclass(frozen=True, kw_only=True)
class Column:
    role: Role
    articles: int
    areas: tuple[AreaOfStudy, ...]
    growth: tuple[Growth, ...]
    facts: tuple[Fact, ...]
    programs: tuple[ProgramRow, ...]
    without: str
    """The query string of the comparison that leaves it out."""


@dataclass(frozen=True, kw_only=True)
class PayRow:
    """What every role pays in one measure, on one rule; of a role that says nothing, nothing."""

    measured: pay.Measured
    cells: tuple[tuple[pay.Drawn, ...], ...]


@dataclass(frozen=True, kw_only=True)
class FactRow:
    label: str
    cells: tuple[Fact | None, ...]


@dataclass(frozen=True, kw_only=True)
class Offer:
    name: str
    query: str


@dataclass(frozen=True, kw_only=True)
class RoleComparison:
    columns: tuple[Column, ...]
    pay: tuple[PayRow, ...]
    facts: tuple[FactRow, ...]
    unknown: tuple[str, ...]
    """What was asked for and is no role here."""
    left_out: tuple[str, ...]
    """Names of the roles that were asked for and do not fit."""
    offers: tuple[Offer, ...]
    """Roles that could be added: those that fit what was typed, or the most usual."""
    typed: str
    query: str
    """Of the comparison itself."""
    added: bool
    """Whether what was typed was a role, so that the comparison has another address than was asked for."""

    @property
    def is_enough(self) -> bool:
        return len(self.columns) >= LEAST

    @property
    def is_full(self) -> bool:
        return len(self.columns) >= ask.MOST_COMPARED


def compare_roles(articles: QuerySet[ArticlePage], asked: Sequence[str], typed: str) -> RoleComparison:
    slugs = ask.slugs(asked)
    by_slug = _by_slug(articles, slugs)
    found = {by_slug[slug].pk: by_slug[slug] for slug in slugs if slug in by_slug}
    known = dict(islice(found.items(), ask.MOST_COMPARED))
    is_free = len(known) < ask.MOST_COMPARED
    added = role_by_words(articles, typed) if is_free else None
    if added:
        known.setdefault(added.pk, added)
    roles = list(known.values())
    spans = pay.spans(articles, known)
    growth = growth_of(articles, list(known))
    columns = tuple(_column(role, roles, articles, growth.get(role.pk, [])) for role in roles)
    return RoleComparison(
        columns=columns,
        pay=tuple(_pay_row(measured, roles, spans) for measured in pay.by_usage(spans)),
        facts=_fact_rows(columns),
        unknown=tuple(slug for slug in slugs if slug not in by_slug)[: ask.MOST_COMPARED],
        left_out=tuple(role.name for role in found.values() if role.pk not in known),
        offers=_offers(articles, roles, "" if added else typed) if is_free else (),
        typed="" if added else typed,
        query=ask.compared("role", (role.slug for role in roles)),
        added=added is not None,
    )


def _by_slug(articles: QuerySet[ArticlePage], slugs: Sequence[str]) -> dict[str, Role]:
    """The roles; of former names as many are looked up as can be compared."""
    roles = roles_in(articles)
    found = {role.slug: role for role in roles.filter(slug__in=slugs)} if slugs else {}
    former = [slug for slug in slugs if slug not in found][: ask.MOST_COMPARED]
    return found | {slug: role for slug in former if (role := entry_by_slug(roles, slug))}


def _column(role: Role, roles: Sequence[Role], articles: QuerySet[ArticlePage], growth: Sequence[Growth]) -> Column:
    naming = articles.filter(pk__in=ArticleRole.objects.filter(role=role).values("page"))
    return Column(
        role=role,
        articles=naming.count(),
        areas=tuple(areas_in(naming)),
        growth=tuple(growth),
        facts=facts_of(rows_of(role, articles)),
        programs=programs_of(naming),
        without=ask.compared("role", (each.slug for each in roles if each.pk != role.pk)),
    )


def _pay_row(measured: pay.Measured, roles: Sequence[Role], spans: Sequence[pay.Span]) -> PayRow:
    scale: Scale | None = pay.scale_of(measured, spans)
    return PayRow(
        measured=measured,
        cells=tuple(
            tuple(
                pay.drawn(span, measured, scale) for span in spans if (span.role, span.measured) == (role.pk, measured)
            )
            for role in roles
        ),
    )


def _fact_rows(columns: Sequence[Column]) -> tuple[FactRow, ...]:
    """A row a label; those that most of the roles have come first."""
    by_label: dict[str, dict[int, Fact]] = {}
    for place, column in enumerate(columns):
        for fact in column.facts:
            by_label.setdefault(plain(fact.label), {})[place] = fact
    rows = sorted(by_label.values(), key=lambda each: -len(each))[:MOST_LABELS]
    return tuple(
        FactRow(
            label=next(iter(facts.values())).label,
            cells=tuple(facts.get(place) for place in range(len(columns))),
        )
        for facts in rows
    )


def _offers(articles: QuerySet[ArticlePage], roles: Sequence[Role], typed: str) -> tuple[Offer, ...]:
    chosen = [role.slug for role in roles]
    found: list[Named] = named(articles, typed)
    usual = sorted((each for each in found if each.slug not in chosen), key=lambda each: (-each.articles, each.name))
    return tuple(
        Offer(name=each.name, query=ask.compared("role", [*chosen, each.slug])) for each in usual[:MOST_OFFERED]
    )
