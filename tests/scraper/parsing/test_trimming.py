from __future__ import annotations

import pytest

from tests.scraper.parsing.making import OPENING, body

LAST = "<p>The last paragraph says what there is to say, at some length, and then it comes to its end.</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Tags: <a href='/t/a'>Ink</a>, <a href='/t/b'>Paper</a></p>",
        "<h2>Most read</h2><ul><li><a href='/a'>One other article</a></li><li><a href='/b'>Two others</a></li></ul>",
        "<p>Follow us on Twitter for more of it.</p>",
        "<p>Published on 4 March 2021</p>",
        "<p>Click here to subscribe to our newsletter</p>",
        "<h3>Nothing under it</h3>",
    ],
)
def test_what_closes_a_page_is_none_of_its_text(html: str) -> None:
    record = body(f"{LAST}{html}")
    assert str(record.blocks).endswith("comes to its end.</p>')]")
    assert record.removed


def test_a_pointer_to_another_page_in_the_text_is_recorded() -> None:
    record = body(f"{LAST}<p><a href='/a'>Seven things nobody says of ink</a></p>{LAST}")
    assert "Seven things" not in str(record.blocks)
    assert ("related link", "Seven things nobody says of ink") in [(each.what, each.text) for each in record.removed]


def test_sources_at_the_end_stay() -> None:
    assert "Ink today" in str(body(f"{LAST}<h2>Sources</h2><ul><li><a href='/a'>Ink today</a></li></ul>").blocks)


def test_a_picture_line_with_its_credit_is_none_of_the_text() -> None:
    record = body(f"{OPENING}<img src='/a.jpg'><p>Ink in a pot. (AP Photo/Ada Ink)</p>{LAST}")
    assert "AP Photo" not in str(record.blocks)
