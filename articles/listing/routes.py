"""The list of all articles as a route of the index, and its feeds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.contrib.routable_page.models import path, re_path


class ListingRoutes:
    @path("all-articles/", name="listing")
    def all_articles(self: Any, request: HttpRequest) -> HttpResponse:
        from articles.front.navigation import hub_url
        from articles.listing import list_articles

        listing = list_articles(self.articles(), request.GET)
        if listing.is_moved:
            query = listing.asked.query(page=listing.asked.page)
            return redirect(f"{hub_url(request, 'listing')}?{query}", permanent=True)
        return self.render(request, template="articles/listing.html", context_overrides={"listing": listing})

    @re_path(r"^all-articles/(?:(rss|atom)\.xml|feed\.json)/$", name="listing_feed")
    def feed_of_articles(self: Any, request: HttpRequest, kind: str | None = None) -> HttpResponse:
        from articles.listing import feed_view

        return feed_view.answer(self, request, kind or "json")
