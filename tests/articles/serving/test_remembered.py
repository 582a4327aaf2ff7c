"""What is read of the articles is read once, until a change that a reader can see; no more is kept than may be."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.explorer.roles import explore_roles
from articles.front.home import home_of
from articles.models import ArticleIndexPage, ArticlePage
from articles.serving import remembered as memory
from articles.serving.purge import purge
from articles.serving.remembered import remembered
from tests.articles.factories import make_full_article, make_index

# What is seen within a transaction is not remembered: these need real commits.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def index() -> ArticleIndexPage:
    index = make_index()
    make_full_article(index)
    return index


def test_it_is_read_once_and_anew_after_a_change(index: ArticleIndexPage) -> None:
    found = iter("abc")
    articles = index.articles()
    assert [remembered(articles, "letter", lambda: next(found)) for _ in range(2)] == ["a", "a"]
    assert remembered(articles.filter(title="x"), "letter", lambda: next(found)) == "b"
    purge()
    assert remembered(articles, "letter", lambda: next(found)) == "c"


def test_what_is_seen_in_a_transaction_is_not_kept(index: ArticleIndexPage) -> None:
    with transaction.atomic():
        assert remembered(index.articles(), "number", index.articles().count) == 1
        ArticlePage.objects.all().delete()
        assert remembered(index.articles(), "number", index.articles().count) == 0
        transaction.set_rollback(True)
    assert remembered(index.articles(), "number", index.articles().count) == 1


def test_of_no_articles_nothing_is_kept(index: ArticleIndexPage) -> None:
    assert remembered(index.articles().none(), "number", lambda: 0) == 0


def test_the_oldest_makes_room(index: ArticleIndexPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_KEPT", 2)
    for what in "abc":
        remembered(index.articles(), what, lambda: "first")
    assert remembered(index.articles(), "c", lambda: "second") == "first"
    assert remembered(index.articles(), "a", lambda: "second") == "second"


def test_home_and_roles_sum_up_pay_once(index: ArticleIndexPage) -> None:
    first = home_of(index)
    with CaptureQueriesContext(connection) as queries:
        assert home_of(index).roles.rows[0].pay == first.roles.rows[0].pay
        assert explore_roles(index.articles(), {"q": "ENGINEERING man"}).rows[0].pay == first.roles.rows[0].pay
    sums = [each["sql"] for each in queries if "MIN(" in each["sql"] or "COUNT(" in each["sql"]]
    assert sums == []


def test_an_area_that_is_not_there_takes_no_room(index: ArticleIndexPage) -> None:
    explore_roles(index.articles(), {})
    kept = set(memory._kept)
    assert explore_roles(index.articles(), {"area_of_study": "no-such-area"}).rows == ()
    assert set(memory._kept) == kept
