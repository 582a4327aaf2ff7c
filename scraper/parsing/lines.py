"""The page's elements in order, and what several concerns ask of each of them, looked up in the tree once."""

from __future__ import annotations

from collections.abc import Mapping

from scraper.parsing.tree import Element, drop

UNREAD = frozenset({"textarea", "title", "option", "noscript", "script", "style", "template"})
"""Elements whose words are not printed on the page."""
Names = tuple[str, str]
"""What an element is called: all of it in lower case as `names_of` tells it, and class and id as they are written."""
Held = Mapping[Element, dict[str, str]]
"""The tree's elements, each with its attributes."""
NO_ATTRIBUTES: dict[str, str] = {}
NAMELESS: Names = (" " * 5, " ")


def hold(root: Element) -> dict[Element, dict[str, str]]:
    """Every element with its attributes: lxml makes both anew at every look at what nobody holds."""
    # Written out here: a call for each element would cost a sixth as much again.
    return {
        element: dict(items) if (items := element.items()) else NO_ATTRIBUTES  # type: ignore[arg-type]  # as below
        for element in root.iter()
    }


def attributes_of(element: Element) -> dict[str, str]:
    """An element's attributes by their names."""
    items = element.items()
    return dict(items) if items else NO_ATTRIBUTES  # type: ignore[arg-type]  # of a parsed page all of them are str


class Lines:
    """An element is known by its place; one that was dropped is left out of every walk."""

    def __init__(self, body: Element, held: Held) -> None:
        self.order = order = list(body.iter())
        self.places = places = dict(zip(order, range(len(order)), strict=True))
        self.tags = tags = [element.tag for element in order]
        self.held = held
        self.words = [
            len(text.strip()) if (text := element.text) and tag not in UNREAD else 0
            for element, tag in zip(order, tags, strict=True)
        ]
        """Characters that an element begins with; and those that follow it."""
        self.tails = [len(tail.strip()) if (tail := element.tail) else 0 for element in order]
        self.above = [-1]
        self.above += [places[parent] for each in order[1:] if (parent := each.getparent()) is not None]
        self.gone: dict[int, int] = {}
        """Places of the elements that were dropped, and where what stood within them ends."""
        self.speaks_of_captions = False
        """Whether any name does, once all are told."""
        self._named: list[Names] | None = None

    def named(self) -> list[Names]:
        """The names of every element; equal ones are one string, which is looked up by its known hash everywhere."""
        if self._named is None:
            known: dict[tuple[str, str], Names] = {}
            found: list[Names] = []
            for attributes in map(self.held.get, self.order):
                if not attributes:
                    found.append(NAMELESS)
                    continue
                key = attributes.get("class", ""), attributes.get("id", "")
                if "aria-label" in attributes or "data-component" in attributes:
                    found.append((_name_in(attributes), f"{key[0]} {key[1]}"))
                    self.speaks_of_captions |= "caption" in found[-1][0] or "cutline" in found[-1][0]
                    continue
                names = known.get(key)
                if names is None:
                    names = known[key] = (f" {key[0]} {key[1]}   ".lower(), f"{key[0]} {key[1]}")
                    self.speaks_of_captions |= "caption" in names[0] or "cutline" in names[0]
                found.append(names)
            self._named = found
        return self._named

    def name_of(self, place: int) -> str:
        """What an element is called, in lower case."""
        return (
            _name_in(self.held.get(self.order[place], NO_ATTRIBUTES)) if self._named is None else self._named[place][0]
        )

    def end_of(self, place: int) -> int:
        """Where the element ends: the place of the next one that is not within it."""
        element: Element | None = self.order[place]
        while element is not None:
            following = element.getnext()
            if following is not None:
                known = self.places.get(following)
                return len(self.order) if known is None else known
            element = element.getparent()
        return len(self.order)

    def drop(self, element: Element) -> None:
        """Take an element out of the tree and out of the walks; what follows it is said by what stands before it."""
        if (place := self.places.get(element)) is not None:
            self.gone[place] = self.end_of(place)
        before, parent, has_tail = element.getprevious(), element.getparent(), bool(element.tail)
        drop(element)
        if has_tail and before is not None and before in self.places:
            self.tails[self.places[before]] = len((before.tail or "").strip())
        elif has_tail and before is None and parent is not None and parent in self.places:
            self.words[self.places[parent]] = len((parent.text or "").strip())


def _name_in(attributes: dict[str, str]) -> str:
    got = attributes.get
    return f" {got('class', '')} {got('id', '')} {got('aria-label', '')} {got('data-component', '')} ".lower()
