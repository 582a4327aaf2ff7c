"""Pages in several languages name each other, in their heads and in the sitemap; with one language nothing does."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import Locale, PageViewRestriction

from articles.models import ArticleIndexPage, ArticlePage, Source
from tests.articles.factories import make_article, make_document, make_index

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">')
LOCATION, ALTERNATE = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc", "{http://www.w3.org/1999/xhtml}link"
BOTH = [("en", "http://localhost/lakes/"), ("fr", "http://localhost/fr/lacs/")]
HOMES = [("en", "http://localhost/"), ("fr", "http://localhost/fr/")]


@pytest.fixture
def index() -> ArticleIndexPage:
    return make_index()


@pytest.fixture
def lakes(index: ArticleIndexPage) -> ArticlePage:
    return make_article(index, "Lakes", slug="lakes")


@pytest.fixture
def lacs(index: ArticleIndexPage, lakes: ArticlePage, settings: Any) -> ArticlePage:
    """The same in French, below an index in French; and a site that serves both."""
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fr", "French")]
    settings.LANGUAGE_CODE = "en"
    settings.ROOT_URLCONF = "tests.articles.machines.french_urls"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.middleware.locale.LocaleMiddleware"]
    french = Locale.objects.create(language_code="fr")
    for page, slug in ((index, "articles-fr"), (lakes, "lacs")):
        translated = page.copy_for_translation(french)
        translated.slug = slug
        translated.save_revision().publish()
    return ArticlePage.objects.get(slug="lacs")


def links(client: Client, address: str) -> list[tuple[str, str]]:
    response = client.get(address)
    assert response.status_code == 200, address
    return LINK.findall(response.content.decode())


def sitemap(client: Client) -> dict[str, list[tuple[str, str]]]:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {
        each.findtext(LOCATION) or "": [(link.attrib["hreflang"], link.attrib["href"]) for link in each.iter(ALTERNATE)]
        for each in root
    }


@pytest.mark.usefixtures("lacs")
def test_a_page_names_all_its_languages_in_each(client: Client) -> None:
    assert links(client, "/lakes/") == BOTH
    assert links(client, "/fr/lacs/") == BOTH
    assert links(client, "/") == HOMES
    assert links(client, "/fr/") == HOMES


@pytest.mark.usefixtures("lacs")
def test_the_sitemap_has_all_languages(client: Client, index: ArticleIndexPage) -> None:
    make_article(index, "Rivers", slug="rivers")
    assert sitemap(client) == {
        "http://localhost/": HOMES,
        "http://localhost/fr/": HOMES,
        "http://localhost/lakes/": BOTH,
        "http://localhost/fr/lacs/": BOTH,
        "http://localhost/rivers/": [],
    }


@pytest.mark.parametrize("how", ["draft", "private"])
def test_a_translation_that_a_stranger_may_not_read_is_not_named(client: Client, lacs: ArticlePage, how: str) -> None:
    if how == "draft":
        lacs.unpublish()
    else:
        PageViewRestriction.objects.create(page=lacs, restriction_type=PageViewRestriction.LOGIN)
    assert links(client, "/lakes/") == []
    assert sitemap(client)["http://localhost/lakes/"] == []


@pytest.mark.usefixtures("lacs")
def test_a_page_whose_original_stands_elsewhere_names_none(client: Client, lakes: ArticlePage) -> None:
    make_document(lakes, "https://hub.example.edu/lakes/")
    Source.objects.update(canonical_to_source=True)
    assert links(client, "/lakes/") == []


def test_with_one_language_nothing_is_said_or_asked(
    client: Client, lakes: ArticlePage, django_assert_max_num_queries: Any
) -> None:
    assert links(client, "/lakes/") == []
    assert links(client, "/") == []
    with django_assert_max_num_queries(5):
        assert sitemap(client) == {"http://localhost/": [], "http://localhost/lakes/": []}
    assert "xhtml" not in client.get("/sitemap.xml").content.decode()
