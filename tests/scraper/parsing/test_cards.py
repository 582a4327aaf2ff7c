from __future__ import annotations

import pytest

from scraper.items import RelatedArticle
from tests.scraper.parsing.making import article

HUB = "https://hub.example.edu"
TEXT = "<p>A text that is long enough to be the article of this page, with two clauses.</p>"


def related(html: str, language: str = "en") -> list[RelatedArticle]:
    return article(f"{TEXT}<section><h2>Related articles</h2>{html}</section>").related


@pytest.mark.parametrize(
    "card",
    [
        '<div><a href="/a">On <em>fine</em> dust</a><p>A short defense of a gray subject.</p><i>June 1, 2023</i></div>',
        '<a href="/a"><b>On fine dust</b><span>June 1, 2023</span><i>A short defense of a gray subject.</i></a>',
        '<ul><li><a href="/a"><p>On fine dust</p><p>June 1, 2023</p>'
        "<p>A short defense of a gray subject.</p></a></li></ul>",
        '<div><a href="/a">On fine dust</a><p>June 1, 2023 A short defense of a gray subject.</p></div>',
        '<article><h3><a href="/a">On fine dust</a></h3><time datetime="2023-06-01"></time>'
        "<p>A short defense of a gray subject.</p></article>",
    ],
)
def test_title_date_and_excerpt_in_many_shapes(card: str) -> None:
    (found,) = related(card)
    assert (found.title, found.url) == ("On fine dust", f"{HUB}/a")
    assert found.published == "2023-06-01"
    assert found.excerpt == "A short defense of a gray subject."


def test_short_titles_where_they_begin_their_line_and_no_links_of_a_footer() -> None:
    found = related(
        '<div><a href="/a">On dust</a></div><p>(c) A hub. <a href="/t">Terms</a> <a href="/p">Privacy</a></p>'
    )
    assert [(each.title, each.excerpt) for each in found] == [("On dust", None)]


def test_a_later_card_of_the_same_article_completes_the_first() -> None:
    (found,) = related(
        '<div><a href="/a">A title of a page</a><span>June 1, 2023</span></div>'
        '<div><a href="/a">A title of a page</a><p>And what it is about.</p></div>'
    )
    assert (found.published, found.excerpt) == ("2023-06-01", "And what it is about.")


def test_what_is_new_on_the_hub_is_not_related_but_recorded() -> None:
    found = article(
        f'{TEXT}<section><h2>Latest posts</h2><ul><li><a href="/a">A title of a page</a></li></ul></section>'
    )
    assert found.related == []
    assert any("A title of a page" in each.text for each in found.removed)


def test_a_heading_in_any_element() -> None:
    html = '<div class="m"><div class="h">Related guides</div><div><a href="/a">A title of a page</a></div></div>'
    assert [each.title for each in article(TEXT + html).related] == ["A title of a page"]
