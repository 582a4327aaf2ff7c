"""What an article fills, counted in both of its forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from articles.sync.fill import COUNTED, FIELDS, Fill, FillCounter, measure
from scraper import blocks
from scraper.items import ScrapedArticle
from tests.articles.sync.samples import article, role

GOLDEN = Path(__file__).parents[2] / "scraper" / "golden"
RECORDS = {
    path.parent.name: expected["record"]
    for path in sorted(GOLDEN.glob("*/page.json"))
    if "record" in (expected := json.loads(path.read_text(encoding="utf-8")))
}
EMPTY = ScrapedArticle(url="https://hub.example/a/", slug="a", title="")


def fill_of(*articles: ScrapedArticle) -> Fill:
    counter = FillCounter()
    for each in articles:
        counter.add(measure(each))
    return counter.fill


def text(html: str) -> list[blocks.Block]:
    return [blocks.RichTextBlock(id="p1", html=html)]


def test_a_full_article_fills_everything_and_an_empty_one_nothing() -> None:
    assert measure(article()).parts == frozenset(COUNTED)
    assert measure(EMPTY).parts == frozenset()


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_counts_by_itself(name: str) -> None:
    empty: Any = getattr(EMPTY, name)
    assert measure(article(**{name: empty})).parts == frozenset(COUNTED) - {name}


def test_an_article_without_a_picture_fills_no_images() -> None:
    assert measure(article(blocks=text("<p>Words.</p>"))).parts == frozenset(COUNTED) - {"images"}


def test_white_space_fills_nothing() -> None:
    assert measure(article(summary="  \n")).parts == frozenset(COUNTED) - {"summary"}
    assert "body" not in measure(article(blocks=text("<p> </p>"), roles=[])).parts


def test_a_body_is_as_long_as_its_words() -> None:
    assert (
        measure(article(blocks=text('<p>Six <b>letters</b> <a href="https://x.example/">on</a></p>'), roles=[])).length
        == 14
    )
    assert (
        measure(article(blocks=[blocks.ImageBlock(id="i", src="https://x.example/a.png", alt="Alt")], roles=[])).length
        == 0
    )
    faq = blocks.FaqBlock(id="f", items=[blocks.FaqItem(question="Why?", answer_html="<p>So.</p>")])
    assert measure(article(blocks=[faq], roles=[])).length == 7


def test_a_text_that_becomes_a_role_is_as_long_as_before() -> None:
    heading = blocks.HeadingBlock(id="h", level=2, text="Manager", anchor="manager")
    as_text = article(blocks=[heading, *text("<p>They lead.</p>")], roles=[])
    as_role = article(blocks=[blocks.RolesBlock(id="r")], roles=[role("Manager")])
    assert measure(as_text).length == measure(as_role).length == 17


@pytest.mark.parametrize("name", RECORDS)
def test_both_forms_of_a_record_count_alike(name: str) -> None:
    stored = RECORDS[name]
    assert measure(stored) == measure(ScrapedArticle.from_dict(stored))
    assert measure(stored).length > 0


def test_a_record_of_an_older_contract_counts_as_far_as_it_goes() -> None:
    assert measure({"title": "Old", "blocks": None, "words": ["?"]}).parts == {"title"}
    assert measure({}).length == 0


def test_shares_are_of_the_articles_looked_at() -> None:
    fill = fill_of(article(), article(authors=[]), article(authors=[]), article())
    assert (fill.articles, fill.shares["authors"], fill.shares["title"]) == (4, 0.5, 1.0)
    assert Fill(articles=2).shares == dict.fromkeys(COUNTED, 0.0)
    assert Fill().shares == {}


def test_usable_is_what_came_as_an_article() -> None:
    assert Fill(articles=2, unchanged=4, rejects=2).usable == 0.75
    assert Fill(articles=2, rejects=2).usable == 0.5
    assert Fill().usable == 1.0
