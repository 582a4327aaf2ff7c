"""Rich text that is taken for the editor's own form is just what the editor's converter gives back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.blocks import INLINE_FEATURES, RICH_TEXT_FEATURES
from articles.sync.editor_form import editors_form
from articles.sync.rich_text import rich_text, through_editor
from tests.articles.sync.varied_html import HTML

PLAIN = [
    "<p>Managers lead.</p>",
    '<p>It\'s "quoted" – “so”, and 90% &amp; more; 漢字 größer &lt; kleiner 😀.</p>',
    "<p>They <b>lead people</b>, <i>plan</i> and <b>budget</b>.</p>",
    "<p><b>First</b> <i>second</i></p><p>Third.</p>",
    '<p>See <a href="https://a.example/x?y=1&amp;z=2#top">the report</a>.</p>',
]
OTHER = [
    " Managers lead.",
    "<p></p>",
    "<p> Managers lead.</p>",
    "<p>Managers  lead.</p>",
    "<p>Managers\u00a0lead.</p>",
    "<p>Managers\nlead.</p>",
    "<p>Managers lead.</p> ",
    "<p>Managers lead.</p>\n<p>And plan.</p>",
    "<p>They <b>lead </b>people.</p>",
    "<p><b>lead</b><b>people</b></p>",
    "<p><b>lead <i>people</i></b></p>",
    "<p><strong>lead</strong></p>",
    "<p>A & B</p>",
    "<p>A&nbsp;B</p>",
    "<p>A&#39;B</p>",
    "<p onclick='x()'>A</p>",
    "<p>A<script>x()</script></p>",
    "<p><a href='https://a.example/'>A</a></p>",
    '<p><a href="javascript:x()">A</a></p>',
    '<p><a href="https://a.example/" rel="nofollow">A</a></p>',
    "<ul><li>A</li></ul><ul><li>B</li></ul>",
    "<ul><li>A<ul><li>B</li></ul></li></ul>",
    "Managers<p>lead.</p>",
    "<p>A\x00B</p>",
]


@pytest.mark.parametrize("html", PLAIN)
@pytest.mark.parametrize("features", [RICH_TEXT_FEATURES, INLINE_FEATURES], ids=["rich", "inline"])
def test_plain_paragraphs_are_known(html: str, features: list[str]) -> None:
    assert editors_form(html, features) == html
    assert through_editor(html, features) == html == rich_text(html, features)


def test_a_line_without_a_paragraph_gets_one() -> None:
    line = "$90,000 <b>a year</b>"
    assert editors_form(line, INLINE_FEATURES) == f"<p>{line}</p>" == through_editor(line, INLINE_FEATURES)


def test_lists_are_known_where_the_editor_has_them() -> None:
    html = "<p>They:</p><ul><li>lead</li><li><b>plan</b>.</li></ul><p>So.</p><ol><li>First</li></ol>"
    assert editors_form(html, RICH_TEXT_FEATURES) == html == through_editor(html, RICH_TEXT_FEATURES)
    assert editors_form(html, INLINE_FEATURES) is None


@pytest.mark.parametrize("html", OTHER)
def test_what_the_editor_would_change_is_not(html: str) -> None:
    assert editors_form(html, RICH_TEXT_FEATURES) is None


def test_an_editor_without_links_would_change_them() -> None:
    assert editors_form(PLAIN[-1], ["bold", "italic"]) is None


@given(html=HTML, features=st.sampled_from([RICH_TEXT_FEATURES, INLINE_FEATURES]))
def test_what_is_known_comes_back_as_it_is(html: str, features: list[str]) -> None:
    known = editors_form(html, features)
    if known is not None:
        assert known == through_editor(html, features)


def test_a_long_text_that_fails_at_its_end_takes_no_long_time() -> None:
    assert editors_form(f"<p>{'word <b>bold</b> ' * 20_000}</p>", RICH_TEXT_FEATURES) is None
    assert editors_form(f"<p>{'a' * 200_000}", RICH_TEXT_FEATURES) is None
    assert editors_form(f"{'<b>a' * 50_000}", RICH_TEXT_FEATURES) is None
