"""Lists and feeds that were shared before an entry became one with another lead to what it is today."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles.library.kinds import kind_of
from articles.library.merge import merge, take_back
from articles.listing import list_articles
from articles.models import AreaOfStudy, ArticleIndexPage, Program, Role, Topic
from tests.articles.factories import make_article, make_full_article, make_index, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> ArticleIndexPage:
    index = make_index()
    make_full_article(index)
    return index


@pytest.mark.parametrize(
    ("parameter", "model", "today"),
    [
        ("area_of_study", AreaOfStudy, "engineering"),
        ("topic", Topic, "industry-trends"),
        ("role", Role, "quality-engineer"),
    ],
)
@pytest.mark.parametrize("file", ["", "rss.xml", "atom.xml", "feed.json"])
def test_a_former_slug_leads_on(
    client: Client, index: ArticleIndexPage, parameter: str, model: Any, today: str, file: str
) -> None:
    model.objects.get(slug=today).aliases.create(slug="former", name="Former")
    answer = client.get(f"/all-articles/{file}", {parameter: "former", "year": "2024"})
    assert answer.status_code == 301
    leads_to = answer["Location"]
    assert leads_to.startswith(f"/all-articles/{file}?")
    assert set(leads_to.partition("?")[2].split("&")) == {f"{parameter}={today}", "year=2024"}
    assert b"Jobs in Engineering Management" in client.get(leads_to).content


def test_a_programs_number_leads_on_over_two_merges_until_they_are_taken_back(
    client: Client, index: ArticleIndexPage, admin_user: Any
) -> None:
    stays = Program.objects.get()
    first, second = (Program.objects.create(name=name, url=f"https://hub.example.edu/{name}") for name in ("a", "b"))
    merge(kind_of(Program), first.pk, second.pk, admin_user)
    last = merge(kind_of(Program), second.pk, stays.pk, admin_user)
    answer = client.get(f"/all-articles/?program={first.pk}&q=jobs&page=2")
    assert (answer.status_code, answer["Location"]) == (301, f"/all-articles/?program={stays.pk}&q=jobs&page=2")
    take_back(last.pk, admin_user)
    assert client.get(f"/all-articles/?program={first.pk}").status_code == 200


def test_what_drafts_alone_have_is_not_told(client: Client, index: ArticleIndexPage) -> None:
    make_article(index, "Hidden", live=False, topics=["merger-plan"])
    make_term(Topic, "merger-plan").aliases.create(slug="former", name="Former")
    answer = client.get("/all-articles/?topic=former")
    assert answer.status_code == 200
    assert "There is no topic “former” here." in answer.content.decode()


def test_it_is_looked_up_only_where_it_is_unknown(index: ArticleIndexPage, django_assert_num_queries: Any) -> None:
    articles = index.articles()
    with django_assert_num_queries(8):
        list_articles(articles, {"topic": "industry-trends"})
    # No term of a card to ask for, as nothing is found; one for the unknown.
    with django_assert_num_queries(6):
        list_articles(articles, {"topic": "no-such"})


@pytest.mark.parametrize("said", ["9" * 400, "²", "-1", "0", "x"])
def test_any_number_may_be_asked_for(index: ArticleIndexPage, said: str) -> None:
    assert not list_articles(index.articles(), {"program": said}).is_moved
