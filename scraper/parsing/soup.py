"""The article's region as BeautifulSoup's tags, and small questions to them, typed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import bs4
from bs4.element import NavigableString, PageElement

from scraper.parsing.lines import NO_ATTRIBUTES, Held, attributes_of
from scraper.parsing.tree import BREAKING, Element, parse_tree
from scraper.parsing.words import squash

MEDIA = frozenset({"img", "picture", "iframe", "button"})


class Tag(bs4.Tag):
    """BeautifulSoup's tag, filled from an lxml element: what is the same for each one is told once, by the class.

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
    interesting_string_types = bs4.Tag.MAIN_CONTENT_STRING_TYPES
    next_element: PageElement | None = None
    previous_element: PageElement | None = None
    next_sibling: PageElement | None = None
    previous_sibling: PageElement | None = None
    inside: AbstractSet[str] = frozenset()
    """Names of the elements within, told once, so that nested elements are not searched again at every level."""

    def __init__(self, name: str, attrs: Mapping[str, str], parent: Tag | None) -> None:
        self.name, self.attrs, self.parent = name, attrs, parent  # type: ignore[assignment]  # nobody changes them
        self.contents = []

    @property
    def descendants(self) -> Iterator[Any]:
        """Everything within, in page order."""
        waiting = self.contents[::-1]
        while waiting:
            node = waiting.pop()
            yield node
            if type(node) is Tag and node.contents:
                waiting += node.contents[::-1]

    def find_all(self, name: Any = None, *rest: Any, **options: Any) -> Any:
        """BeautifulSoup's own, but for plain names, which are compared without its machinery."""
        if rest or options or not isinstance(name, str | list):
            return super().find_all(name, *rest, **options)
        names = [name] if isinstance(name, str) else name
        if self.inside.isdisjoint(names):
            return []
        return [each for each in self.descendants if type(each) is Tag and each.name in names]

    def find(self, name: Any = None, *rest: Any, **options: Any) -> Any:
        if rest or options or not isinstance(name, str | list):
            return super().find(name, *rest, **options)
        names = [name] if isinstance(name, str) else name
        if self.inside.isdisjoint(names):
            return None
        return next((each for each in self.descendants if type(each) is Tag and each.name in names), None)


Node = Any
"""A Tag, or a text: a NavigableString, which is a str."""


def holds(tag: Tag, names: Collection[str]) -> bool:
    """Whether an element of one of these names is inside."""
    return not tag.inside.isdisjoint(names)


def tags_in(tag: Tag) -> list[Tag]:
    """Every element inside."""
    return [each for each in tag.descendants if not isinstance(each, str)] if tag.inside else []


def make_soup(region: Element, held: Held | None = None) -> Tag:
    """The article's region, tag by tag, without recursion: pages nest deep."""
    known = held or {}
    root = Tag(region.tag, known.get(region) or attributes_of(region), None)
    last: PageElement = _add_text(region.text, root, root) if region.text else root
    # Each level: the elements that are still to come, the tag they stand in, and the element and names it closes with.
    levels: list[tuple[Iterator[Element], Tag, Element, set[str]]] = [(iter(region), root, region, set())]
    while levels:
        waiting, parent, element, names = levels[-1]
        siblings = parent.contents
        for child in waiting:
            name = child.tag
            names.add(name)
            attributes = known.get(child)
            tag = Tag(name, attributes_of(child) if attributes is None else attributes, parent)
            if siblings:
                before = tag.previous_sibling = siblings[-1]
                before.next_sibling = tag
            siblings.append(tag)
            tag.previous_element = last
            last.next_element = tag
            last = tag
            if text := child.text:
                last = _add_text(text, tag, tag)
            if len(child):
                levels.append((iter(child), tag, child, set()))
                break
            if tail := child.tail:
                last = _add_text(tail, parent, last)
        else:
            levels.pop()
            parent.inside = names
            if levels:
                _, above, _, names_above = levels[-1]
                names_above |= names
                if tail := element.tail:
                    last = _add_text(tail, above, last)
    return root


def _add_text(text: str, parent: Tag, last: PageElement) -> PageElement:
    """Put a text at the end of its parent, after the last node of the page; the last node then."""
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
    """A stretch of HTML as the body that holds it."""
    if not html.strip():
        return Tag("body", NO_ATTRIBUTES, None)
    root = parse_tree(f"<body>{html}</body>")
    body = root.find("body")
    return make_soup(root if body is None else body)


def attribute(tag: bs4.Tag, name: str) -> str:
    """An attribute's words; "" where it is not there."""
    value: Any = tag.attrs.get(name)  # a str: BeautifulSoup's lists of classes are not made here
    if not value or (" " not in value and value.isprintable()):  # as most are, which need no folding
        return value or ""
    return squash(value)


def names_of(tag: bs4.Tag) -> str:
    """Class, id and label, for rules that look at names."""
    if not tag.attrs:
        return ""
    return f"{attribute(tag, 'class')} {attribute(tag, 'id')} {attribute(tag, 'aria-label')}".lower()


def words_of(node: Node) -> str:
    """The words inside, a space between blocks."""
    if isinstance(node, str):
        return squash(str(node))
    strings = strings_in(node)
    if len(strings) == 1:
        return squash(strings[0])
    return squash((" " if holds(node, BREAKING) else "").join(strings))


def strings_in(tag: Tag) -> list[str]:
    """Every text inside, in order, free of the tree."""
    return [str(each) for each in (tag.descendants if tag.inside else tag.contents) if isinstance(each, str)]
