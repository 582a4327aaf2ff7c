"""What was asked for by the slug or number of an entry that became one with another: shared links still lead there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType

from articles.explorer.find import by_alias
from articles.models.library import LibraryMerge
from articles.models.programs import Program
from articles.models.roles import Role
from articles.models.taxonomy import AreaOfStudy, Named, Topic

if TYPE_CHECKING:
    from articles.listing.asked import Asked
    from articles.listing.holdings import Holdings

MODELS: Mapping[str, type[Named]] = {"area_of_study": AreaOfStudy, "topic": Topic, "role": Role}
"""By the parameter of the list that chooses among them; all that are known by a slug."""
LONGEST_KEY = 15
"""Digits."""


def as_of_today(asked: Asked, holdings: Holdings) -> Asked:
    """The same with what the entries are called today; `asked` itself where nothing is called otherwise.

    Only what no article carries is looked up, with a query for each.
    """
    today = {}
    for name, said in asked.chosen.items():
        values = holdings.facets[name]
        if said and said not in values and (found := _today(name, said)) in values:
            today[name] = found
    return replace(asked, chosen={**asked.chosen, **today}) if today else asked


def _today(name: str, said: str) -> str:
    """Empty where the library knows nothing of it."""
    if name in MODELS:
        entry = by_alias(MODELS[name]._default_manager.all(), slug=said)
        return entry.slug if entry else ""
    return _program_today(said) if name == "program" else ""


def _program_today(said: str) -> str:
    """A program has no slug: its merges tell what became of its number, each of one step."""
    if not (said.isascii() and said.isdecimal() and len(said) <= LONGEST_KEY):
        return ""
    kind = ContentType.objects.get_for_model(Program)
    done = LibraryMerge.objects.filter(content_type=kind, status=LibraryMerge.Status.DONE)
    steps = dict(done.order_by("pk").values_list("old_id", "kept_id"))
    key, seen = int(said), set[int]()
    while key in steps and key not in seen:
        seen.add(key)
        key = steps[key]
    return str(key)
