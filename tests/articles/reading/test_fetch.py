"""One query brings what the relations of a page bring one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from articles.models import ArticleIndexPage, ArticlePage, LinkCheck
from articles.reading.fetch import CHILDREN, TERMS, fetch
from tests.articles.factories import BLS, make_article, make_document, make_full_article, make_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> ArticleIndexPage:
    return make_index()


def columns(row: Any, *, without: str = "") -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if name not in ("_state", without)}


def test_children_and_terms_are_the_very_rows(index: ArticleIndexPage, django_assert_num_queries: Any) -> None:
    key = make_full_article(index).pk
    page, usual = ArticlePage.objects.get(pk=key), ArticlePage.objects.get(pk=key)
    fetch(page, index)  # the database's kind is found out once
    with django_assert_num_queries(1):
        fetch(page, index)
    for name in CHILDREN:
        expected = [columns(row) for row in getattr(usual, name).all()]
        assert expected, name
        assert [columns(row) for row in getattr(page, name).all()] == expected
    for name in TERMS:  # a description is nothing that an article shows
        expected = [columns(row, without="description") for row in getattr(usual, name).all()]
        assert [columns(row, without="description") for row in getattr(page, name).all()] == expected


def test_the_librarys_entries_come_along(index: ArticleIndexPage, django_assert_num_queries: Any) -> None:
    page = ArticlePage.objects.get(pk=make_full_article(index).pk)
    fetch(page, index)
    with django_assert_num_queries(0):
        assert [entry.shown_name for entry in page.authors.all()] == ["Shaday Stewart", "Imani Okafor"]
        assert [entry.shown_name for entry in page.programs.all()] == ["Master of Engineering Management"]
        assert [each.title for each in page.roles.all()] == ["Engineering Manager", "Quality Engineer"]


def test_the_source_and_the_state_of_links(index: ArticleIndexPage) -> None:
    page = make_full_article(index)
    make_document(page, "https://hub.example.edu/here/")
    other = make_article(index, "Other")
    make_document(other, "https://hub.example.edu/knowledge-hub/what-is-systems-engineering/")
    LinkCheck.objects.create(url=BLS, state="broken", checked_at=timezone.now())
    around = fetch(page, index)
    assert (around.source_url, around.is_source_original) == ("https://hub.example.edu/here/", False)
    assert around.link_states[BLS][0] == "broken"
    assert around.pages_by_address == {"https://hub.example.edu/knowledge-hub/what-is-systems-engineering/": other.pk}


@pytest.mark.parametrize(("zone", "day"), [("America/Los_Angeles", 25), ("UTC", 26), ("Asia/Tokyo", 26)])
@pytest.mark.parametrize("microsecond", [0, 7])
def test_a_link_was_checked_on_the_sites_day(index: ArticleIndexPage, zone: str, day: int, microsecond: int) -> None:
    page = make_full_article(index)
    moment = datetime(2026, 11, 26, 3, 0, 0, microsecond, tzinfo=UTC)
    LinkCheck.objects.create(url=BLS, state="broken", checked_at=moment)
    with timezone.override(zone):
        assert fetch(page, index).link_states[BLS] == ("broken", date(2026, 11, day))


def test_neighbours_are_those_of_the_first_area_by_day(index: ArticleIndexPage) -> None:
    def made(title: str, day: int | None, area: str = "art", **fields: Any) -> ArticlePage:
        published = date(2026, 1, day) if day else None
        return make_article(index, title, published=published, areas_of_study=[area], **fields)

    here = made("Here", 10)
    for title, day in (("Long before", 1), ("Before", 8), ("After", 12), ("Long after", 20)):
        made(title, day)
    made("Elsewhere", 9, area="biology")
    made("Undated", None)
    made("Draft", 9, live=False)
    PageViewRestriction.objects.create(page=made("Private", 11), restriction_type="login")
    around = fetch(here, index)
    assert (around.older and around.older.title, around.newer and around.newer.title) == ("Before", "After")


def test_of_one_day_each_has_its_place(index: ArticleIndexPage) -> None:
    pages = [make_article(index, f"Article {n}", published=date(2026, 1, 1), areas_of_study=["art"]) for n in range(3)]
    around = [fetch(page, index) for page in pages]
    assert [each.newer and each.newer.title for each in around] == ["Article 1", "Article 2", None]
    assert [each.older and each.older.title for each in around] == [None, "Article 0", "Article 1"]
