"""Related articles as links: to the hub's own page where readers may see it, else to the source.

An editor's choice of page comes first; after it the article's address at the source, under whatever address and
for whatever source the hub knows it. All rows are looked up together: the number of queries does not grow with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.models import Page

from articles.addresses import web_address
from articles.models.sources import SourceDocument

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage
    from articles.models.related import ArticleRelated


@dataclass(frozen=True, kw_only=True)
class RelatedLink:
    title: str
    page: Page | None
    """The hub's own page, live and public; null when the link leads to the source."""
    url: str
    """Address at the source; empty when there is none that can be linked to."""
    published: date | None
    excerpt: str
    areas_of_study: tuple[str, ...]
    topics: tuple[str, ...]


def related_links(rows: Iterable[ArticleRelated], *, shown_on: ArticlePage) -> tuple[RelatedLink, ...]:
    """The links in order, without repeats, without the page itself and without rows that lead nowhere."""
    rows = list(rows)
    known = _pages_by_address({row.url for row in rows if row.url})
    visible = _visible_pages({row.related_page_id for row in rows} | set(known.values()))
    links: list[RelatedLink] = []
    shown: set[object] = {shown_on.pk}
    for row in rows:
        page = visible.get(row.related_page_id) or visible.get(known.get(row.url))
        target = page.pk if page else web_address(row.url)
        if not target or target in shown:
            continue
        shown.add(target)
        links.append(
            RelatedLink(
                title=page.title if page else row.title or row.url,
                page=page,
                url=web_address(row.url),
                published=row.published,
                excerpt=row.excerpt,
                areas_of_study=_names(row.areas_of_study),
                topics=_names(row.topics),
            )
        )
    return tuple(links)


def _pages_by_address(urls: set[str]) -> dict[str, int]:
    """Source address to the key of the page that was made of it."""
    documents = SourceDocument.objects.filter(page__isnull=False)
    found = dict(documents.filter(url__in=urls).values_list("url", "page_id")) if urls else {}
    # An article's present address outranks one that another article had before, and only it can be looked up quickly.
    if older := urls - found.keys():
        found.update(_pages_by_older_address(documents, older))
    return found


def _pages_by_older_address(documents: QuerySet[SourceDocument], urls: set[str]) -> dict[str, int]:
    # `aliases` is a list in JSON: asked for as text, since SQLite cannot search inside JSON. A non-ASCII letter stands
    # there escaped in SQLite and as itself in PostgreSQL.
    written = {json.dumps(url, ensure_ascii=escape) for url in urls for escape in (True, False)}
    among_aliases = reduce(or_, (Q(aliases_text__contains=words) for words in sorted(written)))
    rows = documents.annotate(aliases_text=Cast("aliases", TextField())).filter(among_aliases)
    found: dict[str, int] = {}
    for aliases, page_id in rows.values_list("aliases", "page_id"):
        for alias in urls.intersection(aliases):
            found.setdefault(alias, page_id)
    return found


def _visible_pages(keys: set[int | None]) -> Mapping[int | None, Page]:
    wanted = keys - {None}
    if not wanted:
        return {}
    return {page.pk: page for page in Page.objects.live().public().filter(pk__in=wanted)}


def _names(terms: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(term["name"]) for term in terms if isinstance(term, Mapping) and term.get("name"))
