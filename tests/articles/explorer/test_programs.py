"""Programs: those that visible articles lead to, listed and compared, in few queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles.explorer.programs import compare_programs, list_programs
from articles.models import ArticleIndexPage, Program
from tests.articles.explorer.pay_factory import lead_to, make_hub, name_role, salary
from tests.articles.factories import make_article

pytestmark = pytest.mark.django_db
QUERIES = 8


def test_a_program_has_the_articles_areas_and_roles_that_lead_to_it(index: ArticleIndexPage) -> None:
    article = make_article(index, "Jobs in nursing", areas_of_study=["health"])
    lead_to(article, "Master of Nursing")
    name_role(article, "Nurse", salary(80_000))
    draft = make_article(index, "Draft", live=False, areas_of_study=["secrets"])
    lead_to(draft, "Master of Nursing")
    lead_to(draft, "Master of Secrets")
    name_role(draft, "Spy", salary(1_000_000))
    (program,) = list_programs(index.articles(), {}).programs
    assert (program.name, program.total, program.host) == ("Master of Nursing", 1, "hub.example.edu")
    assert [each.title for each in program.articles] == ["Jobs in nursing"]
    assert [each.slug for each in program.areas] == ["health"]
    assert [(role.name, role.pay[0].said.text) for role in program.roles] == [("Nurse", "$80,000")]


def test_the_newest_articles_and_the_most_named_roles_are_shown(index: ArticleIndexPage) -> None:
    make_hub(index, 9)
    program = next(each for each in list_programs(index.articles(), {}).programs if each.name == "Master of Data")
    assert (program.total, len(program.articles), len(program.roles)) == (9, 5, 6)
    assert program.roles[0].name == "Data scientist"


def test_searching(index: ArticleIndexPage, client: Client) -> None:
    make_hub(index, 2)
    assert [each.name for each in list_programs(index.articles(), {"q": "data master"}).programs] == ["Master of Data"]
    assert "Show all programs" in client.get("/programs/?q=astrology").content.decode()


@pytest.mark.parametrize("q", ["économie", "ECONOMIE politique", "Économie Zürich"])
def test_searching_knows_no_case_and_no_accents(index: ArticleIndexPage, q: str) -> None:
    program = lead_to(make_article(index), "Économie Politique")
    Program.objects.filter(pk=program.pk).update(description="In Zürich.")
    lead_to(make_article(index, "Draft", live=False), "Économie Politique à Zürich")
    assert [each.key for each in list_programs(index.articles(), {"q": q}).programs] == [program.pk]


def test_comparing_keeps_the_order_that_was_asked_for(index: ArticleIndexPage) -> None:
    article = make_article(index)
    keys = [lead_to(article, name).pk for name in ("Law", "Art", "Music", "Dance", "Sport")]
    asked = [str(key) for key in (keys[2], keys[0], keys[2])]
    found = compare_programs(index.articles(), [*asked, "0", "x", "\x00", "9" * 400])
    assert [each.name for each in found.programs] == ["Music", "Law"]
    assert found.missing
    assert found.query == f"program={keys[2]}&program={keys[0]}"
    assert found.programs[0].without == f"program={keys[0]}"
    assert not found.left_out


def test_more_than_four_are_named_as_left_out(index: ArticleIndexPage, client: Client) -> None:
    article = make_article(index)
    names = ("Law", "Art", "Music", "Dance", "Sport", "Crafts")
    keys = [lead_to(article, name).pk for name in names]
    hidden = lead_to(make_article(index, "Draft", live=False), "Master of Secrets").pk
    asked = "&".join(f"program={key}" for key in (*keys, hidden))
    assert len(compare_programs(index.articles(), [str(key) for key in keys]).programs) == 4
    page = client.get(f"/programs/compare/?{asked}").content.decode()
    assert "Four programs fit side by side. Left out: Sport, Crafts." in page
    assert "Master of Secrets" not in page


def test_a_plain_page_compares_without_a_script(index: ArticleIndexPage, client: Client) -> None:
    article = make_article(index)
    art, law = (lead_to(article, name) for name in ("Art", "Law"))
    assert "Add at least two programs to compare." in client.get("/programs/compare/").content.decode()
    page = client.get(f"/programs/compare/?program={art.pk}&program={law.pk}").content.decode()
    assert f'href="/programs/compare/?program={law.pk}"' in page
    assert f'href="/programs/compare/?program={art.pk}"' in client.get(f"/{article.slug}/").content.decode()


def test_the_same_queries_for_few_and_for_many(index: ArticleIndexPage, django_assert_num_queries: Any) -> None:
    make_hub(index, 2)
    with django_assert_num_queries(QUERIES):
        list_programs(index.articles(), {})
    make_hub(index, 30)
    with django_assert_num_queries(QUERIES):
        list_programs(index.articles(), {})
