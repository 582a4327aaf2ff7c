"""Where the hub stands is asked once; whole addresses bear the site's own host, whichever name a page was asked by."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.test import Client, RequestFactory

from articles.front import navigation
from articles.front.navigation import entries, index_of
from articles.models import ArticleAuthor, ArticleIndexPage, ArticlePage, Author
from tests.articles.explorer.pay_factory import lead_to, name_role, salary
from tests.articles.factories import make_article

pytestmark = pytest.mark.django_db
PAGES = (
    "/",
    "/all-articles/?topic=trends",
    "/jobs/",
    "/areas-of-study/health/",
    "/topics/trends/",
    "/authors/ada/",
    "/roles/",
    "/roles/nurse/",
    "/roles/compare/?role=nurse&role=welder",
    "/programs/",
    "/programs/compare/",
)
FILES = ("/all-articles/rss.xml", "/all-articles/atom.xml", "/all-articles/feed.json", "/llms.txt", "/jobs/index.md")


@pytest.fixture
def hub(index: ArticleIndexPage) -> ArticleIndexPage:
    article = make_article(index, "Jobs", slug="jobs", areas_of_study=["health"], topics=["trends"])
    name_role(article, "Nurse", salary(80_000))
    name_role(article, "Welder")
    author = Author.objects.create(name="Ada", slug="ada")
    ArticleAuthor.objects.create(page=article, author=author, name="Ada")
    return index


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_the_sites_own_host_is_told(hub: ArticleIndexPage, client: Client, address: str) -> None:
    answer = client.get(address, HTTP_HOST="another.example.edu")
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "another.example.edu" not in said
    if address in PAGES:
        assert f'<link rel="canonical" href="http://localhost{address.replace("&", "&amp;")}">' in said


def test_a_site_without_an_index_is_asked_once(index: ArticleIndexPage, django_assert_num_queries: Any) -> None:
    index.unpublish()
    request = RequestFactory().get("/")
    assert index_of(request) is None
    with django_assert_num_queries(0):
        entries(request)


@pytest.mark.parametrize("address", ["/jobs/", "/roles/nurse/", "/programs/"])
def test_a_page_works_out_each_address_of_the_hub_once(
    hub: ArticleIndexPage, client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    article = ArticlePage.objects.get()
    for name in ("Art", "Law", "Music"):
        lead_to(article, name)
    asked: Counter[str] = Counter()
    hub_url = navigation.hub_url

    def counted(request: Any, name: str, **arguments: Any) -> str:
        asked[name] += not arguments
        return hub_url(request, name, **arguments)

    monkeypatch.setattr(navigation, "hub_url", counted)
    client.get(address)
    in_the_head = {"listing", "roles", "programs", "saved"}
    assert {name for name, number in asked.items() if number > 1 + (name in in_the_head)} == set()
