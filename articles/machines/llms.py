"""`/llms.txt`: what the hub holds, for programs that read text: its newest articles by area of study, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.db.models import F, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.front.navigation import absolute_for, hub_url, index_of

if TYPE_CHECKING:
    from articles.models import ArticleIndexPage

MOST = 500
"""Of the articles, the newest: the sitemap has all."""
LONGEST_SUMMARY = 200
# What would end a link's words, or begin something of its own in Markdown.
ESCAPES = str.maketrans({character: f"\\{character}" for character in "\\[]*_`<>#"})


def llms_txt(request: HttpRequest) -> HttpResponse:
    index = index_of(request)
    # Behind a password there is nothing to tell of.
    if index is None or index.get_view_restrictions().exists():
        raise Http404
    return HttpResponse("\n".join(_lines(request, index)) + "\n", content_type="text/markdown; charset=utf-8")


def _lines(request: HttpRequest, index: ArticleIndexPage) -> Iterator[str]:
    absolute = absolute_for(request)
    home = absolute(index.get_url(request) or "/")
    yield f"# {_plain(index.title)}"
    if index.introduction:
        yield from ("", f"> {_plain(index.introduction)}")
    articles = index.articles()
    total = articles.count()
    rows = list(
        articles.annotate(area=Min("areas_of_study__name"))
        .order_by(F("published").desc(nulls_last=True), "pk")
        .values_list("title", "slug", "summary", "area")[:MOST]
    )
    yield from ("", f"## {_('Ways in')}", "")
    for name, title in (("listing", _("All articles")), ("roles", _("Roles")), ("programs", _("Programs"))):
        yield f"- [{title}]({absolute(hub_url(request, name))})"
    by_area: dict[str, list[tuple[str, str, str]]] = {}
    for title, slug, summary, area in rows:
        by_area.setdefault(area or "", []).append((title, slug, summary))
    for area in sorted(by_area, key=lambda name: (not name, name)):
        yield from ("", f"## {_plain(area) or _('Other articles')}", "")
        yield from _articles(home, by_area[area])
    if total > len(rows):
        words = _("These are the newest %(shown)d of %(total)d articles; all of them stand in the sitemap")
        yield from (
            "",
            f"## {_('Optional')}",
            "",
            f"- [{words % {'shown': len(rows), 'total': total}}]({absolute('/sitemap.xml')})",
        )


def _articles(home: str, rows: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    for title, slug, summary in rows:
        said = _plain(summary)
        said = said if len(said) <= LONGEST_SUMMARY else f"{said[:LONGEST_SUMMARY].rsplit(' ', 1)[0]} …"
        yield f"- [{_plain(title)}]({home}{slug}/index.md){f': {said}' if said else ''}"


def _plain(text: str) -> str:
    """On one line, and nothing in it taken for Markdown."""
    return " ".join(text.split()).translate(ESCAPES)
