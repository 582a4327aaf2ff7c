"""The explorer of roles: all that visible articles name, searched, narrowed, sorted, and in few queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles.explorer.roles import PAGE_SIZE, explore_roles
from articles.models import AreaOfStudy, ArticleIndexPage
from tests.articles.explorer.pay_factory import growth, make_hub, make_role, name_role, salary
from tests.articles.factories import make_article, make_term

pytestmark = pytest.mark.django_db
QUERIES = 4


def names(index: ArticleIndexPage, **asked: str) -> list[str]:
    return [row.name for row in explore_roles(index.articles(), asked).rows]


@pytest.fixture
def hub(index: ArticleIndexPage) -> ArticleIndexPage:
    first = make_article(index, "Health", areas_of_study=["health"])
    second = make_article(index, "Machines", areas_of_study=["engineering"])
    name_role(first, "Nurse", salary(80_000), growth(6, start_year=2024, end_year=2034))
    name_role(first, "Data scientist", salary(120_000))
    name_role(second, "Data scientist", salary(54.5, period="hour"), growth(34))
    name_role(second, "Welder")
    name_role(make_article(index, "Draft", live=False), "Spy", salary(500_000))
    make_role("Nobody")
    return index


def test_all_roles_that_visible_articles_name(hub: ArticleIndexPage) -> None:
    assert names(hub) == ["Data scientist", "Nurse", "Welder"]


def test_sorting(hub: ArticleIndexPage) -> None:
    assert names(hub, sort="name") == ["Data scientist", "Nurse", "Welder"]
    assert names(hub, sort="pay") == ["Data scientist", "Nurse", "Welder"]
    assert names(hub, sort="growth") == ["Data scientist", "Nurse", "Welder"]
    assert names(hub, sort="pay", pay="USD-hour") == ["Data scientist", "Nurse", "Welder"]
    name_role(make_article(hub, "More"), "Nurse", salary(130_000), growth(40))
    assert names(hub, sort="pay")[0] == "Nurse"
    assert names(hub, sort="growth")[0] == "Nurse"
    assert names(hub, sort="nonsense") == names(hub)


def test_searching_and_narrowing(hub: ArticleIndexPage) -> None:
    assert names(hub, q="scien data") == ["Data scientist"]
    assert names(hub, area_of_study="health") == ["Data scientist", "Nurse"]
    assert names(hub, area_of_study="health", q="weld") == []
    assert names(hub, area_of_study="unheard-of") == []
    explorer = explore_roles(hub.articles(), {"area_of_study": "health"})
    assert {row.name: row.articles for row in explorer.rows} == {"Data scientist": 1, "Nurse": 1}


def test_an_area_that_became_one_with_another_leads_on(hub: ArticleIndexPage, client: Client) -> None:
    for slug in ("health", "secrets"):
        area = make_term(AreaOfStudy, slug)
        area.aliases.create(slug=f"old-{slug}", name="Old")
    make_article(hub, "Hidden", live=False, areas_of_study=["secrets"])
    answer = client.get("/roles/?area_of_study=old-health&q=nurse")
    assert (answer.status_code, answer["Location"]) == (301, "/roles/?q=nurse&area_of_study=health")
    assert client.get("/roles/?area_of_study=old-secrets").status_code == 200


def test_only_what_the_rule_measures_is_drawn(hub: ArticleIndexPage) -> None:
    yearly = {row.name: row for row in explore_roles(hub.articles(), {}).rows}
    assert yearly["Nurse"].pay[0].mark is not None
    assert yearly["Welder"].pay == ()
    hourly = {row.name: row for row in explore_roles(hub.articles(), {"pay": "USD-hour"}).rows}
    assert [each.said.text for each in hourly["Data scientist"].pay] == ["$54.50"]
    # In words, where the rule has nothing of the role.
    assert (hourly["Nurse"].pay[0].mark, hourly["Nurse"].pay[0].said.text) == (None, "$80,000")


@pytest.mark.parametrize(
    "asked", [{"page": "x"}, {"page": "99"}, {"pay": "\x00"}, {"area_of_study": "'\x00"}, {"q": "\x00%_"}]
)
def test_nothing_that_is_asked_breaks_it(hub: ArticleIndexPage, asked: dict[str, str]) -> None:
    assert explore_roles(hub.articles(), asked).page.number == 1


def test_the_same_queries_for_few_and_for_many(index: ArticleIndexPage, django_assert_num_queries: Any) -> None:
    make_hub(index, 2)
    with django_assert_num_queries(QUERIES):
        explore_roles(index.articles(), {})
    make_hub(index, PAGE_SIZE + 2)
    with django_assert_num_queries(QUERIES):
        explorer = explore_roles(index.articles(), {"area_of_study": "engineering", "sort": "pay"})
    assert explorer.page.paginator.num_pages == 2


def test_the_page_says_it_all(hub: ArticleIndexPage, client: Client) -> None:
    page = client.get("/roles/").content.decode()
    for words in ("Data scientist", "$80,000", "median, a year", "as of 2024", "6 percent", "pay not stated"):
        assert words in page
    assert "Spy" not in page
    assert "Show all roles" in client.get("/roles/?q=astronaut").content.decode()
