"""The steps by which a merge is taken back: what names the other entry because of it names the former one again.

What came since is spared: an article whose editor chose yet another entry, or that a run has written anew from a source
which no longer names the old one.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from articles.library.indexes import move_references
from articles.library.kinds import Kind
from articles.library.merging import index_pages
from articles.library.refusals import refuse_if_not_possible, refuse_while_written
from articles.library.revisions import chunks, rewrite
from articles.library.rewriting import REPLACED, WAS_THERE, Content, put_back, put_back_later
from articles.library.stages import (
    PAGES_AT_ONCE,
    REVISIONS_AT_ONCE,
    ROWS_AT_ONCE,
    Found,
    Stage,
    Stages,
    after,
    moved_on,
    next_of,
    nothing,
    pages_of,
)
from articles.library.waiting import put_waiting_back
from articles.models import LibraryAlias, LibraryMerge

TAKE_BACK, CAME_BACK = "articles.library_take_back", "articles.library_came_back"


def begin(made: LibraryMerge, kind: Kind) -> None:
    """The entry is there again, with its names; nothing leads to it yet."""
    refuse_while_written()
    refuse_if_not_possible(kind, made)
    entry: Any = kind.model(pk=made.old_id, **made.old_values)
    entry.save(force_insert=True)
    aliases = LibraryAlias.objects.filter(content_type=made.content_type_id)
    # Whatever entry has it by now: from here on the slug is this one's own.
    aliases.filter(slug=made.old_values[kind.key]).delete()
    aliases.filter(pk__in=made.touched["aliases"], object_id=made.kept_id).update(object_id=entry.pk)
    made.touched["back"] = []
    made.status = LibraryMerge.Status.GOING_BACK
    made.progress = {"stage": "replaced" if kind.is_set else "rows"}


def _rows(made: LibraryMerge, _kind: Kind) -> Found:
    return next_of(made.touched["rows"], made, ROWS_AT_ONCE)


def _move_rows(made: LibraryMerge, kind: Kind, found: Found) -> str:
    if not found:
        return "revisions"
    here = kind.rows(made.kept_id).filter(pk__in=found)
    _came_back(made, here.order_by().values_list("article", flat=True), len(found))
    here.update(**{kind.column: made.old_id})
    move_references(kind, made.kept_id, made.old_id, found)
    return "rows"


def _replaced(made: LibraryMerge, _kind: Kind) -> Found:
    return next_of(made.touched["replaced"], made, ROWS_AT_ONCE)


def _put_back_in_sets(made: LibraryMerge, kind: Kind, found: Found) -> str:
    """By their articles: a publication may have made the rows anew."""
    if not found:
        return "both"
    here = kind.rows(made.kept_id).filter(**{f"{kind.page_column}__in": found})
    _came_back(made, here.order_by().values_list("article", flat=True), len(found))
    here.update(**{kind.column: made.old_id})
    return "replaced"


def _both(made: LibraryMerge, _kind: Kind) -> Found:
    return next_of(made.touched["was_there"], made, ROWS_AT_ONCE)


def _add_to_sets(made: LibraryMerge, kind: Kind, found: Found) -> str:
    if not found:
        return "revisions"
    here = kind.rows(made.kept_id).filter(**{f"{kind.page_column}__in": found})
    pages = sorted(set(here.order_by().values_list("article", flat=True)))
    rows = [kind.rows_model(**{kind.page_column: page, kind.column: made.old_id}) for page in pages]
    kind.rows_model._default_manager.bulk_create(rows, ignore_conflicts=True)
    _came_back(made, pages, len(found))
    return "both"


def _came_back(made: LibraryMerge, pages: Any, looked_at: int) -> None:
    made.touched["back"] = sorted({*made.touched["back"], *pages})
    moved_on(made, after(made) + looked_at, looked_at)


def _revisions(made: LibraryMerge, _kind: Kind) -> Found:
    return next_of(sorted(map(int, made.touched["revisions"])), made, REVISIONS_AT_ONCE)


def _rewrite_revisions(made: LibraryMerge, kind: Kind, found: Found) -> str:
    def change(revision: int, content: Content) -> bool:
        return put_back(content, kind, made.old_id, made.kept_id, made.touched["revisions"][str(revision)])

    if not found:
        return "later"
    rewrite(found, change)
    moved_on(made, after(made) + len(found), len(found))
    return "revisions"


def _later(made: LibraryMerge, _kind: Kind) -> Found:
    """Revisions of the touched articles that came after the merge, with the keys of those."""
    found: list[tuple[int, str]] = []
    for keys in chunks(pages_of(made)):
        revisions = Revision.page_revisions.filter(object_id__in=map(str, keys), created_at__gte=made.made_at)
        found += revisions.filter(pk__gt=after(made)).values_list("pk", "object_id")
    known = made.touched["revisions"]
    return sorted((key, page) for key, page in found if str(key) not in known)[:REVISIONS_AT_ONCE]


def _rewrite_later(made: LibraryMerge, kind: Kind, found: Found) -> str:
    pages, replaced = dict(found), {str(page) for page in made.touched["replaced"]}
    rows = frozenset(made.touched["rows"])

    def change(revision: int, content: Content) -> bool:
        if kind.is_set:
            trace = REPLACED if pages[revision] in replaced else WAS_THERE
            return put_back(content, kind, made.old_id, made.kept_id, trace)
        return put_back_later(content, kind, made.old_id, made.kept_id, rows)

    if not found:
        return "waiting"
    rewrite(pages, change)
    moved_on(made, found[-1][0], len(found))
    return "later"


def _waiting(made: LibraryMerge, _kind: Kind) -> Found:
    return next_of(made.touched["waiting"], made, ROWS_AT_ONCE)


def _put_waiting_back(made: LibraryMerge, _kind: Kind, found: Found) -> str:
    if not found:
        return "end"
    put_waiting_back(found)
    moved_on(made, after(made) + len(found), len(found))
    return "waiting"


def _end(made: LibraryMerge, kind: Kind, _found: Found) -> str:
    made.undone_at = timezone.now()
    user, articles = made.undone_by, len(made.touched["back"])
    for pk, action, other in ((made.old_id, CAME_BACK, made.kept_name), (made.kept_id, TAKE_BACK, made.old_name)):
        entry = kind.entries().filter(pk=pk).first()
        if entry is not None:
            log(entry, action, user=user, data={"entry": other, "merge": made.pk, "articles": articles})
    return "words" if kind.is_searched else ""


def _pages(made: LibraryMerge, _kind: Kind) -> Found:
    return next_of(made.touched["back"], made, PAGES_AT_ONCE)


STAGES: Stages = {
    "rows": Stage(find=_rows, do=_move_rows),
    "replaced": Stage(find=_replaced, do=_put_back_in_sets),
    "both": Stage(find=_both, do=_add_to_sets),
    "revisions": Stage(find=_revisions, do=_rewrite_revisions),
    "later": Stage(find=_later, do=_rewrite_later),
    "waiting": Stage(find=_waiting, do=_put_waiting_back),
    "end": Stage(find=nothing, do=_end),
    "words": Stage(find=_pages, do=index_pages),
}
