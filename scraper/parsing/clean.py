"""What of a page's markup may pass: a few inline elements, paragraphs and lists; links http(s) and mailto, absolute.

The HTML is written anew from these names alone: every text is escaped, no attribute but an address is ever copied, so
nothing executable can pass. Shaped so that Wagtail's rich text keeps every bit of it: b and i for strong and em.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.parsing.soup import Node, Tag, parse_soup
from scraper.parsing.words import is_folded, scrub
from scraper.parsing.writing import PARAGRAPH_END, Writer, escaped

Content = str | Tag | Sequence[Node]
"""HTML, an element whose inside is meant, or nodes."""


def clean_inline(content: Content, base: str) -> str:
    """One paragraph's content: inline elements only."""
    words = _only_text(content)
    return Writer(base).write(_nodes(content)) if words is None else words


def clean_cell(content: Content, base: str) -> str:
    """The same, blocks within kept apart by a line break."""
    words = _only_text(content)
    return Writer(base, lines=True).write(_nodes(content)) if words is None else words


def clean_code(content: Content, base: str) -> str:
    """The same, the text's own line ends kept as breaks."""
    return Writer(base, preserved=True).write(_nodes(content))


def clean_paragraphs(content: Content, base: str) -> list[str]:
    """The same as paragraphs, which two line breaks in a row part."""
    words = _only_text(content)
    return Writer(base, parted=True).write(_nodes(content)).split(PARAGRAPH_END) if words is None else [words]


def clean_prose(content: Content, base: str) -> str:
    """Paragraphs and lists."""
    return Writer(base, prose=True).write(_nodes(content))


def clean_blocks(content: Content, base: str) -> str:
    """Paragraphs and lists alone: other blocks and loose text become paragraphs."""
    return Writer(base, prose=True, wrapping=True).write(_nodes(content))


def _only_text(content: Content) -> str | None:
    """The words of what is a text and nothing else, as most paragraphs and cells are; None for anything more."""
    nodes = content.contents if isinstance(content, Tag) else content
    if isinstance(nodes, str) or len(nodes) != 1 or not isinstance(nodes[0], str):
        return None
    text = str(nodes[0])
    if is_folded(text):
        return escaped(text)
    words = " ".join(text.split())
    return escaped(words if words.isprintable() else scrub(words))


def _nodes(content: Content) -> Sequence[Node]:
    if isinstance(content, str):
        content = parse_soup(content)
    return content.contents if isinstance(content, Tag) else content
