"""Search: what is found, in which order, with which passages; nothing typed is an error, nothing hidden is found."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from articles.listing import Listing, list_articles
from articles.listing.search import elsewhere
from articles.listing.search.words import words_of
from articles.models import ArticleIndexPage, ArticlePage
from tests.articles.factories import make_article, make_full_article, make_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> ArticleIndexPage:
    return make_index()


def text(*paragraphs: str) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "value": f"<p>{each}</p>"} for each in paragraphs]


def search(index: ArticleIndexPage, words: str, **asked: str) -> Listing:
    return list_articles(index.articles(), {"q": words, **asked})


def titles(listing: Listing) -> list[str]:
    return [card.article.title for card in listing.cards]


def test_a_title_counts_more_than_a_text(index: ArticleIndexPage) -> None:
    make_article(index, "Careers", body=text("Some limnology, among many other words of this long text."))
    make_article(index, "Limnology for beginners", body=text("Lakes."))
    make_article(index, "Nothing of it")
    assert titles(search(index, "limnology")) == ["Limnology for beginners", "Careers"]


def test_all_words_wherever_they_stand(index: ArticleIndexPage) -> None:
    make_article(index, "Limnology", body=text("About salaries."))
    make_article(index, "Limnology", body=text("About lakes."))
    assert search(index, "limnology salaries").total == 1


def test_the_last_word_may_be_begun_only(index: ArticleIndexPage) -> None:
    make_article(index, "Limnology at lakes")
    assert search(index, "lakes limno").total == 1
    assert search(index, "limno lakes").total == 0
    assert search(index, '"limno"').total == 0


def test_quotes_and_a_minus(index: ArticleIndexPage) -> None:
    make_article(index, "Data science")
    make_article(index, "The science of data")
    assert titles(search(index, '"data science"')) == ["Data science"]
    make_article(index, "Data nursing")
    assert "Data nursing" not in titles(search(index, "data -nursing"))


@pytest.mark.parametrize(
    "typed",
    [
        '"', '""', "'", "a OR", "AND", "NOT x", "NEAR(a b)", "title:", "{title}: x", "*", "^a", "a*b", "(", ")",
        "a + b", "-", "- -", "--x", "a-b-c", "col:val", "x\x00y", "\\", "%", "_", "&|!<->:*", "'a':*", "日本", "🙂",
        "a" * 500, "the", "<script>alert(1)</script>", "\ue000a\ue001",
    ],
)  # fmt: skip
def test_nothing_typed_is_an_error(client: Client, index: ArticleIndexPage, typed: str) -> None:
    make_article(index, "Data science")
    answer = client.get("/all-articles/", {"q": typed})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_the_passage_with_the_words(index: ArticleIndexPage) -> None:
    body = text(*["Words before."] * 60, "A limnologist &lt;b&gt; knows lakes.", *["Words after."] * 60)
    make_article(index, "Lakes & rivers", body=body)
    (card,) = search(index, "limnologist lakes").cards
    assert card.excerpt is not None
    assert card.excerpt.title == "<mark>Lakes</mark> &amp; rivers"
    assert "<mark>limnologist</mark>" in card.excerpt.text
    assert "<b>" not in card.excerpt.text
    assert len(card.excerpt.text) < 500


def test_in_the_page(client: Client, index: ArticleIndexPage) -> None:
    make_article(index, "Lakes", body=text("A limnologist knows lakes."))
    html = client.get("/all-articles/", {"q": "limnologist"}).content.decode()
    assert "<mark>limnologist</mark>" in html
    assert 'value="limnologist"' in html
    assert '<meta name="robots" content="noindex, follow">' in html


def test_what_stands_beside_the_text_is_found(index: ArticleIndexPage) -> None:
    make_full_article(index)
    make_article(index, "Another")
    for words in ("quality engineer", "okafor", "master of engineering management"):
        assert search(index, words).total == 1, words


def test_facets_count_what_was_found(index: ArticleIndexPage) -> None:
    make_article(index, "Lakes", areas_of_study=["science"], topics=["trends"])
    make_article(index, "Lakes too", areas_of_study=["science"])
    make_article(index, "Rivers", areas_of_study=["science"], topics=["trends"])
    listing = search(index, "lakes", topic="trends")
    assert listing.total == 1
    assert {facet.parameter: facet.choices[0].count for facet in listing.facets} == {
        "area_of_study": 1, "topic": 2, "role": 1, "program": 1, "year": 1,
    }  # fmt: skip


def test_other_orders(index: ArticleIndexPage) -> None:
    make_article(index, "Lakes, last", published="2024-01-01", updated="2025-01-01")
    make_article(index, "A word of lakes", published="2024-06-01")
    assert titles(search(index, "lakes", sort="newest")) == ["A word of lakes", "Lakes, last"]
    assert titles(search(index, "lakes", sort="updated")) == ["Lakes, last", "A word of lakes"]
    assert titles(search(index, "lakes", sort="title")) == ["A word of lakes", "Lakes, last"]


def test_what_is_hidden_is_neither_found_nor_suggested(client: Client, index: ArticleIndexPage) -> None:
    make_article(index, "Draft of limnology", live=False)
    private = make_article(index, "Private limnology", body=text("Limnology in private."))
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.PASSWORD, password="x")
    for typed in ("limnology", "limnologi", "limnolgy"):
        listing = search(index, typed)
        assert (listing.total, listing.cards, listing.did_you_mean) == (0, (), None)
        assert b"rivate limnology" not in client.get("/all-articles/", {"q": typed}).content


def test_another_spelling_is_offered(client: Client, index: ArticleIndexPage) -> None:
    make_article(index, "Engineering careers", summary="Paid well.", topics=["trends"])
    listing = search(index, "enginering carers")
    assert listing.did_you_mean is not None
    assert (listing.did_you_mean.text, listing.did_you_mean.count) == ("engineering careers", 1)
    html = client.get("/all-articles/", {"q": "enginering carers"}).content.decode()
    assert '<a href="/all-articles/?q=engineering+careers">engineering careers</a>' in html


def test_another_spelling_counts_under_the_filters_or_leaves_them(index: ArticleIndexPage) -> None:
    make_article(index, "Limnology", topics=["trends"])
    make_article(index, "Something else", topics=["careers"])
    under, leaving = search(index, "limnolgy", topic="trends"), search(index, "limnolgy", topic="careers")
    assert under.did_you_mean is not None
    assert leaving.did_you_mean is not None
    assert under.did_you_mean.query == "topic=trends&q=limnology"
    assert leaving.did_you_mean.query == "q=limnology"


def test_no_spelling_is_offered_where_something_is_found(index: ArticleIndexPage) -> None:
    make_article(index, "Limnolgy, misspelled")
    make_article(index, "Limnology")
    assert search(index, "limnolgy").did_you_mean is None


def test_a_filter_to_take_away(client: Client, index: ArticleIndexPage) -> None:
    make_article(index, "Lakes", areas_of_study=["science"], topics=["trends"])
    make_article(index, "Rivers", areas_of_study=["business"], topics=["careers"])
    listing = search(index, "lakes", area_of_study="science", topic="careers")
    assert [(way.text, way.count, way.query) for way in listing.without] == [
        ("Careers", 1, "area_of_study=science&q=lakes")
    ]
    html = client.get("/all-articles/", {"q": "lakes", "area_of_study": "science", "topic": "careers"}).content.decode()
    assert "without Careers" in html


def test_where_too_many_have_the_words_the_titles_decide(index: ArticleIndexPage, monkeypatch: Any) -> None:
    from articles.listing.search import postgres, sqlite

    for engine in (sqlite, postgres):
        monkeypatch.setattr(engine, "MOST_RANKED", 1)
    make_article(index, "Rivers", published="2025-01-01", body=text("lakes " * 20))
    make_article(index, "Ponds", published="2024-01-01", body=text("lakes"))
    make_article(index, "Lakes", published="2023-01-01")
    assert titles(search(index, "lakes")) == ["Lakes", "Rivers", "Ponds"]


def test_through_wagtail_where_another_engine_searches(index: ArticleIndexPage, settings: Any) -> None:
    make_article(index, "Data science", body=text("Numbers."))
    make_article(index, "Science of data")
    assert len(elsewhere.find(words_of("data science"), ArticlePage)) == 2
    assert len(elsewhere.find(words_of("data -numbers"), ArticlePage)) == 1
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database.fallback"}}
    listing = list_articles(index.articles(), {"q": "data"})
    assert listing.total == 2
    assert listing.cards[0].excerpt is not None
    assert "<mark>" in listing.cards[0].excerpt.title
