"""The explorer of roles: every role that an article names, searched, narrowed, sorted, and drawn on one rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, QuerySet
from django.utils.translation import gettext_lazy as _

from articles.explorer import asked as ask
from articles.explorer import pay
from articles.explorer.find import areas_in, by_alias
from articles.listing.search.words import fold
from articles.models.evidence import ArticleFigure
from articles.models.roles import Role
from articles.models.taxonomy import AreaOfStudy
from articles.reading.scale import Scale
from articles.reading.wording import years_of
from articles.serving.remembered import remembered

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage

PAGE_SIZE = 24
SORTS = {
    "articles": _("most articles"),
    "pay": _("highest pay"),
    "growth": _("highest growth"),
    "name": _("name"),
}
MOST_GROWTH = 2


@dataclass(frozen=True, kw_only=True)
class Growth:
    """A growth as an article prints it."""

    text: str
    years: str
    """Of which it holds; empty where it is not said."""


@dataclass(frozen=True, kw_only=True)
class RoleRow:
    name: str
    slug: str
    articles: int
    pay: tuple[pay.Drawn, ...]
    """On the rule that was asked for; the other measures, in words, where it says nothing there."""
    growth: tuple[Growth, ...]


@dataclass(frozen=True, kw_only=True)
class Option:
    """One entry of a list to choose from."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, kw_only=True)
class Explorer:
    rows: tuple[RoleRow, ...]
    page: Page[Any]
    q: str
    areas: tuple[Option, ...]
    measures: tuple[Option, ...]
    sorts: tuple[Option, ...]
    measured: pay.Measured | None
    scale: Scale | None
    query: str
    """What was asked for, without the page's number."""
    is_moved: bool
    """Whether the area was asked for by a slug that it had once, so that the list has another address."""

    @property
    def narrowed(self) -> bool:
        return bool(self.q or any(each.selected and each.value for each in self.areas))


@dataclass(frozen=True, kw_only=True)
class Named:
    """A role as the list of all of them needs it."""

    key: int
    name: str
    slug: str
    articles: int


def explore_roles(articles: QuerySet[ArticlePage], asked: Mapping[str, str]) -> Explorer:
    """For what was asked; each of it may be anything. As many queries for ten roles as for ten thousand."""
    q, area, sort = ask.words(asked, "q"), ask.slug(asked, "area_of_study"), asked.get("sort", "")
    areas = list(areas_in(articles))
    former = area and all(each.slug != area for each in areas) and by_alias(areas_in(articles), slug=area)
    area = former.slug if former else area
    if area and all(each.slug != area for each in areas):
        articles = articles.none()  # also of what is remembered: anybody may ask for any area
    elif area:
        articles = articles.filter(pk__in=AreaOfStudy.articles.through.objects.filter(
            areaofstudy__slug=area).values("articlepage"))  # fmt: skip
    found = pay.spans(articles)
    measures = pay.by_usage(found)
    measured = next((each for each in measures if each.value == asked.get("pay")), measures[0] if measures else None)
    sort = sort if sort in SORTS else "articles"
    numbers: dict[int, float] = {}
    if sort == "pay":
        numbers = {span.role: span.high for span in sorted(found, key=_high) if span.measured == measured}
    elif sort == "growth":
        numbers = _highest_growth(articles)
    roles = sorted(named(articles, q), key=lambda role: _place(role, sort, numbers))
    paginator = Paginator(roles, PAGE_SIZE)
    page = paginator.get_page(asked.get("page"))
    on_rule = pay.scale_of(measured, found)
    chosen = [("q", q), ("area_of_study", area), ("pay", asked.get("pay", "") and measured and measured.value)]
    return Explorer(
        rows=rows_of(articles, list(page.object_list), found, measured, on_rule),
        page=page,
        q=q,
        areas=tuple(Option(value=each.slug, label=each.name, selected=each.slug == area) for each in areas),
        measures=tuple(Option(value=each.value, label=each.label, selected=each == measured) for each in measures),
        sorts=tuple(Option(value=key, label=str(label), selected=key == sort) for key, label in SORTS.items()),
        measured=measured,
        scale=on_rule,
        query=ask.query([*chosen, ("sort", sort if sort != "articles" else "")]),
        is_moved=bool(former),
    )


def named(articles: QuerySet[ArticlePage], q: str = "") -> list[Named]:
    """The roles that the articles name, with how many do, whose names have the words; one query, remembered."""
    words = fold(q).split()
    found = remembered(articles, "named roles", lambda: _read_named(articles))
    return [role for role in found if all(word in fold(role.name) for word in words)]


def _read_named(articles: QuerySet[ArticlePage]) -> list[Named]:
    roles = Role.objects.filter(article_roles__page__in=articles.values("pk"))
    rows = roles.annotate(articles=Count("article_roles__page", distinct=True)).order_by("name")
    return [
        Named(key=key, name=name, slug=slug, articles=number)
        for key, name, slug, number in rows.values_list("pk", "name", "slug", "articles")
    ]


def _highest_growth(articles: QuerySet[ArticlePage]) -> dict[int, float]:
    figures = pay.figures_of_roles(articles).filter(kind=ArticleFigure.Kind.GROWTH, amount__isnull=False)
    return dict(figures.values_list("page__roles__role").annotate(most=Max("amount")).order_by())


def rows_of(
    articles: QuerySet[ArticlePage],
    roles: list[Named],
    found: list[pay.Span],
    measured: pay.Measured | None,
    scale: Scale | None,
) -> tuple[RoleRow, ...]:
    growth = growth_of(articles, [role.key for role in roles])
    spans: dict[int, list[pay.Span]] = {}
    for span in found:
        spans.setdefault(span.role, []).append(span)
    rows = []
    for role in roles:
        all_said = spans.get(role.key, [])
        said = [span for span in all_said if span.measured == measured] or all_said
        rows.append(
            RoleRow(
                name=role.name,
                slug=role.slug,
                articles=role.articles,
                pay=tuple(pay.drawn(span, measured, scale) for span in said),
                growth=tuple(growth.get(role.key, ())),
            )
        )
    return tuple(rows)


def growth_of(articles: QuerySet[ArticlePage], roles: list[int]) -> dict[int, list[Growth]]:
    """The latest few of each role."""
    figures = pay.figures_of_roles(articles, roles).filter(kind=ArticleFigure.Kind.GROWTH)
    columns = ("page__roles__role", "text", "start_year", "end_year")
    rows = figures.order_by(F("end_year").desc(nulls_last=True), "text").values_list(*columns).distinct()
    found: dict[int, list[Growth]] = {}
    for role, text, start, end in rows:
        one = Growth(text=text, years=years_of(start, end))
        known = found.setdefault(role, [])
        if one not in known and len(known) < MOST_GROWTH:
            known.append(one)
    return found


def _high(span: pay.Span) -> float:
    return span.high


def _place(role: Named, sort: str, numbers: Mapping[int, float]) -> tuple[float, str]:
    """What comes first has the smallest; a role of which nothing is said stands behind all others."""
    number = {"articles": float(role.articles), "name": 0.0}.get(sort, numbers.get(role.key))
    return (float("inf") if number is None else -number, role.name.casefold())
