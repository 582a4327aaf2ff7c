"""What is remembered of the articles is true: any change that a reader can see is seen at the next request."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from articles.listing import list_articles
from articles.listing.bits import bits_of, places_of
from articles.listing.holdings import holdings_of
from articles.models import ArticleIndexPage, ArticlePage, Topic
from tests.articles.factories import make_article, make_full_article, make_index, make_term

# What is seen within a transaction is not remembered: these need real commits.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
MOST_QUERIES, MOST_SEARCH_QUERIES = 11, 13


@pytest.fixture
def index() -> ArticleIndexPage:
    return make_index()


def topics(index: ArticleIndexPage) -> dict[str, int]:
    facet = next(each for each in list_articles(index.articles(), {}).facets if each.parameter == "topic")
    return {choice.slug: choice.count for choice in facet.choices}


def test_it_is_read_once(index: ArticleIndexPage) -> None:
    make_article(index, topics=["trends"])
    assert holdings_of(index.articles()) is holdings_of(index.articles())
    assert holdings_of(index.articles()) is not holdings_of(index.articles().filter(title="x"))


def test_every_change_is_seen(index: ArticleIndexPage) -> None:
    assert topics(index) == {"": 0}
    article = make_article(index, "Lakes", topics=["trends"])
    assert topics(index) == {"": 1, "trends": 1}
    article.topics.add(make_term(Topic, "careers"))
    article.save_revision().publish()
    assert topics(index) == {"": 1, "trends": 1, "careers": 1}
    Topic.objects.get(slug="careers").delete()
    assert topics(index) == {"": 1, "trends": 1}
    restriction = PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    assert topics(index) == {"": 0}
    restriction.delete()
    assert topics(index) == {"": 1, "trends": 1}
    ArticlePage.objects.get(pk=article.pk).unpublish()
    assert topics(index) == {"": 0}


def test_what_is_taken_back_is_not_remembered(index: ArticleIndexPage) -> None:
    with transaction.atomic():
        make_article(index, topics=["trends"])
        assert topics(index) == {"": 1, "trends": 1}
        transaction.set_rollback(True)
    assert topics(index) == {"": 0}


def test_what_became_hidden_unheard_is_not_shown(index: ArticleIndexPage) -> None:
    """A change that told nobody: counts are late, but no card is shown."""
    make_article(index, "Secret")
    assert list_articles(index.articles(), {}).total == 1
    ArticlePage.objects.update(live=False)
    assert list_articles(index.articles(), {}).cards == ()


@pytest.mark.parametrize(
    ("asked", "most"),
    [
        ({}, MOST_QUERIES),
        ({"area_of_study": "engineering", "topic": "industry-trends", "year": "2024"}, MOST_QUERIES),
        ({"q": "managers"}, MOST_SEARCH_QUERIES),
        ({"q": "managers", "role": "engineering-manager"}, MOST_SEARCH_QUERIES),
        ({"q": "mangers"}, MOST_SEARCH_QUERIES),
    ],
)
def test_queries_are_few_and_do_not_grow(
    client: Client, index: ArticleIndexPage, asked: dict[str, str], most: int
) -> None:
    def queries() -> int:
        for _turn in range(2):  # the first request of all makes the site's settings
            client.get("/all-articles/", asked)
        with CaptureQueriesContext(connection) as captured:
            client.get("/all-articles/", asked)
        return len(captured)

    make_full_article(index)
    few = queries()
    for number in range(15):
        make_full_article(index, f"More jobs {number}")
    assert queries() == few <= most


def test_choices_by_how_many_articles_they_lead_to(index: ArticleIndexPage) -> None:
    for number in range(30):
        make_article(index, f"Article {number}", topics=[f"topic-{each}" for each in range(30 - number)])
    facet = list_articles(index.articles(), {"topic": "topic-25"}).facets[1]
    assert [choice.slug for choice in facet.shown] == ["", *(f"topic-{each}" for each in range(8)), "topic-25"]
    assert len(facet.shown) + len(facet.folded) == 31
    assert facet.left_out == 0


def test_years_roles_and_programs(index: ArticleIndexPage) -> None:
    article = make_full_article(index)
    program = article.programs.get().program
    make_article(index, "Old", published=date(2019, 5, 5))
    for asked in ({"year": "2024"}, {"role": "quality-engineer"}, {"program": str(program.pk)}):
        assert [card.article.title for card in list_articles(index.articles(), asked).cards] == [article.title], asked
    years = list_articles(index.articles(), {}).facets[4]
    assert [(each.slug, each.count) for each in years.values] == [("2024", 1), ("2019", 1)]
    for asked in ({"year": "1999"}, {"role": "no"}, {"program": "x"}, {"program": "-1"}):
        assert list_articles(index.articles(), asked).total == 0


@pytest.mark.parametrize("places", [[], [0], [7, 8, 63, 64, 9_999]])
def test_bits(places: list[int]) -> None:
    assert places_of(bits_of(places, 10_000)) == places


def test_a_generation_is_asked_for_once(index: ArticleIndexPage, monkeypatch: Any) -> None:
    """A purge while the articles are read leaves nothing stale behind."""
    from articles.listing import holdings
    from articles.serving.purge import purge

    make_article(index, topics=["trends"])
    read = holdings.read_holdings

    def read_slowly(articles: Any) -> Any:
        found = read(articles)
        make_term(Topic, "new")
        purge()
        return found

    monkeypatch.setattr(holdings, "read_holdings", read_slowly)
    first = holdings_of(index.articles())
    monkeypatch.setattr(holdings, "read_holdings", read)
    assert holdings_of(index.articles()) is not first
