"""The newest of some articles: in the list's order and pages, and without what the list keeps in memory."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from articles.listing import PAGE_SIZE, holdings
from articles.listing.newest import newest
from articles.models import ArticleAuthor, ArticleIndexPage, Author
from tests.articles.explorer.pay_factory import name_role
from tests.articles.factories import make_article, make_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> ArticleIndexPage:
    return make_index()


def test_the_newest_first_and_undated_last(index: ArticleIndexPage) -> None:
    make_article(index, "Undated")
    for title, day in (("B", 2), ("C", 1), ("A", 2)):
        make_article(index, title, published=date(2026, 1, day))
    assert [card.article.title for card in newest(index.articles()).cards] == ["A", "B", "C", "Undated"]


@pytest.mark.parametrize(("asked", "number"), [("2", 2), ("99", 2), ("", 1), ("two", 1), ("9" * 5000, 1), ("\x00", 1)])
def test_its_pages(index: ArticleIndexPage, asked: str, number: int) -> None:
    for place in range(PAGE_SIZE + 1):
        make_article(index, f"Article {place}")
    found = newest(index.articles(), asked)
    assert (found.page.number, found.total) == (number, PAGE_SIZE + 1)


@pytest.mark.parametrize("address", ["/roles/nurse/", "/authors/ada/"])
def test_the_lists_memory_is_left_alone(
    index: ArticleIndexPage, client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    article = make_article(index, "Jobs in nursing")
    name_role(article, "Nurse")
    author = Author.objects.create(name="Ada", slug="ada")
    ArticleAuthor.objects.create(page=article, author=author, name="Ada")

    def read_all(*_asked: Any) -> None:
        raise AssertionError("what the list keeps was asked for")

    monkeypatch.setattr(holdings, "read_holdings", read_all)
    assert "Jobs in nursing" in client.get(address).content.decode()
