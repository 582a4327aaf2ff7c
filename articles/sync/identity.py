"""By what a child of an article is known again: on another side of a merge, in another revision, at another sync. Pure.

By words of the source and never by a link to the library, which is gone when its entry was deleted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from articles.sync.library import name_slug, role_slug
from articles.sync.rich_text import without_keys

Values = Mapping[str, Any]
Key = Callable[[Values], Hashable]
"""What is known by it; None where a child has no such sign."""
Names = dict[tuple[str, str], str]
"""The new name of a child by its relation and its former name."""

# For each relation the surest sign first.
SIGNS: dict[str, tuple[Key, ...]] = {
    "authors": (
        lambda child: (child["name"], child["role"]),
        lambda child: (name_slug(child["name"]), child["role"]),
        lambda child: name_slug(child["name"]),
    ),
    # The text, too: an editor who renames a role still means the same one. Without the keys that its form adds.
    "roles": (
        lambda child: child["title"],
        lambda child: role_slug(child["title"]),
        lambda child: without_keys(child["html"]).strip() or None,
    ),
    "figures": (
        lambda child: (child["role"], child["kind"], child["text"]),
        lambda child: (child["role"], child["kind"]),
    ),
    "citations": (lambda child: child["url"],),
    "programs": (lambda child: child["url"],),
    "related": (lambda child: child["url"],),
}
RELATIONS = frozenset(SIGNS)
NAMES: dict[str, Callable[[Values], str]] = {
    "authors": lambda child: name_slug(child["name"]),
    "roles": lambda child: role_slug(child["title"]),
    "figures": lambda child: " ".join(filter(None, [child["role"], child["kind"], child["text"]])),
    "citations": lambda child: str(child["url"]),
    "programs": lambda child: str(child["url"]),
    "related": lambda child: str(child["url"]),
}
"""How a part of the article names its child."""


def keys_of(relation: str, children: Sequence[Values]) -> list[str]:
    """A name for each child, in their order; what has the name of an earlier one is numbered."""
    seen: Counter[str] = Counter()
    keys = []
    for child in children:
        name = NAMES[relation](child)
        seen[name] += 1
        keys.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return keys


def assign(relation: str, wanted: Sequence[Values], known: Sequence[Values]) -> dict[int, int]:
    """Place of each wanted child to the place of the known one that it is, each once."""
    found: dict[int, int] = {}
    left = list(range(len(known)))
    for sign in SIGNS[relation]:
        places: defaultdict[Hashable, list[int]] = defaultdict(list)
        for place in left:
            if (key := sign(known[place])) is not None:
                places[key].append(place)
        for place, child in enumerate(wanted):
            if place not in found and (key := sign(child)) is not None and places[key]:
                found[place] = places[key].pop(0)
        taken = set(found.values())
        left = [place for place in left if place not in taken]
    return found


def new_names(before: Mapping[str, Any], after: Mapping[str, Any]) -> Names:
    """What the children of one content are called in another, of those that go by another name there."""
    names: Names = {}
    for relation in RELATIONS & before.keys() & after.keys():
        old, new = keys_of(relation, before[relation]), keys_of(relation, after[relation])
        for place, known in assign(relation, after[relation], before[relation]).items():
            if old[known] != new[place]:
                names[relation, old[known]] = new[place]
    return names


def align(
    relation: str, base: Sequence[Values], ours: Sequence[Values], theirs: Sequence[Values]
) -> tuple[list[str], list[str], list[str]]:
    """One name for each child on all sides: the page's own where it has the child."""
    of_base, of_theirs = assign(relation, ours, base), assign(relation, theirs, base)
    ours_keys = keys_of(relation, ours)
    base_keys: list[str | None] = [None] * len(base)
    for place, known in of_base.items():
        base_keys[known] = ours_keys[place]
    used = set(ours_keys)
    named_base = [
        key if key is not None else _free(name, used)
        for key, name in zip(base_keys, keys_of(relation, base), strict=True)
    ]
    # What neither side knew before may have come to both.
    new_theirs = [place for place in range(len(theirs)) if place not in of_theirs]
    new_ours = [place for place in range(len(ours)) if place not in of_base]
    alike = assign(relation, [theirs[place] for place in new_theirs], [ours[place] for place in new_ours])
    theirs_keys: list[str] = []
    for place, name in enumerate(keys_of(relation, theirs)):
        if place in of_theirs:
            theirs_keys.append(named_base[of_theirs[place]])
        elif (at := new_theirs.index(place)) in alike:
            theirs_keys.append(ours_keys[new_ours[alike[at]]])
        else:
            theirs_keys.append(_free(name, used))
    return named_base, ours_keys, theirs_keys


def _free(name: str, used: set[str]) -> str:
    """The name, numbered where it is taken; taken from now on."""
    free, number = name, 1
    while free in used:
        number += 1
        free = f"{name} #{number}"
    used.add(free)
    return free
