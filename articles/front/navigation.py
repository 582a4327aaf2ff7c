"""Where the hub's own pages stand: every one is a route of the article index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urljoin

from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from articles.models import ArticleIndexPage

ENTRIES = (("listing", _("Articles")), ("roles", _("Roles")), ("programs", _("Programs")), ("saved", _("Saved")))
"""Routes that the head and the foot of every page lead to."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    label: str
    url: str
    is_current: str
    """For `aria-current`: "page", or "true" for a page below it; empty elsewhere."""


def index_of(request: HttpRequest | None) -> ArticleIndexPage | None:
    """The index that the page belongs to, or else the site's first one; None where the site has none."""
    if request is not None and not hasattr(request, "article_index"):
        site = Site.find_for_request(request)
        indexes = ArticleIndexPage.objects.live().order_by("path")
        request.article_index = (  # type: ignore[attr-defined]
            indexes.descendant_of(site.root_page, inclusive=True).first() if site else None
        )
    return getattr(request, "article_index", None)


def hub_url(request: HttpRequest | None, name: str, **arguments: Any) -> str:
    """The address of a route; the site's root where the site has no index, empty where there is no such route."""
    index = index_of(request)
    if index is None:
        return "/"
    try:
        return f"{index.get_url(request) or '/'}{index.reverse_subpage(name, kwargs=arguments)}"
    except NoReverseMatch:
        return ""


def absolute_for(request: HttpRequest) -> Callable[[str], str]:
    """Makes an address of the site whole: on the site's own host, whichever name it was asked by."""
    site = Site.find_for_request(request)
    root = site.root_url if site else request.build_absolute_uri("/")
    return partial(urljoin, root)


def entries(request: HttpRequest | None) -> list[Entry]:
    found = []
    for name, label in ENTRIES:
        if url := hub_url(request, name):
            here = request.path if request else ""
            current = "page" if here == url else "true" if here.startswith(url) else ""
            found.append(Entry(label=str(label), url=url, is_current=current))
    return found
