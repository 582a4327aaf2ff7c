"""The list of all articles as a route of the index."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path


class ListingRoutes:
    @path("all-articles/", name="listing")
    def all_articles(self: Any, request: HttpRequest) -> HttpResponse:
        from articles.listing import list_articles

        listing = list_articles(self.articles(), request.GET)
        return self.render(request, template="articles/listing.html", context_overrides={"listing": listing})
