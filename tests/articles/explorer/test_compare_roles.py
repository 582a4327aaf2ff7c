"""Comparing roles: the comparison is the address, all of it works by links and a plain form."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from articles.explorer.compare_roles import compare_roles
from articles.models import ArticleIndexPage, LibraryAlias, Role
from tests.articles.explorer.pay_factory import make_hub, name_role, salary
from tests.articles.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(index: ArticleIndexPage) -> ArticleIndexPage:
    article = make_article(index, "Careers")
    name_role(article, "Nurse", salary(80_000), facts=[{"label": "Skills", "text": "Calm"}])
    name_role(article, "Welder", salary(160_000), facts=[{"label": "skills", "text": "Heat"}])
    name_role(article, "Doctor", salary(90, period="hour"))
    for name in ("Pilot", "Judge"):
        name_role(article, name)
    name_role(make_article(index, "Draft", live=False), "Spy", salary(1))
    return index


def test_rows_are_aligned_on_one_rule_a_measure(hub: ArticleIndexPage) -> None:
    found = compare_roles(hub.articles(), ["nurse", "welder", "doctor"], "")
    year, hour = found.pay
    nurse, welder, doctor = year.cells
    assert (nurse[0].mark and nurse[0].mark.end, welder[0].mark and welder[0].mark.end) == ("40.00%", "80.00%")
    assert doctor == ()
    assert [len(cell) for cell in hour.cells] == [0, 0, 1]
    (skills,) = found.facts
    assert [fact and fact.said[0][0] for fact in skills.cells] == ["Calm", "Heat", None]


def test_at_most_four_each_once_and_what_is_unknown_is_said(hub: ArticleIndexPage, client: Client) -> None:
    found = compare_roles(hub.articles(), ["nurse", "nurse", "welder", "doctor", "pilot", "judge"], "")
    assert [column.role.slug for column in found.columns] == ["nurse", "welder", "doctor", "pilot"]
    assert found.is_full
    page = client.get("/roles/compare/?role=nurse&role=spy").content.decode()
    assert "There is no role “spy” here." in page
    assert "at least one more role" in page


def test_more_than_four_are_named_as_left_out(hub: ArticleIndexPage, client: Client) -> None:
    name_role(make_article(hub, "More"), "Actor")
    Role.objects.filter(slug="judge").update(name="Judge & jury")
    slugs = ("no-such", "nurse", "welder", "doctor", "pilot", "judge", "spy", "actor")
    page = client.get("/roles/compare/?" + "&".join(f"role={slug}" for slug in slugs)).content.decode()
    assert "Four roles fit side by side. Left out: Judge &amp; jury, Actor." in page
    assert "of-4" in page
    assert "There is no role “no-such” here." in page
    assert "Left out" not in client.get("/roles/compare/?role=nurse&role=welder&role=nurse").content.decode()


def test_a_role_by_a_former_name_stands_at_its_place(hub: ArticleIndexPage) -> None:
    kind = ContentType.objects.get_for_model(Role)
    nurse = Role.objects.get(slug="nurse")
    LibraryAlias.objects.create(content_type=kind, object_id=nurse.pk, name="Sister", slug="sister")
    found = compare_roles(hub.articles(), ["welder", "sister", "nurse", "doctor", "pilot", "judge"], "")
    assert [column.role.slug for column in found.columns] == ["welder", "nurse", "doctor", "pilot"]
    assert found.left_out == ("Judge",)


def test_fewer_than_two_says_how(hub: ArticleIndexPage, client: Client) -> None:
    page = client.get("/roles/compare/").content.decode()
    assert "Add at least two roles" in page
    assert 'href="/roles/compare/?role=nurse"' in page


def test_adding_and_removing_without_a_script(hub: ArticleIndexPage, client: Client) -> None:
    answer = client.get("/roles/compare/?role=nurse&add=WELDER")
    assert (answer.status_code, answer["Location"]) == (302, "/roles/compare/?role=nurse&role=welder")
    page = client.get(answer["Location"]).content.decode()
    assert 'href="/roles/compare/?role=welder"' in page  # without the nurse
    unsure = client.get("/roles/compare/?role=nurse&add=weld").content.decode()
    assert 'href="/roles/compare/?role=nurse&amp;role=welder"' in unsure
    assert "anything like it" in client.get("/roles/compare/?add=astronaut").content.decode()


def test_the_queries_do_not_grow_with_the_hub(
    index: ArticleIndexPage, client: Client, django_assert_max_num_queries: Any
) -> None:
    address = "/roles/compare/?role=data-scientist&role=engineer-0&role=engineer-1"
    make_hub(index, 2)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    make_hub(index, 20)
    with django_assert_max_num_queries(len(few)):
        client.get(address)
