"""The merge: base, ours and theirs of an article's content in, one content and what could not be decided out. Pure.

For every part: the source did not change it, so ours stays; only the source changed it, so theirs comes; both changed
it alike, so it stays; both changed it differently, so ours stays and a conflict tells of it. What an editor locked
stays whatever the source says. Nothing is decided by who was last.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.sync.identity import RELATIONS, Names, align, keys_of
from articles.sync.merging.order import merge_order
from articles.sync.merging.paragraphs import is_html, merge_html
from articles.sync.merging.parts import (
    MISSING,
    ORDER,
    TERMS,
    Content,
    Path,
    is_keyed,
    is_within,
    renamed,
    renamed_order,
)
from articles.sync.merging.same import same


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A part in which the source changed something that the page does not follow."""

    path: Path
    base: Any
    ours: Any
    theirs: Any

    def renamed(self, names: Names) -> Difference:
        base, ours, theirs = (renamed_order(self.path, side, names) for side in (self.base, self.ours, self.theirs))
        return Difference(path=renamed(self.path, names), base=base, ours=ours, theirs=theirs)


@dataclass(frozen=True, kw_only=True)
class Merged:
    content: Content
    conflicts: list[Difference] = field(default_factory=list)
    held: list[Difference] = field(default_factory=list)
    """What the source changed under a lock."""
    changed: list[Path] = field(default_factory=list)
    """The parts in which the content now follows the source and did not before."""
    names: Names = field(default_factory=dict)
    """Children that go by another name now, since either side renamed them: what is kept of their parts goes along."""


def merge(
    base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any], locks: Collection[Path] = ()
) -> Merged:
    """The three contents merged. A lock holds for its part and everything below it."""
    return _Merge(locks).articles(base, ours, theirs)


class _Merge:
    def __init__(self, locks: Collection[Path]) -> None:
        self.locks = set(locks)
        self.names: Names = {}
        self.conflicts: list[Difference] = []
        self.held: list[Difference] = []
        self.changed: list[Path] = []

    def articles(self, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
        content = dict(ours)
        for name in theirs:
            sides = [base.get(name), ours.get(name), theirs[name]]
            if name in TERMS:
                content[name] = self.terms((name,), *(list(side or []) for side in sides))
            elif name in RELATIONS:
                content[name] = self.children(name, *(list(side or []) for side in sides))
            elif all(is_keyed(side) for side in sides):
                content[name] = self.items((name,), *sides)
            else:
                content[name] = self.value((name,), *sides)
        return Merged(content=content, conflicts=self.conflicts, held=self.held, changed=self.changed, names=self.names)

    # --- one part ------------------------------------------------------------------------------------------------

    def value(self, path: Path, base: Any, ours: Any, theirs: Any) -> Any:
        """One part's value, MISSING where it has none."""
        if same(base, theirs):
            return ours
        if self.is_locked(path):
            self.held.append(Difference(path=path, base=base, ours=ours, theirs=theirs))
            return ours
        if same(ours, theirs):
            return ours
        holds_locks = any(len(lock) > len(path) and is_within(lock, path) for lock in self.locks)
        if same(base, ours) and not holds_locks:
            self.changed.append(path)
            return theirs
        if MISSING not in (base, ours, theirs):
            merged = self.inside(path, base, ours, theirs)
            if merged is not MISSING:
                return merged
        reasons = self.held if holds_locks and same(base, ours) else self.conflicts
        reasons.append(Difference(path=path, base=base, ours=ours, theirs=theirs))
        return ours

    def inside(self, path: Path, base: Any, ours: Any, theirs: Any) -> Any:
        """A value put together of its members; MISSING where it has none that can be told apart."""
        if all(isinstance(side, Mapping) for side in (base, ours, theirs)):
            names = list(dict.fromkeys([*ours, *theirs]))
            return {name: self.value((*path, name), base.get(name), ours.get(name), theirs.get(name)) for name in names}
        if all(is_keyed(side) for side in (base, ours, theirs)):
            return self.items(path, base, ours, theirs)
        if is_html(base or "", ours or "", theirs or ""):
            html = merge_html(base or "", ours or "", theirs or "")
            if html is not None:
                self.changed.append(path)
                return html
        return MISSING

    def is_locked(self, path: Path) -> bool:
        return any(is_within(path, lock) for lock in self.locks)

    # --- sets and lists --------------------------------------------------------------------------------------------

    def terms(self, path: Path, base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
        """A set: what the source added comes, what it took away goes, whatever the editor did with the others."""
        if set(base) == set(theirs):
            return ours
        if self.is_locked(path):
            self.held.append(Difference(path=path, base=base, ours=ours, theirs=theirs))
            return ours
        gone = set(base) - set(theirs)
        new = [term for term in theirs if term not in base and term not in ours]
        merged = [*(term for term in ours if term not in gone), *new]
        if merged != ours:
            self.changed.append(path)
        return merged

    def children(self, name: str, base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
        if base == ours == theirs:  # nothing to tell apart
            return ours
        keys = align(name, base, ours, theirs)
        # A lock may still have the name from before the editor's last change.
        former = zip(keys_of(name, base), keys[0], strict=True)
        names: Names = {(name, old): new for old, new in former if old != new and old not in keys[1]}
        self.locks = {renamed(lock, names) for lock in self.locks}
        merged = self.named(
            (name,), *(dict(zip(*pair, strict=True)) for pair in zip(keys, (base, ours, theirs), strict=True))
        )
        children = list(merged.values())
        given: Names = {
            (name, old): new for old, new in zip(merged, keys_of(name, children), strict=True) if old != new
        }
        self.name_anew(given)
        self.names |= given | {place: given.get((name, new), new) for place, new in names.items()}
        return children

    def name_anew(self, names: Names) -> None:
        """What was found so far, under the names that the children have in the merged content."""
        for found in (self.conflicts, self.held):
            found[:] = [each.renamed(names) for each in found]
        self.changed[:] = [renamed(path, names) for path in self.changed]

    def items(self, path: Path, base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
        if base == theirs:
            return list(ours)
        merged = self.named(path, *({each["id"]: each for each in side} for side in (base, ours, theirs)))
        return list(merged.values())

    def named(self, path: Path, base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
        """A list of named elements: each merged by itself, then their order."""
        kept: dict[str, Any] = {}
        for key in dict.fromkeys([*ours, *theirs, *base]):
            merged = self.element((*path, key), *(side.get(key, MISSING) for side in (base, ours, theirs)))
            if merged is not MISSING:
                kept[key] = merged
        order = merge_order(list(base), list(ours), list(theirs), kept)
        here = (*path, ORDER)
        sides = {"base": list(base), "ours": list(ours), "theirs": list(theirs)}
        if order.moved and self.is_locked(here):
            self.held.append(Difference(path=here, **sides))
            order = merge_order(list(ours), list(ours), [key for key in theirs if key not in ours], kept)
        elif order.conflict:
            self.conflicts.append(Difference(path=here, **sides))
        elif order.moved:
            self.changed.append(here)
        return {key: kept[key] for key in order.keys}

    def element(self, path: Path, base: Any, ours: Any, theirs: Any) -> Any:
        """A child, a block or a list item. Two blocks of one type are merged inside, others as a whole."""
        sides = (base, ours, theirs)
        if MISSING in sides or not all("type" in side and "value" in side for side in sides):
            return self.value(path, *sides)
        if len({side["type"] for side in sides}) > 1:
            return self.value(path, *sides)
        return {**ours, "value": self.value((*path, "value"), *(side["value"] for side in sides))}
