"""What a merge and its taking back go through: stages, each worked off in many small steps.

What a step is about is looked up before its transaction, since to look through all revisions takes long; the step looks
again at what it writes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from articles.library.kinds import Kind
from articles.models import LibraryMerge

ROWS_AT_ONCE = 100
REVISIONS_AT_ONCE = 20
"""To read, hash and write one of a long article takes some twenty milliseconds, and nobody else writes meanwhile."""
PAGES_AT_ONCE = 50
"""Whose words are indexed anew."""
Found = list[Any]


@dataclass(frozen=True, kw_only=True)
class Stage:
    find: Callable[[LibraryMerge, Kind], Found]
    """What the next step is about."""
    do: Callable[[LibraryMerge, Kind, Found], str]
    """The step, in a transaction; gives back the name of the stage of the next one, empty after the last."""


Stages = Mapping[str, Stage]


def nothing(_made: LibraryMerge, _kind: Kind) -> Found:
    return []


def after(made: LibraryMerge) -> int:
    """The key, or the place, up to which the stage is done."""
    return int(made.progress.get("after", 0))


def next_of(values: list[Any], made: LibraryMerge, most: int) -> Found:
    return values[after(made) : after(made) + most]


def moved_on(made: LibraryMerge, to: int, number: int) -> None:
    made.progress["after"] = to
    made.progress["done"] = made.progress.get("done", 0) + number


def pages_of(made: LibraryMerge) -> list[int]:
    """The articles whose rows named the entry."""
    return sorted({*made.touched["replaced"], *made.touched["was_there"]})
