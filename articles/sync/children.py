"""A page's children in place: what stays keeps its primary key, so that comparisons show only what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from django.db import models

from articles.models import ArticlePage
from articles.sync.convert import Values
from articles.sync.library import name_slug, role_slug

Key = Callable[[Values], Hashable]

# For each relation: by what a child is known again, the surest sign first. By words of the source and never by a link
# to the library, which is gone when its entry was deleted.
KEYS: dict[str, tuple[Key, ...]] = {
    "authors": (
        lambda child: (child["name"], child["role"]),
        lambda child: (name_slug(child["name"]), child["role"]),
        lambda child: name_slug(child["name"]),
    ),
    "roles": (lambda child: child["title"], lambda child: role_slug(child["title"])),
    "figures": (
        lambda child: (child["role"], child["kind"], child["text"]),
        lambda child: (child["role"], child["kind"]),
    ),
    "citations": (lambda child: child["url"],),
    "programs": (lambda child: child["url"],),
    "related": (lambda child: child["url"],),
}


def place_children(page: ArticlePage, relation: str, wanted: list[Values]) -> None:
    """Make the wanted values the page's children of this relation, in their order."""
    manager = getattr(page, relation)
    current: list[Any] = list(manager.all())
    if page.pk:
        _adopt_keys(relation, current, list(manager.get_live_queryset()))
    known = _assign(relation, wanted, current)
    children = []
    for place, values in enumerate(wanted):
        child = known.get(place) or manager.model()
        for name, value in values.items():
            setattr(child, name, value)
        child.sort_order = place
        children.append(child)
    manager.set(children)


def _adopt_keys(relation: str, current: list[Any], live: list[Any]) -> None:
    """Give children that were new in the latest revision the primary keys which publishing gave them since.

    Wagtail leaves them without a key in the revision: the next publication would delete and make them again.
    """
    taken = {child.pk for child in current}
    new = [child for child in current if child.pk is None]
    free = [child for child in live if child.pk not in taken]
    for place, match in _assign(relation, [_values(child) for child in new], free).items():
        new[place].pk = match.pk
        new[place]._state.adding = False


def _assign(relation: str, wanted: list[Values], children: list[Any]) -> dict[int, Any]:
    """Place in the wanted list to the child that it is, each child once."""
    found: dict[int, Any] = {}
    left = children
    for key in KEYS[relation]:
        by_key = _by_key(key, left)
        for place, values in enumerate(wanted):
            if place not in found and by_key[key(values)]:
                found[place] = by_key[key(values)].pop(0)
        left = [child for group in by_key.values() for child in group]
    return found


def _by_key(key: Key, children: Iterable[Any]) -> defaultdict[Hashable, list[Any]]:
    groups: defaultdict[Hashable, list[Any]] = defaultdict(list)
    for child in children:
        groups[key(_values(child))].append(child)
    return groups


def _values(child: models.Model) -> Values:
    return {field.attname: getattr(child, field.attname) for field in child._meta.concrete_fields}
