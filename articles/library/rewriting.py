"""One key of the library in place of another, in plain data: revisions, and what waits for an answer. Pure.

What was put in is told in a form that JSON takes, so that it can be taken out again where it still stands.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from articles.library.kinds import Kind

Content = dict[str, Any]
Trace = list[int] | str
"""The places of the children that were given the key; of a set, whether the key came to it or was there."""
REPLACED, WAS_THERE = "replaced", "was there"


def replace_key(content: Content, kind: Kind, old: int, new: int) -> Trace:
    """Put the new key wherever the content of a revision has the old one; empty when it has it nowhere."""
    said = content.get(kind.relation) or []
    if kind.is_set:
        if old not in said:
            return ""
        was_there = new in said
        content[kind.relation] = _in_place(said, old, new)
        return WAS_THERE if was_there else REPLACED
    places = [place for place, child in enumerate(said) if child.get(kind.field) == old]
    for place in places:
        said[place][kind.field] = new
    return places


def put_back(content: Content, kind: Kind, old: int, new: int, trace: Trace) -> bool:
    """The way back, for the very revision that was written; whether anything was still as the merge left it."""
    said = content.get(kind.relation) or []
    if kind.is_set:
        if new not in said:
            return False
        content[kind.relation] = [*said, old] if trace == WAS_THERE else _in_place(said, new, old)
        return True
    places = [place for place in trace if isinstance(place, int) and place < len(said)]
    return _give(kind, [said[place] for place in places], new, old)


def put_back_later(content: Content, kind: Kind, old: int, new: int, rows: Collection[int]) -> bool:
    """The way back in a revision that came after the merge: for children by their own keys."""
    return _give(kind, [each for each in content.get(kind.relation) or [] if each.get("pk") in rows], new, old)


def _give(kind: Kind, children: Sequence[dict[str, Any]], had: int, key: int) -> bool:
    given = [child for child in children if child.get(kind.field) == had]
    for child in given:
        child[kind.field] = key
    return bool(given)


def _in_place(keys: Sequence[int], had: int, key: int) -> list[int]:
    return list(dict.fromkeys(key if each == had else each for each in keys))


def replace_in_part(kind: Kind, path: Sequence[str], value: Any, old: int, new: int) -> Any:
    """The value of a part of an article, as a proposal or a lock keeps it, with the new key."""
    if path[0] != kind.relation:
        return value
    if kind.is_set:
        return _in_place(value, old, new) if isinstance(value, list) and old in value else value
    if path[-1] == kind.column:
        return new if value == old else value
    if isinstance(value, list):
        return [_child(kind, each, old, new) for each in value]
    return _child(kind, value, old, new)


def _child(kind: Kind, value: Any, old: int, new: int) -> Any:
    names_it = isinstance(value, Mapping) and value.get(kind.column) == old
    return {**value, kind.column: new} if names_it else value
