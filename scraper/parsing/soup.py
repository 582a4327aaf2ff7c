"""Small questions to BeautifulSoup's tags, typed."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from scraper.parsing.tree import BLOCKS
from scraper.parsing.words import squash

MEDIA = frozenset({"img", "picture", "iframe", "button"})


def holds(tag: Tag, names: frozenset[str]) -> bool:
    """Whether an element of one of these names is inside; find() with a list costs five times as much."""
    return any(
        type(each) is not NavigableString and isinstance(each, Tag) and each.name in names for each in tag.descendants
    )


def find_all(tag: Tag, name: str) -> list[Tag]:
    """The elements of a name inside; without find_all()'s rules, which cost more than the search."""
    return [each for each in tag.descendants if isinstance(each, Tag) and each.name == name]


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
    if not holds(node, BLOCKS | {"br"}):
        return squash(node.get_text())
    return squash(node.get_text(" "))


def inner_html(tag: Tag) -> str:
    return tag.decode_contents()
