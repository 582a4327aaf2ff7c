"""The routes of the index that are no list of anything: the hub's home."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.contrib.routable_page.models import path

from articles.listing.asked import is_asked


class FrontRoutes:
    @path("", name="home")
    def home(self: Any, request: HttpRequest) -> HttpResponse:
        if is_asked(request.GET):  # the list of articles stood here once
            return redirect(f"{self.url}{self.reverse_subpage('listing')}?{request.GET.urlencode()}", permanent=True)
        from articles.front.home import home_of

        return self.render(request, template="articles/home.html", context_overrides={"home": home_of(self)})
