"""The sitemap: every public page of the site with the day on which its content last changed, and its translations.

Written from a few columns, without a page object: ten thousand pages in the time of a few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import UUID
from xml.sax.saxutils import escape

from django.db.models import Func, TextField
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, Site

from articles.machines.translations import Alternate, Tree, has_languages, together, trees_of

PAGES = 50_000
"""Addresses in one file, by the protocol."""
XML = "application/xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
OF_TRANSLATIONS = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'


class Moment(Func):
    """A time as a sitemap writes it, in UTC: the database is done before ten thousand times are made of its text."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **_options: Any) -> Any:
        template = "strftime('%%%%Y-%%%%m-%%%%dT%%%%H:%%%%M:%%%%SZ', %(expressions)s)"
        return self.as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler: Any, connection: Any, **_options: Any) -> Any:
        template = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
        return self.as_sql(compiler, connection, template=template)


class Row(NamedTuple):
    url: str
    changed: str | None
    language: str
    translation_key: UUID | None
    """What a page and its translations have in common; None where the site has one language."""


def sitemap(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """`/sitemap.xml`; where one file cannot hold the site it names the parts, `/sitemap-1.xml` and on."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    rows = [row for tree in trees_of(site) for row in _public_pages(tree)]
    parts = -(-len(rows) // PAGES)
    if number is None and parts > 1:
        return HttpResponse(_index(site, parts), content_type=XML)
    if number is not None and not 1 <= number <= parts:
        raise Http404
    part = rows[PAGES * ((number or 1) - 1) :][:PAGES]
    return HttpResponse(_urlset(part, _translations(rows)), content_type=XML)


def _public_pages(tree: Tree) -> Iterator[Row]:
    """With the day when the content changed: the sync publishes nothing that says the same."""
    pages = Page.objects.live().public().descendant_of(tree.root, inclusive=True).order_by("path")
    above = len(tree.root.url_path)
    # A key is the dearest of the columns: of ten thousand it would take as long as all of the rest.
    key: tuple[str, ...] = ("translation_key",) if has_languages() else ()
    language = tree.root.locale.language_code if key else ""
    for path, changed, *keys in pages.values_list("url_path", Moment("last_published_at"), *key):
        yield Row(f"{tree.address}{quote(path[above:])}", changed, language, keys[0] if keys else None)


def _translations(rows: list[Row]) -> Mapping[UUID | None, list[Alternate]]:
    """For each page that has any, by what they have in common."""
    if not has_languages():
        return {}
    by_key: defaultdict[UUID | None, list[Alternate]] = defaultdict(list)
    for row in rows:
        by_key[row.translation_key].append(Alternate(language=row.language, url=row.url))
    return {key: found for key, alternates in by_key.items() if (found := together(alternates))}


def _urlset(rows: list[Row], translations: Mapping[UUID | None, list[Alternate]]) -> str:
    entries = "".join(
        f"<url><loc>{escape(row.url)}</loc>"
        f"{f'<lastmod>{row.changed}</lastmod>' if row.changed else ''}"
        f"{''.join(map(_link, translations.get(row.translation_key, ())))}</url>\n"
        for row in rows
    )
    return f"{HEAD}<urlset {NAMESPACE}{OF_TRANSLATIONS if translations else ''}>\n{entries}</urlset>\n"


def _link(each: Alternate) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{escape(each.language)}" href="{escape(each.url)}"/>'


def _index(site: Site, parts: int) -> str:
    root = escape(site.root_url)
    entries = "".join(f"<sitemap><loc>{root}/sitemap-{each}.xml</loc></sitemap>\n" for each in range(1, parts + 1))
    return f"{HEAD}<sitemapindex {NAMESPACE}>\n{entries}</sitemapindex>\n"
