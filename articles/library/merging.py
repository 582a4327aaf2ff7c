"""The steps by which whatever named the one entry comes to name the other, and the one goes.

An article keeps its words: only keys change, in its rows and in its revisions, where they stand, so that no page gets a
revision that nobody wrote and no run takes it for edited. The former slug becomes an alias, by which runs find the
entry that stays.
"""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.log_actions import log
from wagtail.models import Revision

from articles.library.indexes import index_words_anew, move_references
from articles.library.kinds import Kind
from articles.library.refusals import CannotMerge, refuse_if_busy, refuse_while_written
from articles.library.revisions import rewrite
from articles.library.rewriting import Content, replace_key
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
from articles.library.touched import revisions_that_name
from articles.library.waiting import replace_in_waiting, waiting_of
from articles.models import LibraryAlias, LibraryMerge, PartLock, Proposal

MERGE, MERGED_AWAY = "articles.library_merge", "articles.library_merged_away"
"""By these names the audit log knows the act, on the entry that stays and on the one that is gone."""


def entries_of(kind: Kind, old: int, kept: int) -> tuple[Any, Any]:
    """Both, locked in the database; CannotMerge where they are not two.

    In the order of their keys: whoever merges the other way round waits, and then finds one of them gone.
    """
    found = {each.pk: each for each in kind.entries().select_for_update().filter(pk__in=[old, kept]).order_by("pk")}
    if len(found) != 2:
        raise CannotMerge("gone")
    return found[old], found[kept]


def begin(made: LibraryMerge, kind: Kind) -> None:
    refuse_while_written()
    gone, stays = entries_of(kind, made.old_id, made.kept_id)
    refuse_if_busy(LibraryMerge.objects.filter(content_type=made.content_type_id), gone.pk, stays.pk, but=made.pk)
    made.old_values = {
        field.attname: field.value_from_object(gone) for field in gone._meta.concrete_fields if not field.primary_key
    }
    made.touched = {"rows": [], "replaced": [], "was_there": [], "revisions": {}, "waiting": [], "aliases": []}
    made.status = LibraryMerge.Status.MERGING
    made.progress = {"stage": "rows", "begun": timezone.now().isoformat()}


def _rows(made: LibraryMerge, kind: Kind) -> Found:
    return list(kind.rows(made.old_id).order_by("pk").values_list("pk", flat=True)[:ROWS_AT_ONCE])


def _move_rows(made: LibraryMerge, kind: Kind, found: Found) -> str:
    if not found:
        return "revisions"
    here = kind.rows(made.old_id).filter(pk__in=found)
    naming = list(here.values_list("pk", "article"))
    doubled: set[int] = set()
    if kind.is_set:
        # A set has each term once.
        pages = [page for _, page in naming]
        both = kind.rows(made.kept_id).filter(**{f"{kind.page_column}__in": pages})
        doubled = set(both.order_by().values_list("article", flat=True))
        here.filter(**{f"{kind.page_column}__in": doubled}).delete()
    kind.rows(made.old_id).filter(pk__in=found).update(**{kind.column: made.kept_id})
    moved = [row for row, page in naming if page not in doubled]
    move_references(kind, made.old_id, made.kept_id, moved)
    made.touched["rows"] += moved
    made.touched["replaced"] += sorted({page for _, page in naming} - doubled)
    made.touched["was_there"] += sorted(doubled)
    moved_on(made, found[-1], len(naming))
    return "rows"


def _revisions(made: LibraryMerge, kind: Kind) -> Found:
    """All of an article's revisions, the older ones too: an editor may go back to one, and an undo of a run does."""
    naming = revisions_that_name(kind, made.old_id).filter(pk__gt=after(made)).order_by("pk")
    return list(naming.values_list("pk", flat=True)[:REVISIONS_AT_ONCE])


def _rewrite_revisions(made: LibraryMerge, kind: Kind, found: Found) -> str:
    def change(revision: int, content: Content) -> bool:
        if trace := replace_key(content, kind, made.old_id, made.kept_id):
            made.touched["revisions"][str(revision)] = trace
        return bool(trace)

    if not found:
        return "proposals"
    rewrite(found, change)
    moved_on(made, found[-1], len(found))
    return "revisions"


def _waiting(model: type[Any], this: str, following: str) -> Stage:
    def find(made: LibraryMerge, kind: Kind) -> Found:
        return waiting_of(model, kind, after(made), ROWS_AT_ONCE)

    def do(made: LibraryMerge, kind: Kind, found: Found) -> str:
        if not found:
            return following
        made.touched["waiting"] += replace_in_waiting(model, found, kind, made.old_id, made.kept_id)
        moved_on(made, found[-1], len(found))
        return this

    return Stage(find=find, do=do)


def _end(made: LibraryMerge, kind: Kind, _found: Found) -> str:
    """The one goes, as soon as nothing names it: an editor may have saved it meanwhile."""
    if kind.rows(made.old_id).exists():
        return "rows"
    if late := _late_revisions(made, kind):
        _rewrite_revisions(made, kind, late)
        return "end"
    both = set(made.touched["was_there"])
    made.touched["was_there"] = sorted(both)
    made.touched["replaced"] = sorted(set(made.touched["replaced"]) - both)
    made.articles = len(pages_of(made))
    stays, user = kind.entries().get(pk=made.kept_id), made.made_by
    log(stays, MERGE, user=user, data={"entry": made.old_name, "merge": made.pk, "articles": made.articles})
    gone = kind.entries().filter(pk=made.old_id).first()
    if gone is not None:
        made.touched["aliases"] = _hand_over_aliases(kind, gone, stays)
        log(gone, MERGED_AWAY, user=user, data={"entry": stays.name, "merge": made.pk}, deleted=True)
        gone.delete()
    return "words" if kind.is_searched else ""


def _late_revisions(made: LibraryMerge, kind: Kind) -> Found:
    """Of those that were saved since the merge began; asked for by their keys, so that no other is looked through."""
    since = Revision.objects.filter(created_at__gte=parse_datetime(made.progress["begun"])).order_by()
    late = revisions_that_name(kind, made.old_id).filter(pk__in=list(since.values_list("pk", flat=True)))
    return sorted(late.values_list("pk", flat=True)[:REVISIONS_AT_ONCE])


def _hand_over_aliases(kind: Kind, gone: Any, stays: Any) -> list[int]:
    """The entry's former names, and now its own too; the keys of those that it had."""
    former = list(gone.aliases.order_by("pk").values_list("pk", flat=True))
    LibraryAlias.objects.filter(pk__in=former).update(object_id=stays.pk)
    slug = getattr(gone, kind.key)
    # An alias that an entry of its own has hidden since: the entry was the one that runs found.
    LibraryAlias.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(kind.model),
        slug=slug,
        defaults={"object_id": stays.pk, "name": gone.name},
    )
    return former


def _pages(made: LibraryMerge, _kind: Kind) -> Found:
    return next_of(pages_of(made), made, PAGES_AT_ONCE)


def index_pages(made: LibraryMerge, kind: Kind, found: Found) -> str:
    if not found:
        return ""
    index_words_anew(kind, found)
    moved_on(made, after(made) + len(found), len(found))
    return "words"


STAGES: Stages = {
    "rows": Stage(find=_rows, do=_move_rows),
    "revisions": Stage(find=_revisions, do=_rewrite_revisions),
    "proposals": _waiting(Proposal, "proposals", "locks"),
    "locks": _waiting(PartLock, "locks", "end"),
    "end": Stage(find=nothing, do=_end),
    "words": Stage(find=_pages, do=index_pages),
}
