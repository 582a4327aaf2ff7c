"""The article's region as BeautifulSoup's tags, and small questions to them, typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, ResultSet

from scraper.parsing.tree import BREAKING, Element
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
    if isinstance(tag, RegionTag) and not tag.inside:
        return []
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
    next_element: PageElement | None = None
    previous_element: PageElement | None = None
    next_sibling: PageElement | None = None
    previous_sibling: PageElement | None = None

    def __init__(self, name: str, attributes: Iterable[tuple[Any, Any]], parent: Tag | None) -> None:
        self.name = name
        self.attrs = dict(attributes)
        self.parent = parent
        self.contents = []
        self._namespaces: dict[str, str] = {}

    inside: AbstractSet[str] = frozenset()
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
    root = RegionTag(str(region.tag), region.items(), None)
    last = _add_text(region.text, root, root)
    # Each level: the elements that are still to come, the tag they stand in, and the element and names it closes with.
    levels: list[tuple[Iterator[Element], RegionTag, Element, set[str]]] = [(iter(region), root, region, set())]
    while levels:
        waiting, parent, element, names = levels[-1]
        for child in waiting:
            name = str(child.tag)
            names.add(name)
            tag = RegionTag(name, child.items(), parent)
            siblings = parent.contents
            if siblings:
                before = tag.previous_sibling = siblings[-1]
                before.next_sibling = tag
            siblings.append(tag)
            tag.previous_element = last
            last.next_element = tag
            last = _add_text(child.text, tag, tag)
            if len(child):
                levels.append((iter(child), tag, child, set()))
                break
            last = _add_text(child.tail, parent, last)
        else:
            levels.pop()
            parent.inside = names
            if levels:
                _, above, _, names_above = levels[-1]
                names_above |= names
                last = _add_text(element.tail, above, last)
    return root


def _add_text(text: str | None, parent: Tag, last: PageElement) -> PageElement:
    """Put a text at the end of its parent, after the last node of the page; the last node then."""
    if not text:
        return last
    string = str.__new__(NavigableString, text)
    string.parent, string.next_element, string.next_sibling = parent, None, None
    siblings = parent.contents
    if siblings:
        before = string.previous_sibling = siblings[-1]
        before.next_sibling = string
    else:
        string.previous_sibling = None
    siblings.append(string)
    string.previous_element = last
    last.next_element = string
    return string


def parse_soup(html: str) -> Tag:
    """A stretch of HTML; the body element, or all of it."""
    soup = BeautifulSoup(html, "lxml")
    return soup.body if soup.body is not None else soup


def attribute(tag: Tag, name: str) -> str:
    """An attribute's words; "" where it is not there."""
    value = tag.attrs.get(name)
    return squash(value if isinstance(value, str) else " ".join(value)) if value else ""


def names_of(tag: Tag) -> str:
    """Class, id and label, for rules that look at names."""
    attributes = tag.attrs
    if not attributes:
        return ""
    return f"{attribute(tag, 'class')} {attribute(tag, 'id')} {attribute(tag, 'aria-label')}".lower()


def words_of(node: PageElement) -> str:
    """The words inside, a space between blocks."""
    if isinstance(node, NavigableString):
        return squash(str(node))
    if not isinstance(node, Tag):
        return ""
    strings = strings_in(node)
    if len(strings) == 1:
        return squash(strings[0])
    return squash((" " if holds(node, BREAKING) else "").join(strings))


def strings_in(tag: Tag) -> list[str]:
    """Every text inside, in order; bs4's own way to them costs five times as much."""
    found: list[str] = []
    waiting = tag.contents[::-1]
    while waiting:
        node = waiting.pop()
        if type(node) is NavigableString:
            found.append(node)
        elif isinstance(node, Tag):
            waiting += node.contents[::-1]
    return found
