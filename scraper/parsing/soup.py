"""The article's region as BeautifulSoup's tags, and small questions to them, typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, ResultSet
from lxml import etree

from scraper.parsing.tree import BLOCKS, Element
from scraper.parsing.words import squash

MEDIA = frozenset({"img", "picture", "iframe", "button"})


def holds(tag: Tag, names: frozenset[str]) -> bool:
    """Whether an element of one of these names is inside; find() with a list costs five times as much."""
    if isinstance(tag, RegionTag):
        return not tag.inside.isdisjoint(names)
    return any(
        type(each) is not NavigableString and isinstance(each, Tag) and each.name in names for each in tag.descendants
    )


def tags_in(tag: Tag) -> list[Tag]:
    """Every element inside."""
    return [each for each in tag.descendants if isinstance(each, Tag)]


def find_all(tag: Tag, name: str) -> list[Tag]:
    """The elements of a name inside; without find_all()'s rules, which cost more than the search."""
    if isinstance(tag, RegionTag) and name not in tag.inside:
        return []
    return [each for each in tag.descendants if isinstance(each, Tag) and each.name == name]


class RegionTag(Tag):
    """A Tag that is filled from an lxml element: what is the same for each one is told once, by the class.

    The tree is there already, and BeautifulSoup's own way would write it out and parse it a second time.
    """

    parser_class = None
    namespace = None
    prefix = None
    sourceline = None
    sourcepos = None
    known_xml = False
    hidden = False
    can_be_empty_element = False
    cdata_list_attributes = None
    preserve_whitespace_tags = None
    interesting_string_types = Tag.MAIN_CONTENT_STRING_TYPES
    next_element = previous_element = next_sibling = previous_sibling = None

    def __init__(self, name: str, attributes: Iterable[tuple[Any, Any]], parent: Tag | None) -> None:
        self.name = name
        self.attrs = dict(attributes)
        self.parent = parent
        self.contents = []
        self._namespaces: dict[str, str] = {}
        self.inside: set[str] = set()
        """Names of the elements within, told once, so that nested elements are not searched again at every level."""

    def find_all(self, name: Any = None, *rest: Any, **options: Any) -> Any:
        """BeautifulSoup's own, but for plain names, which are compared without its machinery."""
        if rest or options or not isinstance(name, str | list):
            return super().find_all(name, *rest, **options)
        names = {name} if isinstance(name, str) else set(name)
        if names.isdisjoint(self.inside):
            return ResultSet(None)
        return ResultSet(None, (each for each in self.descendants if isinstance(each, Tag) and each.name in names))

    def find(self, name: Any = None, *rest: Any, **options: Any) -> Any:
        if rest or options or not isinstance(name, str | list):
            return super().find(name, *rest, **options)
        names = {name} if isinstance(name, str) else set(name)
        if names.isdisjoint(self.inside):
            return None
        return next((each for each in self.descendants if isinstance(each, Tag) and each.name in names), None)


def make_soup(region: Element) -> Tag:
    """The article's region, tag by tag, without recursion: pages nest deep."""
    root = current = RegionTag(str(region.tag), region.items(), None)
    last: PageElement = root
    for event, element in etree.iterwalk(region, events=("start", "end")):
        if event == "start":
            if element is not region:
                tag = RegionTag(str(element.tag), element.items(), current)
                _link(tag, current, last)
                last = current = tag
            text = element.text
        elif element is region:
            break
        else:
            above = current.parent
            above = above if isinstance(above, RegionTag) else root
            above.inside.add(current.name)
            above.inside |= current.inside
            current = above
            text = element.tail
        if text:
            string = str.__new__(NavigableString, text)
            string.hidden = False
            string.parent, string.next_element, string.next_sibling = current, None, None
            _link(string, current, last)
            last = string
    return root


def _link(node: PageElement, parent: Tag, last: PageElement) -> None:
    """Put a node at the end of its parent, after the last node of the page."""
    siblings = parent.contents
    before = siblings[-1] if siblings else None
    node.previous_sibling = before
    if before is not None:
        before.next_sibling = node
    node.previous_element = last
    last.next_element = node
    siblings.append(node)


def parse_soup(html: str) -> Tag:
    """A stretch of HTML; the body element, or all of it."""
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
