"""Text in = blocks + roles + structured fields + removed: every word that a page shows is somewhere in its record."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from scraper import ScrapedArticle, parse_article
from scraper.parsing.capture import capture_to_html, is_capture
from scraper.parsing.tree import drop, parse_tree
from scraper.parsing.words import bare
from tests.sample_hub import running_hub
from tests.scraper.golden_score import GoldenPage, golden_pages

UNSEEN = ("head", "script", "style", "template", "noscript", "svg", "math", "canvas", "object", "embed", "applet")
TAG = re.compile(r"<[^>]+>")
SIGNS = re.compile(r"[#¶§]+")
"""Links to a heading's own address, and footnotes' marks."""


def shown(page: str) -> Counter[str]:
    """The words a reader sees. Each stretch of text counts for itself: where tags part it, the record may too."""
    root = parse_tree(capture_to_html(page) if is_capture(page) else page)
    for element in list(root.iter(*UNSEEN)):
        drop(element)
    return Counter(word for text in root.itertext() for word in bare(text).split())


def said(article: ScrapedArticle) -> set[str]:
    """The words of a record; a word that tags part counts in parts and as one."""
    words: set[str] = set()
    for text in _texts(article.to_dict()):
        for between in (" ", ""):
            words.update(bare(html.unescape(TAG.sub(between, text))).split())
    return words


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield name  # a fact's label
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def lost(page: str, article: ScrapedArticle) -> list[str]:
    """Words of the page that its record does not have; the numbers before the titles of roles are their order."""
    ordinals = {bare(str(number + 1)) for number in range(len(article.roles))}
    ordinals |= {chr(0x0660 + number + 1) for number in range(len(article.roles))}
    known = said(article) | ordinals
    return [word for word in shown(page) if word not in known and not SIGNS.fullmatch(word)]


@pytest.mark.parametrize("page", list(golden_pages()), ids=lambda page: page.name)
def test_every_word_of_a_golden_page_is_accounted_for(page: GoldenPage) -> None:
    assert lost(page.text, parse_article(page.text, page.url)) == []


def test_every_word_of_the_sample_hub_is_accounted_for() -> None:
    with running_hub() as hub:
        pages = {address: hub.get(address) for address in hub.article_addresses()}
    assert pages
    for address, page in pages.items():
        assert lost(page, parse_article(page, address)) == [], address


def test_a_lost_word_would_be_found() -> None:
    page = next(iter(golden_pages()))
    article = parse_article(page.text, page.url)
    assert lost(page.text.replace("</body>", "<p>Zugzwang</p></body>"), article) == ["zugzwang"]
