"""The answer to who asks for a feed of a list: its words and addresses, in the format asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext
from wagtail.models import Site

from articles.listing.asked import read_asked
from articles.listing.facets import facets_of
from articles.listing.feeds import JSON_TYPE, FeedOf, as_json, as_xml, entries_of
from articles.listing.selection import select

if TYPE_CHECKING:
    from articles.models import ArticleIndexPage, ArticlePage


def answer(index: ArticleIndexPage, request: HttpRequest, kind: str) -> HttpResponse:
    feed = _feed(index, request)
    if kind == "json":
        return HttpResponse(as_json(feed), content_type=JSON_TYPE)
    text, content_type = as_xml(feed, kind)
    return HttpResponse(text, content_type=content_type)


def _feed(index: ArticleIndexPage, request: HttpRequest) -> FeedOf:
    from articles.front.navigation import absolute_for, hub_url

    absolute = absolute_for(request)

    def address(article: ArticlePage) -> str:
        return absolute(article.get_url(request) or "/")

    listing = absolute(hub_url(request, "listing"))
    query = read_asked(request.GET).query()
    site = Site.find_for_request(request)
    name = (site.site_name if site else "") or index.title
    return FeedOf(
        name=name,
        title=" · ".join([name, *_asked_for(index, request)]),
        description=index.introduction or gettext("The newest articles of %(name)s.") % {"name": name},
        page=f"{listing}?{query}" if query else listing,
        url=absolute(request.get_full_path()),
        language=get_language() or "",
        entries=entries_of(index.articles(), request.GET, address),
    )


def _asked_for(index: ArticleIndexPage, request: HttpRequest) -> list[str]:
    """The names of what the list was narrowed by, as a reader knows them."""
    asked = read_asked(request.GET)
    if not any(asked.chosen.values()):
        return [f"“{asked.search}”"] if asked.search else []
    selection = select(index.articles(), request.GET)
    names = [facet.selected for facet in facets_of(selection.holdings, asked, selection.found) if facet.selected]
    return [*names, f"“{asked.search}”"] if asked.search else names
