"""What a site calls itself, as its pages say it."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.errors import ParseError
from scraper.parsing.capture import is_capture
from scraper.parsing.structured import nodes_of, read_structured
from scraper.parsing.tree import Element, parse_tree
from scraper.parsing.words import scrub, squash

LONGEST_NAME = 100
"""Characters; what is longer is a slogan."""


def site_name(text: str) -> str | None:
    """The name of the site that a page belongs to: OpenGraph's, then the publisher's; None where none is said."""
    text = scrub(text)
    if is_capture(text):
        return None
    try:
        root = parse_tree(text)
    except ParseError:
        return None
    names = (squash(each) for each in _said(root))
    return next((each for each in names if 0 < len(each) <= LONGEST_NAME), None)


def _said(root: Element) -> Iterator[str]:
    meta = read_structured(root).meta
    yield meta.get("og:site_name", "")
    yield meta.get("application-name", "")
    for node in nodes_of(root):
        publisher = node.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            yield publisher["name"]
