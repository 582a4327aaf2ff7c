"""Parts of an article's content: a part is a path from the content down to what both sides may change.

["summary"] is a field, ["roles", "data-analyst", "html"] a child's field, ["body", ID, "value", "caption"] a block's.
Children are named by what they are known by (`articles.sync.identity`), blocks and list items by their ids.
["body", ORDER] is the order of the blocks, and so for every other list.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from articles.sync.identity import RELATIONS, Names, keys_of

Path = tuple[str, ...]
Content = dict[str, Any]
ORDER = "#order"
TERMS = ("areas_of_study", "topics")
"""The parts that are sets of entries of the library."""


class Missing:
    """The value of a part that one side does not have. In a proposal's JSON it is null."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()


class PartNotFound(LookupError):
    """The content has no such part, nor a place where it could stand. Raised by `put`; look at the page anew."""


def part_of(path: Path) -> str:
    """The path as it is kept in the database: a JSON list."""
    return json.dumps(path, ensure_ascii=False)


def path_of(part: str) -> Path:
    return tuple(json.loads(part))


def plain(value: Any) -> Any:
    """The value as JSON has it."""
    return None if value is MISSING else value


def renamed(path: Path, names: Names) -> Path:
    """The part under the name that its child has now."""
    if len(path) > 1 and (name := names.get((path[0], path[1]))) is not None:
        return (path[0], name, *path[2:])
    return path


def renamed_order(path: Path, value: Any, names: Names) -> Any:
    """The value of a part, an order under the names that the children have now."""
    if len(path) != 2 or path[1] != ORDER or not isinstance(value, list):
        return value
    return [names.get((path[0], name), name) for name in value]


def is_within(path: Path, above: Path) -> bool:
    """Whether the path is `above` or lies below it."""
    return path[: len(above)] == above


def is_keyed(value: Any) -> bool:
    """Whether the value is a list of blocks or list items, each with an id of its own."""
    if not isinstance(value, list) or not all(isinstance(each, Mapping) and each.get("id") for each in value):
        return False
    return len({each["id"] for each in value}) == len(value)


def value_at(content: Mapping[str, Any], path: Path) -> Any:
    """The value of a part; MISSING where there is none."""
    value: Any = content.get(path[0], MISSING)
    for place, name in enumerate(path[1:], start=1):
        keys = _keys(value, path[:place])
        if keys is not None:
            value = keys if name == ORDER else value[keys.index(name)] if name in keys else MISSING
        else:
            value = value.get(name, MISSING) if isinstance(value, Mapping) else MISSING
    return value


def put(content: Mapping[str, Any], path: Path, value: Any, neighbours: Sequence[str] = ()) -> Content:
    """A copy of the content in which the part has the value; MISSING takes it out.

    Where a child or a block is new to the content, `neighbours`, the order of the side that it comes from, says after
    which it stands.
    """
    new: Content = copy.deepcopy(dict(content))
    target: Any = new
    for place, name in enumerate(path[:-1]):
        keys = _keys(target, path[:place])
        if keys is not None and name in keys:
            target = target[keys.index(name)]
        elif keys is None and isinstance(target, Mapping) and name in target:
            target = target[name]
        else:
            raise PartNotFound(f"the page no longer has {name}")
    keys = _keys(target, path[:-1])
    if keys is not None:
        target[:] = _put_in_list(target, keys, path[-1], value, neighbours)
    elif isinstance(target, dict):
        target[path[-1]] = plain(value)
    else:
        raise PartNotFound(f"the page has no place for {path[-1]}")
    return new


def _keys(value: Any, path: Path) -> list[str] | None:
    """The names of a list's elements; None for what is no list of named ones."""
    if len(path) == 1 and path[0] in RELATIONS:
        return keys_of(path[0], value)
    return [each["id"] for each in value] if is_keyed(value) else None


def _put_in_list(items: list[Any], keys: list[str], name: str, value: Any, neighbours: Sequence[str]) -> list[Any]:
    if name == ORDER:
        places = {key: place for place, key in enumerate(value)}
        last = len(places)
        order = sorted(range(len(items)), key=lambda place: (places.get(keys[place], last), place))
        return [items[place] for place in order]
    if name in keys:
        at = keys.index(name)
        return items[:at] + ([] if value is MISSING else [value]) + items[at + 1 :]
    if value is MISSING:
        return items
    before = [key for key in neighbours[: neighbours.index(name)] if key in keys] if name in neighbours else keys
    at = keys.index(before[-1]) + 1 if before else 0
    return [*items[:at], value, *items[at:]]
