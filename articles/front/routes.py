"""The routes of the index that list not all its articles: home, areas, topics, authors, and what a browser keeps."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.contrib.routable_page.models import path

from articles.listing.asked import is_asked


class FrontRoutes:
    @path("", name="home")
    def home(self: Any, request: HttpRequest) -> HttpResponse:
        from articles.front.navigation import hub_url

        if is_asked(request.GET):  # the list of articles stood here once
            return redirect(f"{hub_url(request, 'listing')}?{request.GET.urlencode()}", permanent=True)
        from articles.front.home import home_of

        return self.render(request, template="articles/home.html", context_overrides={"home": home_of(self)})

    @path("areas-of-study/<str:slug>/", name="area")
    def area(self: Any, request: HttpRequest, slug: str) -> HttpResponse:
        return self._term(request, "area_of_study", slug)

    @path("topics/<str:slug>/", name="topic")
    def topic(self: Any, request: HttpRequest, slug: str) -> HttpResponse:
        return self._term(request, "topic", slug)

    def _term(self: Any, request: HttpRequest, parameter: str, slug: str) -> HttpResponse:
        from articles.front.home import WAYS_IN
        from articles.front.navigation import hub_url
        from articles.front.terms import view_term

        view = view_term(parameter, slug, self.articles())
        if view is None:
            raise Http404
        if view.term.slug != slug:
            return redirect(hub_url(request, WAYS_IN[parameter], slug=view.term.slug), permanent=True)
        return self.render(request, template="articles/term.html", context_overrides={"view": view})

    @path("authors/<str:slug>/", name="author")
    def author(self: Any, request: HttpRequest, slug: str) -> HttpResponse:
        from articles.front.authors import view_author
        from articles.front.navigation import hub_url

        view = view_author(slug, self.articles(), request.GET)
        if view is None:
            raise Http404
        if view.author.slug != slug:
            return redirect(hub_url(request, "author", slug=view.author.slug), permanent=True)
        return self.render(request, template="articles/author.html", context_overrides={"view": view})

    @path("saved/", name="saved")
    def saved(self: Any, request: HttpRequest) -> HttpResponse:
        return self.render(request, template="articles/saved.html")

    @path("offline/", name="offline")
    def offline(self: Any, request: HttpRequest) -> HttpResponse:
        return self.render(request, template="articles/offline.html")

    @path("offline/worker/", name="worker")
    def worker(self: Any, request: HttpRequest) -> HttpResponse:
        """The service worker. Its own folder would be all that it may answer for, but for the header."""
        response = self.render(request, template="articles/worker.js").render()
        response["Content-Type"] = "text/javascript; charset=utf-8"
        response["Service-Worker-Allowed"] = self.get_url(request)
        # Asked for anew at each visit, so that a new one begins its work at once; no page cache keeps its headers.
        response["Cache-Control"] = "no-cache, private"
        return response
