"""A page's children in place: what stays keeps its primary key, so that comparisons show only what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models

from articles.models import ArticlePage
from articles.sync.convert import Values
from articles.sync.identity import assign


def place_children(
    page: ArticlePage, relation: str, wanted: list[Values], *, live: Sequence[Any] | None = None
) -> None:
    """Make the wanted values the page's children of this relation, in their order.

    `live` are the children that stand in the database, for who has them at hand.
    """
    manager = getattr(page, relation)
    current: list[Any] = list(manager.all())
    if page.pk:
        _adopt_keys(relation, current, list(manager.get_live_queryset() if live is None else live))
    known = assign(relation, wanted, [_values(child) for child in current])
    children = []
    for place, values in enumerate(wanted):
        child = current[known[place]] if place in known else manager.model()
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
    for place, match in assign(relation, [_values(child) for child in new], [_values(child) for child in free]).items():
        new[place].pk = free[match].pk
        new[place]._state.adding = False


def _values(child: models.Model) -> Values:
    return {field.attname: getattr(child, field.attname) for field in child._meta.concrete_fields}
