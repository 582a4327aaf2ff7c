"""Bad input: a record that can be stored comes out, or ParseError, in time that grows with the size."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper import ParseError, ScrapedArticle, article_text, parse_article
from tests.scraper.parsing.making import ADDRESS
from tests.scraper.xss.test_vectors import check_page

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*/page.*ml")) + sorted(
    (Path(__file__).parent / "golden").glob("*/page.md")
)
EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
SPLICES = st.sampled_from(
    ["<", ">", '"', "'", "&", "&#", "&#0;", "&#xD800;", "</", "<!--", "-->", "]]>", "<![CDATA[", "\x00", "\x1b",
     "\ud800", "\udfff", "\u202e", "\u2066", "\ufeff", "\u00a0", "\u2028", "</div>", "<p>", "<h1>", "<table>", "<li>",
     "<a href='", "<script>", "<style>", "<template>", "<svg>", "<textarea>", "<title>", "<body>",
     "<base href='javascript:x'>"]
)  # fmt: skip
NESTED = (
    "div", "p", "a", "b", "ul", "li", "table", "tr", "td", "h2", "h3", "blockquote", "figure", "dl", "dd", "details",
    "summary", "pre", "sup",
)  # fmt: skip
SHORT, LONG = 15_000, 60_000
"""Characters of a hostile page and of one four times as long."""
MOST_TIMES = 10
"""How many times as long the second may take: linear is four, quadratic sixteen, and the machine is shared."""
SLACK = 0.5
"""Seconds that both may take whatever they hold."""


def check(page: str) -> None:
    """A record that goes through JSON and back, or the one named error."""
    try:
        article = parse_article(page, ADDRESS)
    except ParseError:
        return
    stored = json.dumps(article.to_dict(), ensure_ascii=False).encode("utf-8")
    assert ScrapedArticle.from_dict(json.loads(stored)) == article
    article_text(article).encode("utf-8")


@EXAMPLES
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    check(text)
    check(f"<h1>A page</h1><p>{text}</p>")


@EXAMPLES
@given(st.binary(max_size=400), st.sampled_from(["utf-8", "latin-1", "utf-16", "cp1252", "shift_jis"]))
def test_any_bytes(raw: bytes, encoding: str) -> None:
    check(raw.decode(encoding, errors="replace"))
    check("<html><h1>A page</h1><p>" + raw.decode("utf-8", errors="surrogateescape"))


@EXAMPLES
@given(st.sampled_from(GOLDEN), st.floats(0, 1), st.floats(0, 1))
def test_cut_pages(path: Path, start: float, end: float) -> None:
    page = path.read_text("utf-8")
    check(page[: int(len(page) * end)])
    check(page[int(len(page) * start) :])


@EXAMPLES
@given(st.sampled_from(GOLDEN), st.lists(st.tuples(st.floats(0, 1), SPLICES), max_size=40))
def test_spliced_pages(path: Path, splices: list[tuple[float, str]]) -> None:
    page = path.read_text("utf-8")
    for place, splice in splices:
        at = int(len(page) * place)
        page = page[:at] + splice + page[at:]
    check(page)


@EXAMPLES
@given(
    st.recursive(
        st.text(max_size=8),
        lambda inner: st.tuples(
            st.sampled_from(NESTED),
            st.lists(inner, max_size=4),
        ),
        max_leaves=30,
    )
)
def test_any_nesting_is_written_safely(tree: object) -> None:
    check_page(f"<h1>A page</h1><p>Some words of an article.</p>{_html(tree)}", "nesting")


def _html(tree: object) -> str:
    if isinstance(tree, tuple):
        return f"<{tree[0]} href='/x'>{''.join(map(_html, tree[1]))}</{tree[0]}>"
    return str(tree).replace("<", "&lt;")


HOSTILE = {
    **{f"nested {tag}": f"<{tag}>x" for tag in
       (*NESTED, "ol", "span", "section", "article", "nav", "form", "font")},
    "nested list items": "<ul><li>x",
    "nested cells": "<table><tr><td>x",
    "nested calls": "<div class=cta><a href=/x>Apply now</a>",
    "nested noise": "<div class='share'>x",
    "nested related": "<div><h2>Related articles</h2>",
    "paragraphs": "<p>The median salary is $62,000 a year, says a report.</p>",
    "words": "word and other ",
    "one word": "x",
    "digits": "1 ",
    "one number": "1",
    "grouped number": "1,000,",
    "amounts": "$1,000 to ",
    "percents": "10% grow ",
    "sentences": "A. ",
    "labels": "<p>Salary: ",
    "links": "<a href='https://a.example/x'>link</a> and words. ",
    "term links": "<a href='/x?topic=t'>link</a> ",
    "headings": "<h2>Jobs you can get with it</h2>",
    "roles": "<h3>Role</h3><p>Pay: $50,000.</p>",
    "questions": "<h3>Why?</h3><p>Because.</p>",
    "headlines": "<h1>a b</h1>",
    "rows": "<tr><td>a</td><td colspan=1000000>b</td></tr>",
    "breaks": "a<br>",
    "images": "<figure><img src=/a.png><figcaption>x</figcaption></figure>",
    "footnotes": "a<sup>1</sup>",
    "bylines": "<p>By A B</p>",
    "names": "A B, ",
    "dates": "May 1, 2020 ",
    "dashes": "<p>— x</p>",
    "spaces": " \n",
    "control characters": "\x01\x02a",
    "marks of direction": "\u202e1 ",
    "lone surrogates": "\ud800",
    "entities": "&nGt;",
    "open entities": "&",
    "signs": "<",
    "comments": "<!-- -->",
    "brackets": "[",
    "brackets and stars": "[*_",
    "backticks": "`a``",
}  # fmt: skip
IN_A_TAG = {
    "attribute": "x y ",
    "attributes": "a1=1 ",
    "bare attributes": "a ",
    "classes": "cta share x-y ",
    "path": "x/",
    "steps up": "../",
    "styles": "a:b;",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_take_linear_time(unit: str) -> None:
    _check_linear(lambda size: f"<html><body><main><h1>A page</h1><p>Some words.</p>{unit * (size // len(unit))}")


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_captures_take_linear_time(unit: str) -> None:
    _check_linear(lambda size: f"# A page\n\nSome words of it.\n\n{unit * (size // len(unit))}")


@pytest.mark.parametrize("unit", IN_A_TAG.values(), ids=IN_A_TAG.keys())
@pytest.mark.parametrize(
    "tag", ["<p {}>z</p>", "<div class='{}'>z</div>", "<p><a href='/{}'>z</a></p>", "<h1 id='{}'>z"]
)
def test_overfull_tags_take_linear_time(unit: str, tag: str) -> None:
    _check_linear(lambda size: "<h1>A page</h1><p>Some words.</p>" + tag.format(unit * (size // len(unit))))


def _check_linear(page) -> None:  # type: ignore[no-untyped-def]
    short, long = _seconds(page(SHORT)), _seconds(page(LONG))
    assert long <= MOST_TIMES * short + SLACK, f"{short:.2f} s and {long:.2f} s"


def _seconds(page: str) -> float:
    start = time.process_time()
    check(page)
    return time.process_time() - start


def test_a_megabyte_in_one_place() -> None:
    start = time.process_time()
    check("<h1>A page</h1><p>Some words.</p><p title='" + "x" * 1_000_000 + "'>z</p>")
    check("<h1>A page</h1><p>Some words.</p><p>" + "x" * 1_000_000 + "</p>")
    check("<h1>A page</h1><p>Some words.</p>" + "<div>" * 10_000 + "<p>Deep words.</p>")
    assert time.process_time() - start < 20


def test_entities_do_not_expand() -> None:
    page = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    article = parse_article(f"{page}<h1>A page</h1><p>Words &b; and &f; end.</p>", ADDRESS)
    assert "haha" not in str(article)
    assert "root:" not in str(article)
