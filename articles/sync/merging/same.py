"""When two values say the same, though the editor's form and the import write it a little differently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from articles.sync.merging.parts import MISSING
from articles.sync.rich_text import without_keys

# The editor saves an absent value now as null, now as an empty text.
EMPTY: tuple[object, ...] = (None, "", [], {})


def meaning(value: Any) -> Any:
    """The value without what says nothing: white space around it, Draftail's random keys, empty members."""
    if isinstance(value, str):
        return without_keys(value).strip()
    if isinstance(value, list):
        return [meaning(each) for each in value]
    if isinstance(value, Mapping):
        said = {name: meaning(each) for name, each in value.items()}
        return {name: each for name, each in said.items() if each not in EMPTY}
    return value


def same(one: Any, other: Any) -> bool:
    """Whether both say the same. A part that is not there is not the same as an empty one."""
    if one is MISSING or other is MISSING:
        return one is other
    return _alike(one, other)


def _alike(one: Any, other: Any) -> bool:
    """Whether both mean the same, or nothing. Member by member: most are written alike, and need no closer look."""
    if one == other:
        return True
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return all(_alike(one.get(name), other.get(name)) for name in one.keys() | other.keys())
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return all(_alike_in_list(*pair) for pair in zip(one, other, strict=True))
    left, right = meaning(one), meaning(other)
    return bool(left == right) or (left in EMPTY and right in EMPTY)


def _alike_in_list(one: Any, other: Any) -> bool:
    """The same of two at one place of a list, where nothing is not the same as an empty text."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return _alike(one, other)
    return bool(one == other or meaning(one) == meaning(other))
