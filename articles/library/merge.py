"""Two entries of the library become one, and two again: asked for, at once or for a worker.

Source of truth is the entry that stays: see `articles.library.merging` for what is done, `articles.library.work` for
how it is worked off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from articles.library.kinds import Kind
from articles.library.merging import entries_of
from articles.library.refusals import CannotMerge, refuse_if_busy, refuse_if_not_possible, refuse_while_written
from articles.library.stages import pages_of
from articles.library.work import give_up, kind_of_merge, work_off
from articles.models import LibraryMerge

__all__ = ["CannotMerge", "TakenBack", "merge", "request_merge", "request_take_back", "take_back"]


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    entry: Any
    """The one that is there again."""
    articles: int
    """How many name it again."""
    spared: int
    """How many named it once, and were changed since."""


@transaction.atomic
def request_merge(kind: Kind, old: int, kept: int, user: AbstractBaseUser) -> LibraryMerge:
    """Note that `old` is to become one with `kept`; `work_off` does it."""
    gone, stays = entries_of(kind, old, kept)
    content_type = ContentType.objects.get_for_model(kind.model)
    refuse_if_busy(LibraryMerge.objects.filter(content_type=content_type), old, kept)
    return LibraryMerge.objects.create(
        content_type=content_type,
        old_id=old,
        old_name=gone.name,
        kept_id=kept,
        kept_name=stays.name,
        status=LibraryMerge.Status.QUEUED,
        heartbeat_at=timezone.now(),
        made_by_id=user.pk,
    )


def merge(kind: Kind, old: int, kept: int, user: AbstractBaseUser) -> LibraryMerge:
    """Let the entry `old` become one with `kept`, now."""
    refuse_while_written()
    made = request_merge(kind, old, kept, user)
    try:
        return work_off(made.pk)
    except CannotMerge:
        LibraryMerge.objects.filter(pk=made.pk, status=LibraryMerge.Status.QUEUED).delete()
        raise


@transaction.atomic
def request_take_back(merge: int, user: AbstractBaseUser) -> LibraryMerge:
    """Note that the merge is to be taken back; `work_off` does it."""
    made = LibraryMerge.objects.select_for_update(of=("self",)).select_related("content_type").get(pk=merge)
    if made.status == LibraryMerge.Status.BACK_QUEUED:
        raise CannotMerge("busy", merge=str(made))
    refuse_if_not_possible(kind_of_merge(made), made)
    made.status, made.undone_by_id = LibraryMerge.Status.BACK_QUEUED, user.pk
    made.heartbeat_at, made.task_id = timezone.now(), ""
    made.save(update_fields=["status", "undone_by", "heartbeat_at", "task_id"])
    return made


def take_back(merge: int, user: AbstractBaseUser) -> TakenBack:
    """Take the merge back, now."""
    refuse_while_written()
    made = request_take_back(merge, user)
    try:
        made = work_off(made.pk)
    except CannotMerge as error:
        give_up(made.pk, error)
        raise
    back = set(made.touched["back"])
    entry = kind_of_merge(made).entries().get(pk=made.old_id)
    return TakenBack(entry=entry, articles=len(back), spared=len(set(pages_of(made)) - back))
