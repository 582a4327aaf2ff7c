"""The sample hub's pages."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import last_modified, require_safe
from django.views.static import serve

from cms.demo.hub import Article, Hub
from cms.demo.listing import Choice, facets
from cms.demo.moments import moment_of
from cms.demo.served import served_hub
from cms.demo.structured_data import article_json_ld

_FOLDER = Path(__file__).parent
_PAGE_SIZE = 9


def hub_facts(request: HttpRequest) -> dict[str, Hub]:
    """Context processor: every template prints the hub's name and menu."""
    return {"hub": served_hub()}


def _hub_modified(request: HttpRequest, **address: str) -> datetime:
    return moment_of(served_hub().modified)


def _article_modified(request: HttpRequest, slug: str) -> datetime | None:
    """The latest change of the article or of one its cards show."""
    hub = served_hub()
    if (found := hub.articles.get(slug)) is None:
        return None
    shown = [found, *(card for card in hub.related(found) if isinstance(card, Article))]
    return moment_of(max(card.modified for card in shown))


@require_safe
@last_modified(_article_modified)
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """An article in its theme; an address it had before leads to it."""
    hub = served_hub()
    if slug in hub.redirects:
        return redirect("article", slug=hub.redirects[slug], permanent=True)
    if (found := hub.articles.get(slug)) is None:
        raise Http404
    related = hub.related(found)
    # The address without whatever query the page was asked with.
    context: dict[str, Any] = {
        "article": found,
        "related": related,
        "trending": [*related, found],
        "address": request.build_absolute_uri(request.path),
    }
    if found.theme == "ledger":
        context["json_ld"] = article_json_ld(found, hub, request)
    if found.body.first_image:
        context["image_address"] = request.build_absolute_uri(found.body.first_image)
    return render(request, f"{found.theme}/article.html", context)


@require_safe
@last_modified(_hub_modified)
def listing(request: HttpRequest) -> HttpResponse:
    """All articles, newest first, narrowed by area of study and topic."""
    hub = served_hub()
    choice = Choice(area_of_study=request.GET.get("area_of_study", ""), topic=request.GET.get("topic", ""))
    articles = choice.narrow(hub.articles.values())
    try:
        page = Paginator(articles, _PAGE_SIZE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    return render(request, "ledger/listing.html", {"page": page, "facets": facets(hub, choice)})


@require_safe
@last_modified(_hub_modified)
def program(request: HttpRequest, slug: str) -> HttpResponse:
    """A program and the articles that point to it."""
    hub = served_hub()
    if (found := hub.programs.get(slug)) is None:
        raise Http404
    return render(request, "ledger/program.html", {"program": found, "articles": hub.articles_about(found)})


@require_safe
@last_modified(_hub_modified)
def compare_programs(request: HttpRequest) -> HttpResponse:
    """The page the compare widgets lead to; robots are asked to stay out of it."""
    return render(request, "ledger/compare.html")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "robots.txt", content_type="text/plain")


@require_safe
def image(request: HttpRequest, name: str) -> HttpResponseBase:
    return serve(request, name, document_root=str(_FOLDER / "images"))


@require_safe
def static_file(request: HttpRequest, name: str) -> HttpResponseBase:
    return serve(request, name, document_root=str(_FOLDER / "static"))
