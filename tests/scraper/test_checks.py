"""What forbids a record, what is merely odd, and what text a page's bytes are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scraper.blocks import RichTextBlock
from scraper.checks import oddities, problems
from scraper.decoding import looks_binary, page_text
from scraper.items import ScrapedArticle

FIT = ScrapedArticle(
    url="https://hub.example/a/",
    slug="a",
    title="A",
    blocks=[RichTextBlock(id="1", html="<p>x</p>")],
    published="2024-07-25",
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, None),
        ({"title": "  "}, "it has no title"),
        ({"slug": ""}, "its address has no slug"),
        ({"blocks": []}, "it has neither text nor roles"),
        ({"url": "mailto:a"}, "its address is no web address"),
        ({"published": "July 25"}, "published is no day"),
        ({"summary": 7}, "summary"),
    ],
)
def test_problems(change: dict[str, Any], words: str | None) -> None:
    found = problems(replace(FIT, **change))
    assert found == [] if words is None else [each for each in found if words in each]


def test_oddities() -> None:
    assert oddities(FIT) == []
    assert oddities(replace(FIT, title="x" * 256, updated="2999-01-01")) == [
        "title has 256 characters",
        "updated lies in the future: 2999-01-01",
    ]


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("é".encode("cp1252"), "text/html", "é"),
        ("é“".encode("cp1252"), "text/html; charset=utf-8", "é“"),
        ("é".encode(), "text/html; charset=iso-8859-1", "é"),
        ("é".encode("utf-16"), "text/html; charset=utf-8", "é"),
        (b'<meta charset="shift_jis">' + "日本".encode("shift_jis"), "", '<meta charset="shift_jis">日本'),
        ("日本".encode("euc-jp"), "text/html; charset=euc-jp", "日本"),
        ("ééé".encode() + b"\xff", "text/html; charset=utf-8", "ééé�"),
        ("é".encode("cp1252"), "text/html; charset=no-such-thing", "é"),
        (b"", "", ""),
    ],
)
def test_the_text_of_a_page(body: bytes, content_type: str, text: str) -> None:
    assert page_text(body, content_type) == text


def test_binary_data() -> None:
    assert looks_binary(b"\x89PNG\0")
    assert not looks_binary("<p>a".encode("utf-16"))
    assert not looks_binary(b"<p>a")
