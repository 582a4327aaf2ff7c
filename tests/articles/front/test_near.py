"""The page of an address at which nothing stands: it searches, and names what has a near name; nothing hidden."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from articles.front.near import near_pages
from articles.models import ArticleIndexPage
from tests.articles.explorer.pay_factory import name_role
from tests.articles.factories import make_article

pytestmark = pytest.mark.django_db


def near(index: ArticleIndexPage, path: str) -> list[str]:
    return [each.title for each in near_pages(index, path)]


def test_a_mistyped_or_old_address_finds_its_article(index: ArticleIndexPage) -> None:
    article = make_article(index, "Careers in Nursing", slug="careers-in-nursing")
    make_article(index, "Paying for School", slug="paying-for-school")
    name_role(article, "Nursing director")
    assert near(index, "/careers-in-nursng/") == ["Careers in Nursing"]
    assert near(index, "/old/2019/career-in-nursing.html")[0] == "Careers in Nursing"
    assert "Nursing director" in near(index, "/roles/nursing-director-2/")


@pytest.mark.parametrize("path", ["/", "/a/", "/zzzzzzzz/", "/%00%00%00%00/", "/" + "nursing-" * 500, "/%25%25%25%25/"])
def test_no_address_breaks_it(index: ArticleIndexPage, path: str) -> None:
    make_article(index, "Careers", slug="careers")
    assert near(index, path) == []


def test_the_hidden_is_not_named(index: ArticleIndexPage, client: Client) -> None:
    make_article(index, "Secret plans", slug="secret-plans", live=False)
    assert near(index, "/secret-plan/") == []
    make_article(index, "Public plans", slug="public-plans")
    assert near(index, "/public-plan/") == ["Public plans"]
    PageViewRestriction.objects.create(page=index, restriction_type=PageViewRestriction.PASSWORD, password="x")
    assert near(index, "/public-plan/") == []


def test_the_page_searches_and_links(index: ArticleIndexPage, client: Client) -> None:
    make_article(index, "Careers in <Nursing>", slug="careers-in-nursing")
    answer = client.get("/careers-in-nursng/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'href="/careers-in-nursing/"' in page
    assert "Careers in &lt;Nursing&gt;" in page
    assert 'action="/all-articles/"' in page
