"""The front page: search, numbers, the newest, ways in, and roles on one rule; nothing hidden, in few queries."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from articles.front.home import home_of, paid_roles
from articles.listing.facets import MOST_WAYS
from articles.models import ArticleIndexPage
from tests.articles.explorer.pay_factory import lead_to, make_hub, name_role, salary
from tests.articles.factories import make_article

pytestmark = pytest.mark.django_db


def test_the_numbers_count_what_a_reader_may_see(index: ArticleIndexPage) -> None:
    public = make_article(index, "Public")
    name_role(public, "Nurse", salary(80_000, citation="https://www.bls.gov/x"), salary(90_000))
    lead_to(public, "Master of Nursing")
    draft = make_article(index, "Draft", live=False)
    name_role(draft, "Spy", salary(1))
    private = make_article(index, "Private")
    lead_to(private, "Master of Secrets")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    found = home_of(index).numbers
    assert (found.articles, found.roles, found.programs, found.salaries, found.sourced) == (1, 1, 1, 2, 1)


def test_only_roles_that_can_be_drawn_are_shown_the_most_named_first(index: ArticleIndexPage) -> None:
    first, second = make_article(index, "A"), make_article(index, "B")
    name_role(first, "Welder", salary(50_000))
    name_role(first, "Nurse", salary(80_000))
    name_role(second, "Nurse")
    name_role(second, "Judge", salary(100, period=""))
    roles = paid_roles(index.articles())
    assert [row.name for row in roles.rows] == ["Nurse", "Welder"]
    assert all(row.pay[0].mark for row in roles.rows)


def test_an_empty_hub_has_a_front_page(index: ArticleIndexPage, client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "There are no articles here yet." in page.content.decode()


def test_its_ways_lead_to_pages(index: ArticleIndexPage, client: Client) -> None:
    make_hub(index)
    page = client.get("/").content.decode()
    for way in ("/areas-of-study/engineering/", "/topics/trends/", "/roles/data-scientist/", "/roles/", "/programs/"):
        assert f'href="{way}"' in page
        assert client.get(way).status_code == 200


def test_of_many_ways_the_most_frequent_are_shown(index: ArticleIndexPage, client: Client) -> None:
    areas = ["engineering"]
    make_article(index, "Many", areas_of_study=areas, topics=[f"topic-{number:02}" for number in range(MOST_WAYS + 2)])
    make_article(index, "One", areas_of_study=areas, topics=[f"topic-{MOST_WAYS + 1}"])
    for address, way in (
        ("/", "/all-articles/"),
        (f"/areas-of-study/{areas[0]}/", f"/all-articles/?area_of_study={areas[0]}"),
    ):
        page = client.get(address).content.decode()
        ways = re.findall(r'>(Topic \d+)</a> <span class="count">', page)
        assert len(ways) == MOST_WAYS
        assert ways[0] == f"Topic {MOST_WAYS + 1}"
        assert f'<a href="{way}">2 more in the list of articles' in page


def test_the_same_queries_for_few_and_for_many(index: ArticleIndexPage, django_assert_max_num_queries: Any) -> None:
    make_hub(index, 2)
    with django_assert_max_num_queries(30) as few:
        home_of(index)
    make_hub(index, 20)
    with django_assert_max_num_queries(len(few)):
        home_of(index)
    assert len(few) <= 15
