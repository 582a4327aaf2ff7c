"""The order of a list that both sides may have added to, removed from and moved in. Pure.

A move is what is not part of the longest run of elements that kept their order. Elements that only the source moved
move; those that both sides moved, each to another place, stay where the editor put them, and that is a conflict.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class MergedOrder:
    keys: list[str]
    conflict: bool = False
    """Whether both sides moved the same elements differently."""
    moved: bool = False
    """Whether the source moved anything that the result follows."""


def merge_order(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], kept: Container[str]) -> MergedOrder:
    """The order of all that is kept; every kept key stands in ours or in theirs."""
    theirs_known, ours_known = set(theirs), set(ours)
    common = [key for key in base if key in ours_known and key in theirs_known and key in kept]
    shared = set(common)
    in_ours = [key for key in ours if key in shared]
    in_theirs = [key for key in theirs if key in shared]
    ours_kept = [key for key in ours if key in kept]
    theirs_kept = [key for key in theirs if key in kept]
    if in_theirs in (common, in_ours):
        return MergedOrder(keys=_weave(ours_kept, theirs_kept))
    if in_ours == common:
        return MergedOrder(keys=_weave(theirs_kept, ours_kept), moved=True)
    order = _both_moved(common, in_ours, in_theirs)
    return replace(order, keys=_weave(_weave(order.keys, ours_kept), theirs_kept))


def _both_moved(common: list[str], ours: list[str], theirs: list[str]) -> MergedOrder:
    """The order of what all sides have, both of which moved some of it."""
    order = _follow(common, ours, theirs)
    # Which elements moved is not always plain. Moves that would be seen otherwise the next time are left to the editor.
    if order.keys != theirs and _follow(common, order.keys, theirs).keys != order.keys:
        return MergedOrder(keys=ours, conflict=True)
    return order


def _follow(common: list[str], ours: list[str], theirs: list[str]) -> MergedOrder:
    moved = _moved(common, theirs)
    both = moved & _moved(common, ours)
    alone = moved - both
    keys = _weave([key for key in ours if key not in alone], theirs)
    return MergedOrder(keys=keys, conflict=bool(both), moved=bool(alone))


def _weave(into: Sequence[str], others: Sequence[str]) -> list[str]:
    """All keys: the first's in their order, each new one of the others after the one it follows there."""
    result = list(into)
    known = set(result)
    before: str | None = None
    for key in others:
        if key not in known:
            result.insert(result.index(before) + 1 if before is not None else 0, key)
            known.add(key)
        before = key
    return result


def _moved(base: Sequence[str], other: Sequence[str]) -> set[str]:
    """The fewest elements that must be moved to make one order of the other."""
    place = {key: number for number, key in enumerate(base)}
    ends: list[int] = []
    chain: list[tuple[str, int]] = []
    last: list[int] = []
    for key in other:
        at = bisect_left(ends, place[key])
        chain.append((key, last[at - 1] if at else -1))
        if at == len(ends):
            ends.append(place[key])
            last.append(len(chain) - 1)
        else:
            ends[at], last[at] = place[key], len(chain) - 1
    stay: set[str] = set()
    at = last[-1] if last else -1
    while at >= 0:
        key, at = chain[at]
        stay.add(key)
    return set(other) - stay
