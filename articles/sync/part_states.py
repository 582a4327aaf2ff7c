"""How each part of a page stands to its source: whether it follows, was taken over, is locked. Writes nothing.

The source's side is the document's record, which after every sync is what the source says; the page's side is its
latest revision. Both go by the names that the page gives its children.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from articles.models import PartLock, Proposal
from articles.sync.content import CHILD_FIELDS
from articles.sync.identity import RELATIONS, align
from articles.sync.merging.parts import MISSING, ORDER, TERMS, Content, Path, is_keyed, is_within, path_of, value_at
from articles.sync.merging.same import same

State = Literal["follows", "taken", "own", "left_out", "unknown"]
FIELDS = ("title", "summary", "published", "updated", "first_published", *TERMS, "body", "editors_note")
LISTS = tuple(CHILD_FIELDS)
ALWAYS_SHOWN = frozenset({"html"})
"""Of a child's fields those that stand beside it even where nothing sets them apart: a role's text."""


@dataclass(frozen=True, kw_only=True)
class PartState:
    path: Path
    state: State
    lock: PartLock | None = None
    above: PartLock | None = None
    """The lock of a larger part that holds for this one."""
    proposal: Proposal | None = None
    """What waits of just this part."""
    place: int | None = None
    """Of a child: where it stands among the page's, from 0."""
    is_list: bool = False
    """Whether the part is a whole list, whose elements are parts of their own."""

    @property
    def is_locked(self) -> bool:
        return self.lock is not None or self.above is not None

    @property
    def acts(self) -> list[str]:
        """What an editor can do with it."""
        acts = ["unlock"] if self.lock else []
        if not self.is_locked and (self.state != "own" or self.proposal):
            acts.append("lock")
        if self.state in ("taken", "left_out") and not self.is_list and self.above is None:
            acts.append("follow")
        return acts


@dataclass
class Sides:
    """Page and source under one name for each part. Of a source whose record cannot be read, nothing is known."""

    page: Content
    source: Content
    keys: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)
    """Of each list the names of the page's elements and of the source's."""

    def __post_init__(self) -> None:
        for name in (*RELATIONS, "body"):
            if name in self.source:
                page, source = self.page.get(name) or [], self.source[name] or []
                if name in RELATIONS:
                    of_source, of_page, _again = align(name, source, page, source)
                    self.keys[name] = of_page, of_source
                elif is_keyed(page) and is_keyed(source):
                    self.keys[name] = [each["id"] for each in page], [each["id"] for each in source]

    @property
    def is_known(self) -> bool:
        return bool(self.source)

    @cached_property
    def elements(self) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
        """Of each list the page's elements and the source's, by name."""
        return {
            name: (
                dict(zip(of_page, self.page.get(name) or [], strict=True)),
                dict(zip(of_source, self.source[name] or [], strict=True)),
            )
            for name, (of_page, of_source) in self.keys.items()
        }

    def at(self, path: Path) -> tuple[Any, Any]:
        """What the page and what the source says in the part; MISSING where it is not there."""
        name, rest = path[0], path[1:]
        if name not in self.keys or not rest:
            return value_at(self.page, path), value_at(self.source, path)
        if rest == (ORDER,):
            return self.keys[name]
        page, source = (side.get(rest[0], MISSING) for side in self.elements[name])
        return _inside(page, rest[1:]), _inside(source, rest[1:])

    def state(self, path: Path) -> State:
        if not self.is_known:
            return "unknown"
        if path[0] in self.keys and path[1:] == (ORDER,):
            return "follows" if self.same_order(path[0]) else "taken"
        page, source = self.at(path)
        if path[0] in TERMS and len(path) == 1:
            return "follows" if set(page or []) == set(source or []) else "taken"
        if source is MISSING:
            return "own"
        if page is MISSING:
            return "left_out"
        return "follows" if same(page, source) else "taken"

    def same_order(self, name: str) -> bool:
        """Whether what both sides have stands in one order."""
        page, source = self.keys[name]
        return [key for key in page if key in set(source)] == [key for key in source if key in set(page)]


def _inside(value: Any, path: Path) -> Any:
    if not path or value is MISSING:
        return value
    return value_at(value, path) if isinstance(value, Mapping) else MISSING


def without_unknown(content: Content) -> Content:
    """The content as the page has it where the library lost an entry: no link, in place of a number below zero."""
    links = ("author_id", "role_id", "program_id")

    def plain(child: Mapping[str, Any]) -> dict[str, Any]:
        return {name: None if name in links and (value or 0) < 0 else value for name, value in child.items()}

    lists = {name: [plain(child) for child in content.get(name) or []] for name in LISTS if name in content}
    terms = {name: [key for key in content.get(name) or [] if key > 0] for name in TERMS if name in content}
    return {**content, **lists, **terms}


def part_states(sides: Sides, locks: Iterable[PartLock], proposals: Iterable[Proposal]) -> list[PartState]:
    """All parts in the order of the page, each list before its elements; at last what else is locked."""
    return _Listing(sides, locks, proposals).all()


class _Listing:
    def __init__(self, sides: Sides, locks: Iterable[PartLock], proposals: Iterable[Proposal]) -> None:
        self.sides = sides
        self.locks = {path_of(lock.part): lock for lock in locks}
        self.proposals = {path_of(each.part): each for each in proposals}

    def all(self) -> list[PartState]:
        found: list[PartState] = []
        for name in (*FIELDS, *LISTS):
            found.append(self.part((name,), is_list=name in self.sides.keys))
            if name in self.sides.keys:
                found += self.elements(name)
        listed = {each.path for each in found}
        return found + [self.part(path) for path in {**self.locks, **self.proposals} if path not in listed]

    def elements(self, name: str) -> list[PartState]:
        page, source = self.sides.keys[name]
        found = [] if self.sides.same_order(name) else [self.part((name, ORDER))]
        places = {key: place for place, key in enumerate(page)}
        for key in dict.fromkeys([*page, *source]):
            found.append(self.part((name, key), place=places.get(key)))
            if name in RELATIONS and key in places:
                found += self.fields((name, key), places[key])
        return found

    def fields(self, child: Path, place: int) -> list[PartState]:
        """Of a child's fields those that say more than the child as a whole."""
        page, source = self.sides.at(child)
        parts = [self.part((*child, name), place=place) for name in page if source is not MISSING]
        return [
            each
            for each in parts
            if each.path[2] in ALWAYS_SHOWN or each.state != "follows" or each.lock or each.proposal
        ]

    def part(self, path: Path, *, place: int | None = None, is_list: bool = False) -> PartState:
        above = (self.locks.get(path[:length]) for length in range(len(path) - 1, 0, -1))
        return PartState(
            path=path,
            state=self.sides.state(path),
            lock=self.locks.get(path),
            above=next(filter(None, above), None),
            proposal=self.proposals.get(path),
            place=place,
            is_list=is_list,
        )


def within(path: Path, parts: Iterable[Any]) -> list[Any]:
    """Of locks or proposals those of the part and of what lies below it."""
    return [each for each in parts if is_within(path_of(each.part), path)]
