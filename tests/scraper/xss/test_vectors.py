"""No markup of a page runs anything where its record is shown: every vector, in every place an article has.

The judge is another parser than the one under test: nh3's, which reads HTML as browsers do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nh3
import pytest
from lxml import html as lxml_html

from scraper import ParseError, parse_article
from tests.scraper.parsing.making import ADDRESS

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
FEWEST = 200
PLACES = {
    "body": "<h1>A page</h1>{words}{vector}{words}",
    "title": "<h1>A page {vector}</h1>{words}",
    "byline": "<h1>A page</h1><p class='byline'>By Ada Lovelace {vector}</p>{words}",
    "caption": "<h1>A page</h1>{words}<figure><img src='/a.png' alt='A'><figcaption>A {vector}</figcaption></figure>",
    "table cell": "<h1>A page</h1>{words}<table><tr><th>A</th><th>B</th></tr><tr><td>{vector}<td>b</table>",
    "faq": "<h1>A page</h1>{words}<h2>Frequently asked questions</h2><h3>Why {vector}?</h3><p>Because {vector}.</p>",
    "role": "<h1>A page</h1>{words}<h2>Jobs you can get with it</h2><h3>Clerk {vector}</h3><p>Pay: $50,000 {vector}</p>"
    "<h3>Nurse</h3><p>Pay: $60,000 a year.</p>",
    "quote": "<h1>A page</h1>{words}<blockquote><p>Said {vector}</p><cite>Ada {vector}</cite></blockquote>",
    "link text": "<h1>A page</h1>{words}<p>See <a href='https://a.example/'>this {vector}</a> for more.</p>",
    "list": "<h1>A page</h1>{words}<ul><li>One {vector}</li><li>Two</li></ul>",
    "related": "<h1>A page</h1>{words}<h2>Related articles</h2><h3><a href='/b/'>Another page {vector}</a></h3>",
}
WORDS = "<p>Some words that every article starts with, long enough to be told from a caption or a byline.</p>"
MARKUP = frozenset({"html", "answer_html", "rows", "items"})
ADDRESSES = frozenset({"url", "src", "citation"})
TAGS = {"a", "b", "i", "code", "sup", "sub", "br", "p", "ul", "ol", "li"}
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def test_there_are_many() -> None:
    assert len(VECTORS) >= FEWEST
    assert len({each["html"] for each in VECTORS}) == len({each["name"] for each in VECTORS}) == len(VECTORS)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_nothing_executable_passes(vector: dict[str, str]) -> None:
    for place, inside in PLACES.items():
        page = f"<!doctype html><html lang='en'><body><main>{inside}</main></body></html>"
        check_page(page.format(vector=vector["html"], words=WORDS), place)
    check_page(f"# A page\n\nSome words {vector['html']} of a capture.\n\n{vector['html']}\n\n- item\n", "capture")


def check_page(page: str, place: str) -> None:
    try:
        article = parse_article(page, ADDRESS)
    except ParseError:
        return  # a vector that takes the rest of the page with it leaves no article
    record = article.to_dict()
    json.dumps(record, ensure_ascii=False).encode("utf-8")
    for kind, value in values_of(record):
        assert not UNSTORABLE.search(value), (place, value)
        if kind in MARKUP:
            check_markup(value, place)
        elif kind in ADDRESSES:
            check_address(value, place)


def check_markup(value: str, place: str) -> None:
    """Read as browsers do, nothing has to be taken out; and lxml sees no other element, attribute or scheme either."""
    allowed = nh3.clean(
        value, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel=None
    )
    assert allowed == value, place
    for element in lxml_html.fragment_fromstring(value, create_parent="div").iterdescendants():
        assert element.tag in TAGS, (place, value)
        assert not set(element.keys()) - {"href"}, (place, value)
        if element.tag == "a":
            check_address(str(element.get("href")), place)


def check_address(value: str, place: str) -> None:
    parts = urlsplit(value)
    assert parts.scheme in ("http", "https", "mailto"), (place, value)
    assert parts.scheme == "mailto" or parts.hostname, (place, value)
    assert not re.search(r"[\s\"'<>`\x00-\x1f]", value.replace("'", "")), (place, value)


def values_of(value: Any, kind: str = "") -> Iterator[tuple[str, str]]:
    """Every string of a record with the name of the field it stands in."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from values_of(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from values_of(each, kind)
    elif isinstance(value, str):
        yield kind, value
