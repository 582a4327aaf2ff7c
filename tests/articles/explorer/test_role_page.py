"""A role's page: every figure with who says it, texts, facts, programs; found by every name; nothing that is hidden."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import PageViewRestriction

from articles.explorer.role_page import view_role
from articles.models import ArticleIndexPage, LibraryAlias, Role
from tests.articles.explorer.pay_factory import cite, growth, lead_to, make_hub, make_role, name_role, salary
from tests.articles.factories import make_article

pytestmark = pytest.mark.django_db
BLS = "https://www.bls.gov/nurses.htm"


def test_a_figure_stands_with_its_source_year_and_article(index: ArticleIndexPage) -> None:
    article = make_article(index, "Jobs in nursing")
    name_role(article, "Nurse", salary(80_000, citation=BLS), growth(6, start_year=2024, end_year=2034))
    cite(article, BLS, "Bureau of Labor Statistics")
    said = view_role(make_role("Nurse"), index.articles()).said
    (board,) = said.boards
    (line,) = board.lines
    assert (line.text, line.statistic, line.as_of) == ("$80,000", "median", 2024)
    assert [(each.host, each.words) for each in line.sources] == [("bls.gov", "Bureau of Labor Statistics")]
    assert [each.title for each in line.articles] == ["Jobs in nursing"]
    assert line.mark is not None
    assert [(each.text, each.start_year, each.end_year) for each in said.growth] == [("6 percent", 2024, 2034)]


def test_articles_that_say_the_same_share_a_line(index: ArticleIndexPage) -> None:
    for place in range(7):
        name_role(make_article(index, f"Article {place}"), "Nurse", salary(80_000))
    (board,) = view_role(make_role("Nurse"), index.articles()).said.boards
    assert [(len(line.articles), line.more) for line in board.lines] == [(5, 2)]
    assert not board.disputed


def test_sources_that_disagree_are_said_to(index: ArticleIndexPage) -> None:
    name_role(make_article(index, "A"), "Nurse", salary(80_000), salary(70_000, end_year=2020, start_year=2020))
    name_role(make_article(index, "B"), "Nurse", salary(90_000))
    (board,) = view_role(make_role("Nurse"), index.articles()).said.boards
    assert [(line.text, line.is_disputed) for line in board.lines] == [
        ("$80,000", True),
        ("$90,000", True),
        ("$70,000", False),
    ]


@pytest.mark.parametrize(
    "other",
    [
        salary(95_000, statistic="mean"),
        salary(95_000, start_year=2023, end_year=2023),
        salary(95_000, period="month"),
        salary(None, low=70_000, high=95_000, text="$70,000 to $95,000"),
    ],
    ids=["another statistic", "another year", "another period", "a range around it"],
)
def test_what_measures_something_else_is_no_disagreement(index: ArticleIndexPage, other: dict[str, Any]) -> None:
    name_role(make_article(index, "A"), "Nurse", salary(80_000))
    name_role(make_article(index, "B"), "Nurse", other)
    assert not any(board.disputed for board in view_role(make_role("Nurse"), index.articles()).said.boards)


def test_yearly_and_hourly_pay_are_on_rules_of_their_own(index: ArticleIndexPage) -> None:
    name_role(make_article(index), "Nurse", salary(80_000), salary(40, period="hour"), salary(3, period=""))
    year, hour, unsaid = view_role(make_role("Nurse"), index.articles()).said.boards
    assert year.scale is not None
    assert hour.scale is not None
    assert (year.scale.most, hour.scale.most) == (80_000, 40)
    assert unsaid.scale is None
    assert unsaid.lines[0].mark is None


def test_texts_facts_and_programs_are_those_of_the_articles(index: ArticleIndexPage) -> None:
    article = make_article(index, "Jobs in nursing", areas_of_study=["health"])
    name_role(article, "Nurse", html="<p>Cares for <b>patients</b>.</p>", facts=[{"label": "Skills", "text": "Calm"}])
    lead_to(article, "Master of Nursing")
    view = view_role(make_role("Nurse"), index.articles())
    assert [(text.html, text.title) for text in view.texts] == [("<p>Cares for <b>patients</b>.</p>", article.title)]
    assert [(fact.label, fact.said) for fact in view.facts] == [("Skills", (("Calm", article.title, article.slug),))]
    assert [program.name for program in view.programs] == ["Master of Nursing"]
    assert [area.slug for area in view.areas] == ["health"]
    assert (view.total, len(view.cards)) == (1, 1)


def test_what_is_hidden_says_nothing(index: ArticleIndexPage, client: Client) -> None:
    name_role(make_article(index, "Public"), "Nurse", salary(80_000))
    for title, live in (("Secret draft", False), ("Secret page", True)):
        article = make_article(index, title, live=live)
        name_role(article, "Nurse", salary(666_000), growth(66), html="<p>hush</p>")
        lead_to(article, "Master of Secrets")
        if live:
            PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
        name_role(article, "Spy")
    page = client.get("/roles/nurse/").content.decode()
    assert "$80,000" in page
    for words in ("Secret", "666", "66 percent", "hush"):
        assert words not in page
    assert client.get("/roles/spy/").status_code == 404


def test_a_name_that_the_role_had_leads_to_it(index: ArticleIndexPage, client: Client) -> None:
    name_role(make_article(index), "Nurse")
    kind = ContentType.objects.get_for_model(Role)
    LibraryAlias.objects.create(
        content_type=kind, object_id=make_role("Nurse").pk, slug="staff-nurse", name="Staff nurse"
    )
    answer = client.get("/roles/staff-nurse/")
    assert (answer.status_code, answer["Location"]) == (301, "/roles/nurse/")
    assert client.get("/roles/no-such-role/").status_code == 404


def test_its_occupation_is_data_that_nothing_ends(index: ArticleIndexPage, client: Client) -> None:
    role = make_role("Nurse")
    role.name = "Nurse</script><script>alert(1)</script>"
    role.save()
    name_role(make_article(index), "Nurse", salary(80_000), salary(None, low=1, high=2, period=""))
    page = client.get("/roles/nurse/").content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    said = json.loads(data)
    assert (said["@type"], said["name"]) == ("Occupation", role.name)
    assert {"duration": "P1Y", "median": 80_000.0}.items() <= said["estimatedSalary"][0].items()
    assert "duration" not in said["estimatedSalary"][1]
    assert "<script>alert" not in page


def test_the_same_queries_for_few_and_for_many(
    index: ArticleIndexPage, client: Client, django_assert_max_num_queries: Any
) -> None:
    make_hub(index, 2)
    with django_assert_max_num_queries(40) as few:
        client.get("/roles/data-scientist/")
    make_hub(index, 20)
    with django_assert_max_num_queries(len(few)):
        client.get("/roles/data-scientist/")
    assert len(few) <= 26
