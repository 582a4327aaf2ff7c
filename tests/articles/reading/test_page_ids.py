"""No heading of a text takes the id of a part of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.template.loader import get_template

from articles.reading.body import PAGE_IDS

BLOCKS = Path(__file__).parents[3] / "articles/templates/articles/blocks"
LEADS_ON = re.compile(r'{% (?:extends|include) "([^"]+)"')
WRITTEN = re.compile(r'\bid="([\w-]+)"')


def templates(name: str, seen: set[str]) -> Iterator[str]:
    """The template's text, and those of all that it extends or includes."""
    if name not in seen:
        seen.add(name)
        text = get_template(name).template.source  # type: ignore[attr-defined]
        yield text
        for other in LEADS_ON.findall(text):
            yield from templates(other, seen)


def test_every_id_of_an_articles_page_is_known() -> None:
    seen: set[str] = set()
    texts = [*templates("articles/article_page.html", seen)]
    texts += [text for block in BLOCKS.iterdir() for text in templates(f"articles/blocks/{block.name}", seen)]
    written = {each for text in texts for each in WRITTEN.findall(text)}
    assert {"content", "contents-title", "tray-title", "site-q"} <= written
    assert {each for each in written if not PAGE_IDS.fullmatch(each)} == set()
