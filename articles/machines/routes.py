"""What the index gives to machines that read, as routes of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.contrib.routable_page.models import path


class MachineRoutes:
    @path("<str:slug>/index.md/", name="markdown")
    def markdown(self: Any, request: HttpRequest, slug: str) -> HttpResponse:
        from articles.front.navigation import absolute_for
        from articles.machines.markdown import article_as_markdown
        from articles.reading import read_article
        from articles.reading.at_hand import at_hand

        page = get_object_or_404(self.articles(), slug=slug)
        article = read_article(page, self)
        with at_hand(lambda: article.pages):
            text = article_as_markdown(page, article, absolute_for(request))
        return HttpResponse(text, content_type="text/markdown; charset=utf-8")
