"""Where an article names few as related, readers are led to what is on the same subject, and to nothing hidden."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from articles.models import ArticleIndexPage, ArticlePage, ArticleRelated, ArticleRole, Role
from tests.articles.factories import make_article, make_index
from tests.articles.pictures.samples import block, make_image, media
from tests.articles.test_pages import ARTICLE_QUERIES

__all__ = ["media"]
pytestmark = pytest.mark.django_db
HEADING = ">Related by subject</h2>"


@pytest.fixture
def index() -> ArticleIndexPage:
    return make_index()


def made(index: ArticleIndexPage, title: str, *terms: str, role: str = "", **fields: Any) -> ArticlePage:
    """The first of the terms is an area of study, the others are topics."""
    article = make_article(index, title, areas_of_study=terms[:1], topics=terms[1:], **fields)
    if role:
        entry = Role.objects.get_or_create(slug=role, defaults={"name": role})[0]
        ArticleRole.objects.create(page=article, role=entry, title=role, sort_order=0)
    return article


def name(article: ArticlePage, *related: ArticlePage) -> None:
    for place, each in enumerate(related):
        ArticleRelated.objects.create(page=article, related_page=each, sort_order=place)


def shown(client: Client, article: ArticlePage) -> list[str]:
    html = client.get(article.get_url()).content.decode()
    _before, _heading, section = html.partition(HEADING)
    return re.findall(r'<h3><a href="[^"]*">([^<]*)</a></h3>', section)


def test_who_shares_most_comes_first_and_three_are_enough(client: Client, index: ArticleIndexPage) -> None:
    here = made(index, "Here", "art", "careers", role="curator")
    made(index, "Same area", "art")
    made(index, "Same area and topic", "art", "careers", summary="Of painting.")
    made(index, "Same role", "law", role="curator")
    made(index, "All the same", "art", "careers", role="curator")
    made(index, "Nothing shared", "law", "trends")
    assert shown(client, here) == ["All the same", "Same role", "Same area and topic"]


def test_words_decide_between_equals(client: Client, index: ArticleIndexPage) -> None:
    here = made(index, "Paying for graduate school", "art")
    for title in ("Bridges and tunnels", "Paying for graduate school abroad", "Nothing alike"):
        made(index, title, "art")
    assert shown(client, here)[0] == "Paying for graduate school abroad"


def test_what_is_named_comes_first_and_is_not_said_again(client: Client, index: ArticleIndexPage) -> None:
    here = made(index, "Here", "art")
    others = [made(index, f"Other {number}", "art") for number in range(4)]
    name(here, others[3], others[2])
    assert shown(client, here) == ["Other 1"]
    name(here, others[0])
    assert HEADING not in client.get(here.get_url()).content.decode()


@pytest.mark.parametrize("how", ["draft", "private", "of another site"])
def test_what_readers_may_not_see_is_not_shown(client: Client, index: ArticleIndexPage, how: str) -> None:
    here = made(index, "Here", "art")
    if how == "of another site":
        other = ArticleIndexPage(title="Other", slug="other")
        index.get_parent().add_child(instance=other)
        made(other, "Secret", "art")
    else:
        page = made(index, "Secret", "art", live=how != "draft")
        if how == "private":
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    made(index, "Public", "art")
    assert shown(client, here) == ["Public"]


def test_what_is_hidden_after_it_was_reckoned_is_not_shown(client: Client, index: ArticleIndexPage) -> None:
    here, there = made(index, "Here", "art"), made(index, "There", "art")
    assert shown(client, here) == ["There"]
    PageViewRestriction.objects.create(page=there, restriction_type=PageViewRestriction.LOGIN)
    assert shown(client, here) == []


def test_an_article_that_is_published_anew_is_reckoned_anew(client: Client, index: ArticleIndexPage) -> None:
    here, _there = made(index, "Here", "art"), made(index, "There", "law")
    assert shown(client, here) == []
    here.areas_of_study.set(_there.areas_of_study.all())
    here.save_revision().publish()
    assert shown(client, here) == ["There"]


def test_day_and_summary_stand_on_the_card(client: Client, index: ArticleIndexPage) -> None:
    here = made(index, "Here", "art")
    made(index, "There", "art", summary="Of <b>painting</b>.", published="2024-07-25")
    html = client.get(here.get_url()).content.decode()
    assert '<time datetime="2024-07-25">' in html
    assert "<p>Of &lt;b&gt;painting&lt;/b&gt;.</p>" in html


@pytest.mark.usefixtures("media")
def test_reckoning_costs_no_query_and_is_kept(
    client: Client, index: ArticleIndexPage, django_assert_max_num_queries: Any
) -> None:
    here = made(index, "Here", "art", body=[block(make_image(100, 100))])
    for number in range(30):
        made(index, f"Other {number}", "art")
    client.get(made(index, "Read before", "law").get_url())
    with django_assert_max_num_queries(ARTICLE_QUERIES):
        assert len(shown(client, here)) == 3
    with CaptureQueriesContext(connection) as queries:
        assert len(shown(client, here)) == 3
    assert not any("SUM(weight)" in each["sql"] for each in queries)
