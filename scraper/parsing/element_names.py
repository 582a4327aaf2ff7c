"""What an element is called: class, id and label as one string, and patterns that look for words in it."""

from __future__ import annotations

import re

from scraper.parsing.tree import Element
from scraper.parsing.word_search import grouped


def names_of(element: Element) -> str:
    """Class, id and what an element says of itself for assistive technology, a space around each of them."""
    got = element.get
    return f" {got('class') or ''} {got('id') or ''} {got('aria-label') or ''} {got('data-component') or ''} ".lower()


def named(words: str) -> re.Pattern[str]:
    """A pattern that finds these words where they stand whole, between spaces, hyphens or underscores."""
    return re.compile(rf"[\s_-](?:{grouped(words)})(?=[\s_-])")
