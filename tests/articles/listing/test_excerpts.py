"""Marks around words: escaped, balanced, and only around what was meant."""

from __future__ import annotations

import pytest

from articles.listing.search.excerpts import START, STOP, mark_words, marked
from articles.listing.search.words import words_of


def test_marks_become_html_and_all_else_is_escaped() -> None:
    assert marked(f"<b>{START}a&b{STOP}</b>") == "&lt;b&gt;<mark>a&amp;b</mark>&lt;/b&gt;"


@pytest.mark.parametrize("text", [START, STOP, f"{STOP}a{START}b", f"{START}a{START}b{STOP}{STOP}c"])
def test_marks_are_balanced_whatever_the_text_is(text: str) -> None:
    html = marked(text)
    assert html.count("<mark>") == html.count("</mark>")
    assert START not in html
    assert STOP not in html


def test_words_of_a_title() -> None:
    assert marked(mark_words("Économie: data & Data mining", words_of("data economie min"))) == (
        "<mark>Économie</mark>: <mark>data</mark> &amp; <mark>Data</mark> <mark>mining</mark>"
    )
    assert mark_words("Mining data", words_of("min data")) == f"Mining {START}data{STOP}"
    assert mark_words(f"{START}x", words_of("y")) == "x"
