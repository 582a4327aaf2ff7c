"""A page in other languages, told to search engines; nothing at all where the site has one language.

Wagtail's own setting, WAGTAIL_I18N_ENABLED, says whether pages have translations.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site


@dataclass(frozen=True, kw_only=True)
class Alternate:
    language: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Tree:
    """The pages of a site in one language."""

    root: Page
    address: str
    """Of its root, to which the paths of the pages are put."""


def has_languages() -> bool:
    return bool(getattr(settings, "WAGTAIL_I18N_ENABLED", False))


def alternates_of(page: Page, request: HttpRequest) -> list[Alternate]:
    """The page in all languages that a stranger may read it in, its own among them; none where there is one only."""
    if not has_languages():
        return []
    pages = Page.objects.filter(translation_key=page.translation_key).live().public().select_related("locale")
    found = ((each.locale.language_code, each.get_full_url(request)) for each in pages)
    return together(Alternate(language=language, url=url) for language, url in found if url)


def together(alternates: Iterable[Alternate]) -> list[Alternate]:
    """In the order of their languages; one alone says nothing."""
    found = sorted(alternates, key=lambda each: each.language)
    return found if len(found) > 1 else []


def trees_of(site: Site) -> list[Tree]:
    """The site's pages, language by language."""
    if not has_languages():
        return [Tree(root=site.root_page, address=f"{site.root_url}/")]
    roots = site.root_page.get_translations(inclusive=True).live().select_related("locale").order_by("path")
    return [Tree(root=root, address=f"{site.root_url}{_served_below(root.locale.language_code)}") for root in roots]


def _served_below(language: str) -> str:
    with translation.override(language):
        return reverse("wagtail_serve", args=[""])
