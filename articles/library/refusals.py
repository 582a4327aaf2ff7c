"""When two entries cannot be merged now, or a merge not be taken back.

A run that writes has looked up its entries before, and would write the key of one that is gone: nothing is merged
meanwhile. A run that comes to write while a merge goes on finishes that first: see `articles.library.work`.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from articles.library.kinds import Kind
from articles.models import LibraryMerge, SyncRun
from articles.sync.claim import bury_dead_runs


class CannotMerge(Exception):
    """Nothing was changed. Raised here and by who merges; `code` says why: see `articles.admin.library.words`."""

    def __init__(self, code: str, **about: Any) -> None:
        super().__init__(code)
        self.code, self.about = code, about


def refuse_while_written() -> None:
    bury_dead_runs()
    writing = SyncRun.objects.filter(status=SyncRun.Status.SYNCING).select_related("source").first()
    if writing is not None:
        raise CannotMerge("run", run=writing.pk, source=writing.source.name)


def refuse_if_busy(merges: Any, *entries: int, but: int = 0) -> None:
    """`merges` are those of the kind; `but` is one that may be under way itself."""
    under_way = merges.filter(status__in=(*LibraryMerge.WAITING, *LibraryMerge.WORKING)).exclude(pk=but)
    other = under_way.filter(Q(old_id__in=entries) | Q(kept_id__in=entries)).first()
    if other is not None:
        raise CannotMerge("busy", merge=str(other))


def refuse_if_not_possible(kind: Kind, made: LibraryMerge) -> None:
    """CannotMerge where the way back is barred; what bars it can be looked at."""
    if made.undone_at is not None:
        raise CannotMerge("undone")
    if made.status == LibraryMerge.Status.REFUSED:
        raise CannotMerge("refused")
    if made.status not in (LibraryMerge.Status.DONE, LibraryMerge.Status.BACK_QUEUED):
        raise CannotMerge("busy", merge=str(made))
    merges = LibraryMerge.objects.filter(content_type=made.content_type_id)
    refuse_if_busy(merges, made.old_id, made.kept_id, but=made.pk)
    later = merges.filter(status=LibraryMerge.Status.DONE, old_id=made.kept_id).first()
    if later is not None:
        raise CannotMerge("later", entry=later.kept_name)
    taken = kind.entries().filter(Q(pk=made.old_id) | Q(**{kind.key: made.old_values[kind.key]})).first()
    if taken is not None:
        raise CannotMerge("taken", entry=taken.name)
