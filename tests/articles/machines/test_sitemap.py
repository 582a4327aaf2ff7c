"""The sitemap names what a stranger may read, all of it, and when it changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from articles.machines import sitemap
from articles.models import ArticleIndexPage
from tests.articles.factories import make_article, make_index

pytestmark = pytest.mark.django_db
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def index() -> ArticleIndexPage:
    return make_index()


def entries(client: Client, address: str = "/sitemap.xml") -> dict[str, str | None]:
    response = client.get(address)
    assert response["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(response.content)
    return {each.findtext(f"{NAMESPACE}loc") or "": each.findtext(f"{NAMESPACE}lastmod") for each in root}


def test_it_names_every_public_page_with_its_day(index: ArticleIndexPage, client: Client) -> None:
    article = make_article(index, "Lakes & rivers", slug="lakes")
    Page.objects.filter(pk=article.pk).update(last_published_at=datetime(2026, 3, 4, 5, 6, tzinfo=UTC))
    found = entries(client)
    assert found["http://localhost/lakes/"] == "2026-03-04T05:06:00Z"
    assert "http://localhost/" in found


@pytest.mark.parametrize("restriction", ["login", "password"])
def test_it_names_nothing_that_a_stranger_may_not_read(
    index: ArticleIndexPage, client: Client, restriction: str
) -> None:
    make_article(index, "Open", slug="open")
    private = make_article(index, "Private", slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type=restriction, password="loon")
    make_article(index, "Draft", slug="draft", live=False)
    assert entries(client).keys() == {"http://localhost/", "http://localhost/open/"}


def test_a_private_index_takes_its_articles_along(index: ArticleIndexPage, client: Client) -> None:
    make_article(index, "Open", slug="open")
    PageViewRestriction.objects.create(page=index, restriction_type="login")
    assert entries(client) == {}


def test_slugs_in_other_scripts_are_addresses(index: ArticleIndexPage, client: Client) -> None:
    make_article(index, "Сова", slug="сова")
    assert "http://localhost/%D1%81%D0%BE%D0%B2%D0%B0/" in entries(client)


def test_many_pages_are_parted(index: ArticleIndexPage, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "PAGES", 2)
    for number in range(4):
        make_article(index, f"Article {number}", slug=f"article-{number}")
    parts = entries(client)
    assert list(parts) == [f"http://localhost/sitemap-{number}.xml" for number in (1, 2, 3)]
    named = [address for part in parts for address in entries(client, part.removeprefix("http://localhost"))]
    assert len(named) == len(set(named)) == 5
    assert client.get("/sitemap-4.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_ten_pages_cost_what_one_does(
    index: ArticleIndexPage, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        make_article(index, f"Article {number}")
    with django_assert_max_num_queries(5):
        client.get("/sitemap.xml")
