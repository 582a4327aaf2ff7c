"""Related articles as links: to the hub's own page where readers may see it, else to the source.

First those that an editor or the source named; where these are few, the hub's own on the same subject.

An editor's choice of page comes first; after it the article's address at the source, under whatever address and
for whatever source the hub knows it. The pages are looked up by who calls, all together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from hashlib import sha256
from operator import or_
from typing import TYPE_CHECKING

from django.core.cache import caches
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.models import Page

from articles.addresses import web_address
from articles.models.documents import SourceDocument
from articles.reading.alike import ENOUGH
from articles.serving.purge import generation

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


def related_links(
    rows: Iterable[ArticleRelated], *, shown_on: ArticlePage, known: Mapping[str, int], pages: Mapping[int, Page]
) -> tuple[RelatedLink, ...]:
    """The links in order, without repeats, without the page itself and without rows that lead nowhere.

    `known` are the pages of addresses, `pages` those that are looked up, whether a reader may see them or not.
    """
    links: list[RelatedLink] = []
    shown: set[object] = {shown_on.pk}
    for row in rows:
        page = _visible(pages, row.related_page_id) or _visible(pages, known.get(row.url))
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


def alike_links(
    keys: Iterable[int], *, shown_on: ArticlePage, named: Sequence[RelatedLink], pages: Mapping[int, Page]
) -> tuple[RelatedLink, ...]:
    """The pages on the same subject that readers may see, as many as make enough with those that are named."""
    shown = {shown_on.pk, *(link.page.pk for link in named if link.page)}
    visible = [page for key in keys if key not in shown and (page := _visible(pages, key))]
    return tuple(
        RelatedLink(
            title=page.title,
            page=page,
            url="",
            published=page.published_of_article,
            excerpt=page.summary_of_article or "",
            areas_of_study=(),
            topics=(),
        )
        for page in visible[: max(0, ENOUGH - len(named))]
    )


def pages_by_address(rows: Iterable[ArticleRelated], known: Mapping[str, int] | None) -> dict[str, int]:
    """Source address to the key of the page that was made of it, where a row names no page itself.

    `known` are those of present addresses, where they were looked up already.
    """
    urls = {row.url for row in rows if row.url and not row.related_page_id}
    documents = SourceDocument.objects.filter(page__isnull=False)
    if known is None:
        known = dict(documents.filter(url__in=urls).values_list("url", "page_id")) if urls else {}
    found = dict(known)
    # An article's present address outranks one that another article had before, and only it can be looked up quickly.
    if older := urls - found.keys():
        key = f"older:{generation()}:{sha256(' '.join(sorted(older)).encode()).hexdigest()}"
        found = (caches["memory"].get_or_set(key, lambda: _pages_by_older_address(documents, older)) or {}) | found
    return found


def _visible(pages: Mapping[int, Page], key: int | None) -> Page | None:
    page = pages.get(key) if key is not None else None
    return page if page is not None and page.is_visible else None


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


def _names(terms: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(term["name"]) for term in terms if isinstance(term, Mapping) and term.get("name"))
