"""The answer to who asks for a feed of a list: its words and addresses, in the format asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from wagtail.models import Site

from articles.listing.asked import text_of
from articles.listing.feeds import JSON_TYPE, FeedOf, as_json, as_xml, entries_of
from articles.listing.selection import Selection, select

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from articles.models import ArticleIndexPage, ArticlePage


def answer(index: ArticleIndexPage, request: HttpRequest, kind: str) -> HttpResponse:
    from articles.front.navigation import hub_url

    articles = index.articles()
    selection = select(articles, request.GET)
    if selection.is_moved:
        name = "feed.json" if kind == "json" else f"{kind}.xml"
        return redirect(f"{hub_url(request, 'listing')}{name}?{selection.asked.query()}", permanent=True)
    feed = _feed(index, request, articles, selection)
    if kind == "json":
        return HttpResponse(as_json(feed), content_type=JSON_TYPE)
    text, content_type = as_xml(feed, kind)
    return HttpResponse(text, content_type=content_type)


def _feed(
    index: ArticleIndexPage, request: HttpRequest, articles: QuerySet[ArticlePage], selection: Selection
) -> FeedOf:
    from articles.front.navigation import absolute_for, hub_url

    absolute = absolute_for(request)

    def address(article: ArticlePage) -> str:
        return absolute(article.get_url(request) or "/")

    listing = absolute(hub_url(request, "listing"))
    query = selection.asked.query()
    site = Site.find_for_request(request)
    name = text_of((site.site_name if site else "") or index.title)
    return FeedOf(
        name=name,
        title=text_of(" · ".join([name, *_asked_for(selection)])),
        description=text_of(index.introduction) or gettext("The newest articles of %(name)s.") % {"name": name},
        page=f"{listing}?{query}" if query else listing,
        url=absolute(request.get_full_path()),
        language=get_language() or "",
        entries=entries_of(articles, selection, address),
    )


def _asked_for(selection: Selection) -> list[str]:
    """The names of what the list was narrowed by, as a reader knows them."""
    asked = selection.asked
    facets = selection.holdings.facets
    names = [facets[name][slug].name for name, slug in asked.chosen.items() if slug in facets[name]]
    return [*names, f"“{asked.search}”"] if asked.search else names
