"""llms.txt: public articles by area, with Markdown addresses; bounded, nothing hidden, nothing taken for markup."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from articles.machines import llms
from articles.models import ArticleIndexPage
from tests.articles.factories import make_article, make_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> ArticleIndexPage:
    return make_index()


def test_articles_stand_under_their_area_with_markdown_addresses(index: ArticleIndexPage, client: Client) -> None:
    make_article(index, "Bridges [and] rivers", slug="bridges", areas_of_study=["engineering"], summary="Two\nlines.")
    make_article(index, "Loose", slug="loose")
    make_article(index, "Draft", live=False)
    private = make_article(index, "Private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    answer = client.get("/llms.txt")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/markdown")
    assert "## Engineering\n\n- [Bridges \\[and\\] rivers](http://localhost/bridges/index.md): Two lines.\n" in text
    assert "## Other articles\n\n- [Loose](http://localhost/loose/index.md)\n" in text
    assert "Draft" not in text
    assert "Private" not in text


def test_it_is_bounded_and_says_where_the_rest_is(
    index: ArticleIndexPage, client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr(llms, "MOST", 2)
    for year in (2020, 2024, 2022):
        make_article(index, f"Of {year}", published=date(year, 1, 1))
    with django_assert_max_num_queries(11):
        text = client.get("/llms.txt").content.decode()
    assert "Of 2024" in text
    assert "Of 2020" not in text
    assert "newest 2 of 3 articles" in text


def test_a_hub_behind_a_password_tells_nothing(index: ArticleIndexPage, client: Client) -> None:
    make_article(index, "Public")
    PageViewRestriction.objects.create(page=index, restriction_type=PageViewRestriction.PASSWORD, password="x")
    assert client.get("/llms.txt").status_code == 404
