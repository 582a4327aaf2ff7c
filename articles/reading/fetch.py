"""All that belongs to an article, brought in one query: its children and terms, its source, its neighbours.

Wagtail asks for each kind of child by itself. Here they come as JSON in the columns of one row, and are laid into the
page object, where modelcluster finds them as it finds what an editor typed: nothing that reads a page can tell.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import DateField, F, JSONField, Model, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.models.documents import SourceDocument
from articles.models.evidence import ArticleCitation, ArticleFigure
from articles.models.link_checks import LinkCheck
from articles.models.parts import ArticleAuthor, ArticleProgram, ArticleRole
from articles.models.programs import Program
from articles.models.related import ArticleRelated
from articles.models.roles import Role
from articles.models.taxonomy import AreaOfStudy, Author, Topic
from articles.reading import alike
from articles.reading.article_link import ArticleLink
from articles.reading.json_rows import JSONRows

if TYPE_CHECKING:
    from articles.models.index_page import ArticleIndexPage
    from articles.models.pages import ArticlePage

CHILDREN: Mapping[str, type[Model]] = {
    "authors": ArticleAuthor,
    "roles": ArticleRole,
    "figures": ArticleFigure,
    "citations": ArticleCitation,
    "programs": ArticleProgram,
    "related": ArticleRelated,
}
ENTRIES: Mapping[str, tuple[str, type[Model], tuple[str, ...]]] = {
    "authors": ("author", Author, ("name", "slug")),
    "roles": ("role", Role, ("name", "slug")),
    "programs": ("program", Program, ("name", "url")),
}
"""The library's entry of a child: its field, its model, and what a reader sees of it."""
TERMS: Mapping[str, type[Model]] = {"areas_of_study": AreaOfStudy, "topics": Topic}

ALIKE = "alike"
COLUMNS = (*CHILDREN, *TERMS, "source", "older", "newer", "checks", "known", ALIKE)
SOME_ARTICLE = -(10**15)
"""In place of an article's key; no article has it, nor is any other parameter the same."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What stands around an article in the database, none of it the page's own."""

    source_url: str
    is_source_original: bool
    """Whether search engines are to be led to the source."""
    older: ArticleLink | None
    newer: ArticleLink | None
    """The articles before and after it in the same area of study."""
    link_states: Mapping[str, tuple[str, date | None]]
    """By a cited address: what the last check of it found, and the day where the site stands."""
    pages_by_address: Mapping[str, int]
    """By a related article's address at its source: the page that was made of it."""
    alike: tuple[int, ...]
    """Articles on the same subject, the most alike first; none where the article names enough itself."""


def fetch(article: ArticlePage, index: ArticleIndexPage) -> Surroundings:
    """Lay the children into the page, which stands below the index."""
    most_alike = alike.kept(article)
    sql, parameters = _statement(index.path, connection.vendor, reckon=most_alike is None)
    with connection.cursor() as cursor:
        cursor.execute(sql, [article.pk if each == SOME_ARTICLE else each for each in parameters])
        values = cursor.fetchone()
    row = {
        name: json.loads(value) if isinstance(value, str) else value
        for name, value in zip(COLUMNS, values, strict=False)
    }
    laid: dict[str, list[Any]] = article.__dict__.setdefault("_cluster_related_objects", {})
    for name, child in CHILDREN.items():
        laid[name] = [_child(name, child, article, values) for values in row[name]]
        laid[name].sort(key=lambda each: (each.sort_order or 0, each.pk))
    for name, term in TERMS.items():
        laid[name] = [term(**values) for values in row[name]]
    if row.get(ALIKE) is not None:
        most_alike = alike.keep(article, row[ALIKE])
    return Surroundings(
        source_url=row["source"][0]["url"] if row["source"] else "",
        is_source_original=bool(row["source"] and row["source"][0]["is_original"]),
        older=ArticleLink(**row["older"][0]) if row["older"] else None,
        newer=ArticleLink(**row["newer"][0]) if row["newer"] else None,
        link_states={each["url"]: (each["state"], _day(each["checked_at"])) for each in row["checks"]},
        pages_by_address={each["url"]: each["page"] for each in row["known"]},
        alike=most_alike or (),
    )


@cache
def _statement(index_path: str, vendor: str, *, reckon: bool) -> tuple[str, tuple[Any, ...]]:
    """The query in SQL, with SOME_ARTICLE among its parameters; to build it takes longer than to ask it.

    `reckon`: with the column of what is alike.
    """
    from articles.models.index_page import ArticleIndexPage
    from articles.models.pages import ArticlePage

    siblings = ArticleIndexPage(path=index_path, depth=len(index_path) // ArticleIndexPage.steplen).articles()
    cited = ArticleCitation.objects.filter(page=OuterRef(OuterRef("pk"))).values("url")
    named = ArticleRelated.objects.filter(page=OuterRef(OuterRef("pk"))).values("url")
    documents = SourceDocument.objects.order_by("pk")
    columns = (
        *(_children(name, child) for name, child in CHILDREN.items()),
        *(_terms(term) for term in TERMS.values()),
        JSONRows(documents.filter(page=OuterRef("pk"))[:1], url="url", is_original="source__canonical_to_source"),
        _neighbour(siblings, "lt", "-"),
        _neighbour(siblings, "gt", ""),
        JSONRows(LinkCheck.objects.filter(url__in=cited), url="url", state="state", checked_at="checked_at"),
        JSONRows(documents.filter(page__isnull=False, url__in=named), url="url", page="page_id"),
        *((alike.column(SOME_ARTICLE, index_path, vendor),) if reckon else ()),
    )
    found = ArticlePage.objects.filter(pk=SOME_ARTICLE).order_by()
    sql, parameters = found.values_list(*columns).query.sql_with_params()
    return sql, tuple(parameters)


def _day(moment: str | None) -> date | None:
    if not moment:
        return None
    read = datetime.fromisoformat(moment)  # SQLite writes it in UTC and does not say so
    return timezone.localdate(read if read.tzinfo else read.replace(tzinfo=UTC))


def _children(name: str, model: type[Model]) -> JSONRows:
    fields = {field.attname: field.attname for field in model._meta.concrete_fields if field.name != "page"}
    if name in ENTRIES:
        entry, _model, shown = ENTRIES[name]
        fields |= {f"{entry}__{field}": f"{entry}__{field}" for field in shown}
    children = model._default_manager.filter(page=OuterRef("pk"))
    return JSONRows(children, **{key: F(value) for key, value in fields.items()})


def _terms(model: type[Model]) -> JSONRows:
    terms = model._default_manager.filter(articles=OuterRef("pk")).order_by("name")
    return JSONRows(terms, id="pk", name="name", slug="slug")


def _neighbour(siblings: QuerySet[ArticlePage], direction: str, order: str) -> JSONRows:
    """The nearest article by day in the first of its areas of study."""
    area = AreaOfStudy.objects.filter(articles=OuterRef(OuterRef("pk"))).order_by("name").values("pk")[:1]
    beyond = Q(**{f"published__{direction}": OuterRef("published")}) | Q(
        published=OuterRef("published"), **{f"pk__{direction}": OuterRef("pk")}
    )
    nearest = siblings.filter(beyond, areas_of_study=Subquery(area)).order_by(f"{order}published", f"{order}pk")
    return JSONRows(nearest[:1], title="title", slug="slug")


def _child(name: str, model: type[Model], article: ArticlePage, values: dict[str, Any]) -> Model:
    entry = None
    if name in ENTRIES:
        field, entry_model, shown = ENTRIES[name]
        said = {each: values.pop(f"{field}__{each}") for each in shown}
        if values[f"{field}_id"] is not None:
            entry = entry_model(pk=values[f"{field}_id"], **said)
    for each in model._meta.concrete_fields:
        value = values.get(each.attname)
        if isinstance(value, str) and isinstance(each, JSONField):
            values[each.attname] = json.loads(value)  # SQLite has no JSON inside JSON that came from a column
        elif isinstance(value, str) and isinstance(each, DateField):
            values[each.attname] = date.fromisoformat(value)
    child = model(page=article, **values)
    if entry is not None:
        setattr(child, ENTRIES[name][0], entry)
    return child
