"""The listing: true counts, both facets together, paging, and answers to what nobody should ask."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from articles.listing import PAGE_SIZE, list_articles
from tests.articles.factories import make_article, make_index

pytestmark = pytest.mark.django_db
LISTING_QUERIES = 15


@pytest.fixture
def index():
    return make_index()


def make_many(index, number: int) -> None:
    for day in range(number):
        make_article(
            index,
            f"Article {day:02}",
            published=date(2024, 1, 1) + timedelta(days=day),
            areas_of_study=["business" if day % 3 else "engineering"],
            topics=["degree-value" if day % 2 else "trends"],
        )


def counts(listing, parameter: str) -> dict[str, int]:
    facet = next(facet for facet in listing.facets if facet.parameter == parameter)
    return {choice.slug: choice.count for choice in facet.choices}


def test_counts_say_what_a_choice_will_show(index):
    make_many(index, 12)
    make_article(index, "Two areas", areas_of_study=["engineering", "business"])
    make_article(index, "Draft", live=False, areas_of_study=["engineering"], topics=["trends"])
    listing = list_articles(index.articles(), {})
    assert listing.total == 13
    assert counts(listing, "area_of_study") == {"": 13, "business": 9, "engineering": 5}
    assert counts(listing, "topic") == {"": 13, "degree-value": 6, "trends": 6}
    for facet in listing.facets:
        for choice in facet.choices:
            asked = {facet.parameter: choice.slug}
            assert list_articles(index.articles(), asked).total == choice.count


def test_both_facets_together(index):
    make_many(index, 12)
    listing = list_articles(index.articles(), {"area_of_study": "engineering", "topic": "trends"})
    assert {card.article.title for card in listing.cards} == {"Article 00", "Article 06"}
    assert counts(listing, "area_of_study") == {"": 6, "business": 4, "engineering": 2}
    assert counts(listing, "topic") == {"": 4, "degree-value": 2, "trends": 2}
    assert listing.query == "area_of_study=engineering&topic=trends"


def test_a_chosen_term_without_articles_stays_visible(index):
    make_article(index, areas_of_study=["engineering"], topics=["trends"])
    make_article(index, areas_of_study=["business"], topics=["degree-value"])
    listing = list_articles(index.articles(), {"area_of_study": "engineering", "topic": "degree-value"})
    assert listing.total == 0
    assert counts(listing, "area_of_study")["engineering"] == 0


def test_newest_first_and_undated_last(index):
    make_article(index, "Undated")
    make_many(index, 2)
    titles = [card.article.title for card in list_articles(index.articles(), {}).cards]
    assert titles == ["Article 01", "Article 00", "Undated"]


def test_titles_stand_as_in_a_dictionary(index):
    for title in ("Zebra", "apple", "Éclair", "Banana"):
        make_article(index, title, published=date(2025, 1, 1))
    for sort in ("title", "newest"):  # of one day the titles decide
        cards = list_articles(index.articles(), {"sort": sort}).cards
        assert [card.article.title for card in cards] == ["apple", "Banana", "Éclair", "Zebra"], sort


@pytest.mark.parametrize(
    ("asked", "number"),
    [("2", 2), ("99", 3), ("-4", 1), ("0", 1), ("", 1), ("two", 1), ("1.5", 1), ("9" * 5000, 1), ("\x00", 1)],
)
def test_page_numbers_are_clamped(index, asked, number):
    make_many(index, 2 * PAGE_SIZE + 1)
    assert list_articles(index.articles(), {"page": asked}).page.number == number


def test_paging_keeps_the_facets(client, index):
    make_many(index, 40)
    html = client.get("/all-articles/?area_of_study=business&page=2").content.decode()
    assert 'rel="next" href="/all-articles/?area_of_study=business&amp;page=3"' in html
    assert 'rel="prev" href="/all-articles/?area_of_study=business"' in html
    assert '<link rel="canonical" href="http://localhost/all-articles/?area_of_study=business&amp;page=2">' in html
    assert "Page 2 of 3" in html


@pytest.mark.parametrize("slug", ["no-such", "<script>", "a\x00b", "x" * 3000, "' OR 1=1 --"])
def test_unknown_terms_answer_with_help(client, index, slug):
    make_many(index, 2)
    response = client.get("/all-articles/", {"area_of_study": slug, "topic": "trends"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "There is no area of study" in html
    assert "Show all articles" in html
    assert "<script>" not in html
    assert "Article 00" not in html


def test_an_empty_hub_says_so(client, index):
    assert "There are no articles here yet." in client.get("/all-articles/").content.decode()


def test_private_articles_are_not_listed(client, index):
    secret = make_article(index, "Secret", areas_of_study=["engineering"])
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    listing = list_articles(index.articles(), {})
    assert listing.total == 0
    assert counts(listing, "area_of_study") == {"": 0}
    assert "Secret" not in client.get("/all-articles/").content.decode()


def test_cards_do_not_read_the_body(index):
    make_article(index, "One")
    (card,) = list_articles(index.articles(), {}).cards
    assert card.article.get_deferred_fields() >= {"body", "editors_note"}


def test_queries_are_few_and_do_not_grow(client, index):
    asked = {"area_of_study": "engineering", "topic": "trends"}
    make_many(index, 3)
    client.get("/all-articles/", asked)  # the site's root paths are remembered from here on
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/all-articles/", asked)
    make_many_more = 27
    for number in range(make_many_more):
        make_article(index, f"More {number}", areas_of_study=["engineering"], topics=["trends"])
    client.get("/all-articles/", asked)
    with CaptureQueriesContext(connection) as many:
        client.get("/all-articles/", asked)
    assert len(many) == len(few) <= LISTING_QUERIES


def test_what_was_asked_of_the_home_once_is_asked_of_the_list(index, client) -> None:
    response = client.get("/?area_of_study=business&page=2")
    assert (response.status_code, response["Location"]) == (301, "/all-articles/?area_of_study=business&page=2")
