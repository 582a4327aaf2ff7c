"""A merge, or its taking back, worked off step by step, each in a transaction of its own.

Whoever is killed between two steps loses nothing: the row tells where to go on, and two at once take turns. A run that
comes to write finishes first what goes on, since it must find each article on one side of the merge.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from articles.library import merging, undo
from articles.library.kinds import Kind, kind_of
from articles.library.refusals import CannotMerge, refuse_while_written
from articles.library.stages import Stages
from articles.models import LibraryMerge
from articles.serving.purge import purge

Status = LibraryMerge.Status
STAGES: dict[str, Stages] = {Status.MERGING: merging.STAGES, Status.GOING_BACK: undo.STAGES}
ENDS: dict[str, str] = {Status.MERGING: Status.DONE, Status.GOING_BACK: Status.UNDONE}
BEGINS: dict[str, tuple[str, Callable[[LibraryMerge, Kind], None]]] = {
    Status.QUEUED: (Status.MERGING, merging.begin),
    Status.BACK_QUEUED: (Status.GOING_BACK, undo.begin),
}


def work_off(merge: int, told: Callable[[], None] = lambda: None) -> LibraryMerge:
    """Begin it, or go on where it stands, to the end. CannotMerge where it cannot begin: nothing was changed then."""
    _begin(merge)
    while step(merge):
        told()
    return _of(merge)


def step(merge: int) -> bool:
    """One step; whether another one is to follow."""
    seen = _of(merge)
    if seen.status not in STAGES:
        return False
    kind, stage = kind_of_merge(seen), STAGES[seen.status][seen.progress["stage"]]
    found = stage.find(seen, kind)
    with transaction.atomic():
        made = _locked(merge)
        if (made.status, made.progress) != (seen.status, seen.progress):
            return True  # somebody else did this step
        if made.status == Status.MERGING and not kind.entries().select_for_update().filter(pk=made.kept_id).exists():
            made.status, made.refusal, made.heartbeat_at = Status.REFUSED, {"code": "stays_gone"}, timezone.now()
            made.save()
            return False
        following = stage.do(made, kind, found)
        if not following:
            made.status, made.progress = ENDS[made.status], {}
        elif following != seen.progress["stage"]:
            made.progress = {**made.progress, "stage": following, "after": 0, "done": 0}
        made.heartbeat_at = timezone.now()
        made.save()
        purge()
    return bool(following)


def finish_what_goes_on(told: Callable[[], None] = lambda: None) -> None:
    """For who comes to write articles: nothing stays half merged meanwhile."""
    for merge in LibraryMerge.objects.filter(status__in=LibraryMerge.WORKING).values_list("pk", flat=True):
        work_off(merge, told)


def give_up(merge: int, error: CannotMerge) -> None:
    """What waited does not begin, and says why."""
    said = {"refusal": {"code": error.code, **error.about}, "heartbeat_at": timezone.now()}
    waiting = LibraryMerge.objects.filter(pk=merge)
    waiting.filter(status=Status.QUEUED).update(status=Status.REFUSED, **said)
    waiting.filter(status=Status.BACK_QUEUED).update(status=Status.DONE, undone_by=None, **said)


def kind_of_merge(made: LibraryMerge) -> Kind:
    model = made.content_type.model_class()
    assert model is not None  # noqa: S101 - a merge is of a kind of this app
    return kind_of(model)


def _begin(merge: int) -> None:
    with transaction.atomic():
        made = _locked(merge)
        waited = made.status
        if waited not in BEGINS:
            return
        begins, begin = BEGINS[waited]
        begin(made, kind_of_merge(made))
        made.heartbeat_at, made.refusal = timezone.now(), {}
        made.save()
    if begins == Status.GOING_BACK:
        return
    try:
        # A run that began to write in this very moment saw nothing of the merge, or finishes it.
        refuse_while_written()
    except CannotMerge:
        untouched = LibraryMerge.objects.filter(pk=merge, status=begins, progress=made.progress)
        if untouched.update(status=waited, progress={}):
            raise


def _of(merge: int) -> LibraryMerge:
    return LibraryMerge.objects.select_related("content_type", "made_by", "undone_by").get(pk=merge)


def _locked(merge: int) -> LibraryMerge:
    locked = LibraryMerge.objects.select_for_update(of=("self",))
    return locked.select_related("content_type", "made_by", "undone_by").get(pk=merge)
