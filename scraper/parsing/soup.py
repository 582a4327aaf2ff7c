"""Small questions to BeautifulSoup's tags, typed."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from scraper.parsing.tree import BLOCKS
from scraper.parsing.words import squash

BLOCK_NAMES = sorted(BLOCKS)


def make_soup(html: str) -> Tag:
    """The article's region as a soup; the body element, or all of it."""
    soup = BeautifulSoup(html, "lxml")
    return soup.body if soup.body is not None else soup


def attribute(tag: Tag, name: str) -> str:
    """An attribute's words; "" where it is not there."""
    value = tag.get(name)
    return squash(value if isinstance(value, str) else " ".join(value)) if value else ""


def names_of(tag: Tag) -> str:
    """Class, id and label, for rules that look at names."""
    return f"{attribute(tag, 'class')} {attribute(tag, 'id')} {attribute(tag, 'aria-label')}".lower()


def words_of(node: PageElement) -> str:
    """The words inside, a space between blocks."""
    if isinstance(node, NavigableString):
        return squash(str(node))
    if not isinstance(node, Tag):
        return ""
    if node.find(BLOCK_NAMES) is None and node.find("br") is None:
        return squash(node.get_text())
    return squash(node.get_text(" "))


def inner_html(tag: Tag) -> str:
    return tag.decode_contents()
