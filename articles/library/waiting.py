"""Proposals and locks of articles: what they keep of the source names entries of the library too."""

from __future__ import annotations

import json
from typing import Any

from articles.library.kinds import Kind
from articles.library.rewriting import replace_in_part
from articles.models import PartLock, Proposal
from articles.sync.merging.parts import path_of

COLUMNS: dict[type[Any], tuple[str, ...]] = {
    Proposal: ("base", "ours", "theirs", "answer"),
    PartLock: ("theirs",),
}
Kept = list[Any]
"""Model, key, column, and the value before and after, as JSON has them."""


def waiting_of(model: type[Any], kind: Kind, after: int, most: int) -> list[int]:
    """The keys of the next ones about the kind."""
    about = model.objects.filter(part__startswith=json.dumps([kind.relation])[:-1], pk__gt=after)
    return list(about.order_by("pk").values_list("pk", flat=True)[:most])


def replace_in_waiting(model: type[Any], keys: list[int], kind: Kind, old: int, new: int) -> list[Kept]:
    """Let these name the new entry; what changed."""
    changed: list[Kept] = []
    columns = COLUMNS[model]
    for each in model.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").only("part", *columns):
        path = path_of(each.part)
        said = {name: getattr(each, name) for name in columns}
        says = {name: replace_in_part(kind, path, value, old, new) for name, value in said.items()}
        differing = {name: value for name, value in says.items() if value != said[name]}
        if differing:
            model.objects.filter(pk=each.pk).update(**differing)
        changed += [[model.__name__, each.pk, name, said[name], value] for name, value in differing.items()]
    return changed


def put_waiting_back(changed: list[Kept]) -> None:
    """What still stands as the merge left it gets its former value."""
    models = {model.__name__: model for model in COLUMNS}
    for name, key, column, before, after in changed:
        kept = models[name].objects.filter(pk=key).only(column).first()
        if kept is not None and getattr(kept, column) == after:
            models[name].objects.filter(pk=key).update(**{column: before})
