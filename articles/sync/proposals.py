"""What a merge leaves to the editor, kept: proposals for conflicts, counted changes for locked parts.

A proposal's base stays what both sides last agreed on, however often the source changes; its `theirs` is always what
the source says now. Where both sides come to say the same, the proposal is settled by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F, QuerySet
from django.utils import timezone

from articles.models import PartLock, Proposal, SourceDocument, SyncRun
from articles.sync.identity import Names
from articles.sync.merging.parts import Path, part_of, path_of, plain, renamed, renamed_order
from articles.sync.merging.same import same
from articles.sync.merging.three_way import Difference, Merged
from articles.sync.part_states import Sides


def locks_of(documents: list[int]) -> dict[int, list[Path]]:
    """The locked parts by the key of their document."""
    found: dict[int, list[Path]] = {}
    for document, part in PartLock.objects.filter(document__in=documents).values_list("document", "part"):
        found.setdefault(document, []).append(path_of(part))
    return found


def lock_part(document: int, part: str, theirs: Any, changes: int, user: AbstractBaseUser) -> PartLock:
    """Lock the part, unless it is; the lock remembers what the source says and how often it changed that."""
    lock, _is_new = PartLock.objects.get_or_create(
        document_id=document,
        part=part,
        defaults={"locked_by_id": user.pk, "theirs": theirs, "changes": changes},
    )
    return lock


def keep_differences(
    document: SourceDocument, merged: Merged, theirs: Mapping[str, Any], run: SyncRun | None, notice: str = ""
) -> None:
    """Write down what the merge could not decide, and settle what has settled itself."""
    follow_names(document, merged.names)
    waiting = {each.part: each for each in Proposal.objects.filter(document=document, status=Proposal.Status.OPEN)}
    in_conflict = set()
    for conflict in merged.conflicts:
        part = part_of(conflict.path)
        in_conflict.add(part)
        _propose(document, conflict, part, waiting.get(part), run, notice)
    left = {part: proposal for part, proposal in waiting.items() if part not in in_conflict}
    sides = Sides(page=merged.content, source=dict(theirs)) if left else None
    for part, proposal in left.items():
        if sides is not None and same(*sides.at(path_of(part))):
            proposal.status, proposal.resolved_at = Proposal.Status.SETTLED, timezone.now()
            proposal.save(update_fields=["status", "resolved_at", "changed_at"])
    for held in merged.held:
        _count(document, held)


def follow_names(document: SourceDocument, names: Names) -> None:
    """Locks and open proposals of a child that goes by another name now follow it there."""
    if not names:
        return
    _follow(PartLock.objects.filter(document=document), names, ["part"])
    _follow(
        Proposal.objects.filter(document=document, status=Proposal.Status.OPEN),
        names,
        ["part", "base", "ours", "theirs"],
    )


def _follow(kept: QuerySet[Any], names: Names, columns: list[str]) -> None:
    staying, moving = set(), []
    for each in kept:
        path = path_of(each.part)
        values = (renamed_order(path, getattr(each, name), names) for name in columns[1:])
        here = dict(zip(columns, (part_of(renamed(path, names)), *values), strict=True))
        if all(getattr(each, name) == value for name, value in here.items()):
            staying.add(each.part)
        else:
            moving.append((each, here))
    # What is kept already of a child that went by the name before is not pushed aside.
    moving = [(each, here) for each, here in moving if here["part"] not in staying]
    # Two children may have changed names: for a moment neither part may stand in the other's way.
    for each, _here in moving:
        kept.filter(pk=each.pk).update(part=str(each.pk))
    for each, here in moving:
        kept.filter(pk=each.pk).update(**here)


def _propose(
    document: SourceDocument,
    conflict: Difference,
    part: str,
    waiting: Proposal | None,
    run: SyncRun | None,
    notice: str,
) -> None:
    ours, theirs = plain(conflict.ours), plain(conflict.theirs)
    if waiting is None:
        Proposal.objects.create(
            document=document, run=run, part=part, base=plain(conflict.base), ours=ours, theirs=theirs, notice=notice
        )
        return
    if waiting.theirs != theirs:
        waiting.changes += 1
    waiting.run, waiting.ours, waiting.theirs, waiting.notice = run, ours, theirs, notice
    waiting.save()


def _count(document: SourceDocument, held: Difference) -> None:
    """A change under a lock belongs to the nearest lock above it."""
    path = held.path
    parts = [part_of(path[:length]) for length in range(len(path), 0, -1)]
    locks = {lock.part: lock for lock in PartLock.objects.filter(document=document)}
    lock = next((locks[part] for part in parts if part in locks), None)
    if lock is None:
        # The change is of a larger part in which something is locked, such as a block that the source removed.
        lock = next((each for each in locks.values() if path_of(each.part)[: len(path)] == path), None)
    if lock is not None:
        PartLock.objects.filter(pk=lock.pk).update(
            changes=F("changes") + 1, theirs=plain(held.theirs), changed_at=timezone.now()
        )
