"""A role's page: what the role is, what it pays and who says so, its articles, and the programs that lead there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, QuerySet
from wagtail.models import Page

from articles.addresses import web_address
from articles.explorer.find import areas_in
from articles.explorer.statements import Said, said_of
from articles.listing.cards import ArticleCard
from articles.listing.newest import newest
from articles.models.parts import ArticleProgram, ArticleRole
from articles.models.taxonomy import AreaOfStudy
from articles.reading.at_hand import linked_pages, visible_pages
from articles.reading.body import plain
from articles.reading.facts import is_said_by_facts

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage
    from articles.models.roles import Role

MOST_TEXTS = 4
MOST_FACTS = 4
MOST_PROGRAMS = 12


@dataclass(frozen=True, kw_only=True)
class Text:
    """What one article says of the role."""

    html: str
    title: str
    slug: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What articles say under one label, such as "Skills": each wording once, with the article it is from."""

    label: str
    said: tuple[tuple[str, str, str], ...]
    """Words, title and slug of the article."""


@dataclass(frozen=True, kw_only=True)
class ProgramRow:
    key: int
    name: str
    url: str
    """Empty where it cannot be linked to."""
    articles: int


@dataclass(frozen=True, kw_only=True)
class RoleView:
    role: Role
    texts: tuple[Text, ...]
    facts: tuple[Fact, ...]
    said: Said
    areas: tuple[AreaOfStudy, ...]
    cards: tuple[ArticleCard, ...]
    total: int
    programs: tuple[ProgramRow, ...]
    pages: Mapping[int, Page]
    """What its texts link to, for `articles.reading.at_hand`."""


def view_role(role: Role, articles: QuerySet[ArticlePage]) -> RoleView:
    naming = articles.filter(pk__in=ArticleRole.objects.filter(role=role).values("page"))
    listing = newest(naming)
    rows = rows_of(role, articles)
    texts = texts_of(rows)
    return RoleView(
        role=role,
        texts=texts,
        facts=facts_of(rows),
        said=said_of(role, articles),
        areas=tuple(areas_in(naming)),
        cards=listing.cards,
        total=listing.total,
        programs=programs_of(naming),
        pages=visible_pages(linked_pages(text.html for text in texts)),
    )


def rows_of(role: Role, articles: QuerySet[ArticlePage], most: int = 60) -> list[ArticleRole]:
    """Where articles speak of the role, the newest first."""
    rows = ArticleRole.objects.filter(role=role, page__in=articles.values("pk"))
    rows = rows.annotate(article=F("page__title"), article_slug=F("page__slug"))
    return list(rows.order_by(F("page__published").desc(nulls_last=True), "page_id", "sort_order")[:most])


def texts_of(rows: Sequence[ArticleRole]) -> tuple[Text, ...]:
    """Those of the newest articles; a text that only repeats the facts, or another article, is left out."""
    found: dict[str, Text] = {}
    for row in rows:
        if row.html and not is_said_by_facts(row.facts, row.html):
            text = Text(html=row.html, title=row.article, slug=row.article_slug)
            found.setdefault(row.html, text)
    return tuple(found.values())[:MOST_TEXTS]


def facts_of(rows: Sequence[ArticleRole]) -> tuple[Fact, ...]:
    """In the order in which labels come up; what most articles have comes first."""
    said: dict[str, dict[str, tuple[str, str, str]]] = {}
    labels: dict[str, str] = {}
    for row in rows:
        for fact in row.facts:
            label = labels.setdefault(plain(fact["label"]), fact["label"])
            one = (fact["text"], row.article, row.article_slug)
            said.setdefault(label, {}).setdefault(plain(fact["text"]), one)
    often = sorted(said.items(), key=lambda each: -len(each[1]))
    return tuple(Fact(label=label, said=tuple(texts.values())[:MOST_FACTS]) for label, texts in often)


def programs_of(articles: QuerySet[ArticlePage]) -> tuple[ProgramRow, ...]:
    """Programs of the library that the articles point to, those of most articles first."""
    rows = ArticleProgram.objects.filter(page__in=articles.values("pk"), program__isnull=False)
    counted = rows.values_list("program_id", "program__name", "program__url").annotate(
        number=Count("page", distinct=True)
    )
    return tuple(
        ProgramRow(key=key, name=name, url=web_address(url), articles=number)
        for key, name, url, number in counted.order_by("-number", "program__name")[:MOST_PROGRAMS]
    )
