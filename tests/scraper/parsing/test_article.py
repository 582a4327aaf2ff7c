from __future__ import annotations

import json
import time

import pytest

from scraper import ParseError, parse_article, parser_version
from tests.scraper.parsing.making import ADDRESS, OPENING, article, body


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("", "is no HTML"),
        ("just words", "is no HTML"),
        ('{"json": true}', "is no HTML"),
        ("\x00\x01\x02", "is no HTML"),
        ("<html><body><p>Words without any heading over them.</p></body></html>", "has no title"),
        ("<html><body><h1>Title</h1></body></html>", "has no text"),
    ],
)
def test_what_is_no_article_raises_the_one_error(html: str, message: str) -> None:
    with pytest.raises(ParseError, match=message):
        parse_article(html, ADDRESS)


def test_without_h1_the_metadata_gives_the_title() -> None:
    found = parse_article(
        f"<html><head><title>Soil Science | Some University</title></head><body>{OPENING}</body></html>", ADDRESS
    )
    assert found.title == "Soil Science"


def test_long_title_is_kept_whole() -> None:
    title = "Long " * 60
    assert parse_article(f"<h1>{title}</h1>{OPENING}", ADDRESS).title == title.strip()


def test_broken_json_ld_is_passed_over_and_a_future_date_kept() -> None:
    head = """<script type="application/ld+json">{"a": </script>
    <script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2091-01-02"}</script>"""
    assert article(OPENING, head=head).published == "2091-01-02"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<p onclick='alert(1)'>words</p>",
        "<a href='javascript:alert(1)'>words</a>",
        "<a href='java\tscript:alert(1)'>words</a>",
        "<a href='data:text/html,alert(1)'>words</a>",
        "<img src='javascript:alert(1)' onerror='alert(1)'>",
        "<iframe srcdoc='<script>alert(1)</script>' src='javascript:alert(1)'></iframe>",
        "<svg><script>alert(1)</script></svg>",
        "<style>alert(1)</style>",
        "<table><tr><td>a</td><td><img onerror=alert(1)></td></tr></table>",
        "<blockquote><a href=' javascript:alert(1)'>q</a></blockquote>",
    ],
)
def test_nothing_executable_passes(attack: str) -> None:
    record = body(attack).to_dict()
    del record["removed"]
    assert "alert" not in json.dumps(record)


def test_unstorable_characters_are_scrubbed() -> None:
    found = parse_article(f"<h1>A\ud800\x00 &#1;title</h1><p>b\udfffc &#xD800; and enough words</p>{OPENING}", ADDRESS)
    assert json.dumps(found.to_dict(), ensure_ascii=False).encode("utf-8")
    assert found.title == "A title"


@pytest.mark.parametrize(
    "tag", ["div", "b", "ul><li", "blockquote", "table><tr><td", "dl><dd", "details><summary>q</summary", "span"]
)
def test_deep_nesting_neither_recurses_nor_hangs(tag: str) -> None:
    started = time.process_time()
    found = parse_article(f"<h1>T</h1>{OPENING}" + f"<{tag}>" * 10_000 + "deep", ADDRESS)
    assert found.title == "T"
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    "bulk",
    ["<br>" * 50_000, "$1 " * 50_000, "<p>1%</p>" * 2_000, "[" * 50_000, "By " * 20_000, "Salary: " * 50_000],
    ids=["breaks", "money", "percents", "brackets", "by", "labels"],
)
def test_bulk_is_read_in_bounded_time(bulk: str) -> None:
    started = time.process_time()
    parse_article(f"<h1>T</h1>{OPENING}<p>{bulk}</p>", ADDRESS)
    assert time.process_time() - started < 15


def test_version_is_short_and_stable() -> None:
    assert len(parser_version()) == 12
    assert parser_version() == parser_version()
