"""The article's region as a tree of its own that concerns may change, and small questions to it.

An element's words stand among its elements as plain strings: cheaper to walk than lxml's own, which makes an object
anew at every look, and far cheaper to build than BeautifulSoup's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet

from scraper.parsing.lines import NO_ATTRIBUTES, Held, attributes_of
from scraper.parsing.tree import BREAKING, Element, parse_tree
from scraper.parsing.words import squash

MEDIA = frozenset({"img", "picture", "iframe", "button"})


class Tag:
    """An element."""

    __slots__ = ("attrs", "contents", "inside", "name", "parent")

    def __init__(self, name: str, attrs: Mapping[str, str], parent: Tag | None) -> None:
        self.name, self.attrs, self.parent = name, attrs, parent
        self.contents: list[Node] = []
        self.inside: AbstractSet[str] = frozenset()
        """Names of the elements within, told once, so that nested elements are not searched again at every level."""

    @property
    def descendants(self) -> Iterator[Node]:
        """Everything within, in page order."""
        waiting = self.contents[::-1]
        while waiting:
            node = waiting.pop()
            yield node
            if not isinstance(node, str) and node.contents:
                waiting += node.contents[::-1]

    def find_all(self, *names: str) -> list[Tag]:
        """The elements of these names within."""
        if self.inside.isdisjoint(names):
            return []
        return [each for each in self.descendants if not isinstance(each, str) and each.name in names]

    def find(self, *names: str) -> Tag | None:
        """The first of them."""
        if self.inside.isdisjoint(names):
            return None
        return next((each for each in self.descendants if not isinstance(each, str) and each.name in names), None)

    def extract(self) -> Tag:
        """Take the element out of the one it stands in."""
        if self.parent is not None:
            siblings = self.parent.contents
            del siblings[next(place for place, each in enumerate(siblings) if each is self)]
            self.parent = None
        return self

    def append(self, tag: Tag) -> None:
        """Put an element at the end of this one."""
        tag.parent = self
        self.contents.append(tag)


Node = Tag | str


def holds(tag: Tag, names: Collection[str]) -> bool:
    """Whether an element of one of these names is inside."""
    return not tag.inside.isdisjoint(names)


def tags_in(tag: Tag) -> list[Tag]:
    """Every element inside."""
    return [each for each in tag.descendants if not isinstance(each, str)] if tag.inside else []


def make_soup(region: Element, held: Held | None = None) -> Tag:
    """The article's region, element by element, without recursion: pages nest deep."""
    known = held or {}
    root = Tag(region.tag, known.get(region) or attributes_of(region), None)
    if region.text:
        root.contents.append(region.text)
    # Each level: the elements that are still to come, the tag they stand in, and the element and names it closes with.
    levels: list[tuple[Iterator[Element], Tag, Element, set[str]]] = [(iter(region), root, region, set())]
    while levels:
        waiting, parent, element, names = levels[-1]
        contents = parent.contents
        for child in waiting:
            name = child.tag
            names.add(name)
            attributes = known.get(child)
            tag = Tag(name, attributes_of(child) if attributes is None else attributes, parent)
            contents.append(tag)
            if text := child.text:
                tag.contents.append(text)
            if len(child):
                levels.append((iter(child), tag, child, set()))
                break
            if tail := child.tail:
                contents.append(tail)
        else:
            levels.pop()
            parent.inside = names
            if levels:
                _, above, _, names_above = levels[-1]
                names_above |= names
                if tail := element.tail:
                    above.contents.append(tail)
    return root


def parse_soup(html: str) -> Tag:
    """A stretch of HTML as the body that holds it."""
    if not html.strip():
        return Tag("body", NO_ATTRIBUTES, None)
    root = parse_tree(f"<body>{html}</body>")
    body = root.find("body")
    return make_soup(root if body is None else body)


def attribute(tag: Tag, name: str) -> str:
    """An attribute's words; "" where it is not there."""
    value = tag.attrs.get(name)
    if not value or (" " not in value and value.isprintable()):  # as most are, which need no folding
        return value or ""
    return squash(value)


def names_of(tag: Tag) -> str:
    """Class, id and label, for rules that look at names."""
    if not tag.attrs:
        return ""
    return f"{attribute(tag, 'class')} {attribute(tag, 'id')} {attribute(tag, 'aria-label')}".lower()


def words_of(node: Node) -> str:
    """The words inside, a space between blocks."""
    if isinstance(node, str):
        return squash(node)
    strings = strings_in(node)
    if len(strings) == 1:
        return squash(strings[0])
    return squash((" " if holds(node, BREAKING) else "").join(strings))


def strings_in(tag: Tag) -> list[str]:
    """Every text inside, in order."""
    return [each for each in (tag.descendants if tag.inside else tag.contents) if isinstance(each, str)]
