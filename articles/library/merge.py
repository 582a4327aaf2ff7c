"""Two entries of the library become one: whatever named the one names the other, and the one is gone.

Source of truth is the entry that stays. An article keeps its words: only keys change, in its rows and in its revisions,
where they stand, so that no page gets a revision that nobody wrote and no run takes it for edited. The former slug
becomes an alias, by which runs find the entry that stays. All of it is done or nothing is.

A run that writes has looked up its entries before, and would write the key of one that is gone: nothing is merged
meanwhile. One that begins to write in this very moment fails with the article, which the next run writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.log_actions import log

from articles.library.indexes import index_words_anew, move_references
from articles.library.kinds import Kind
from articles.library.revisions import rewrite
from articles.library.rewriting import Content, Trace, replace_key
from articles.library.touched import revisions_that_name
from articles.library.waiting import replace_in_waiting
from articles.models import LibraryAlias, LibraryMerge, SyncRun
from articles.sync.claim import bury_dead_runs

MERGE, MERGED_AWAY = "articles.library_merge", "articles.library_merged_away"
"""By these names the audit log knows the act, on the entry that stays and on the one that is gone."""


class CannotMerge(Exception):
    """Nothing was changed. Raised by `merge` and `take_back`; `code` says why: see `articles.admin.library.words`."""

    def __init__(self, code: str, **about: Any) -> None:
        super().__init__(code)
        self.code, self.about = code, about


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Rows that were given another key."""

    rows: list[int]
    """Their keys."""
    replaced: list[int]
    """The articles of those."""
    was_there: list[int]
    """Articles that named both in a set, where the one row had to go."""


def merge(kind: Kind, old: int, kept: int, user: AbstractBaseUser) -> LibraryMerge:
    """Let the entry `old` become one with `kept`."""
    refuse_while_written()
    with transaction.atomic():
        # In the order of their keys: whoever merges the other way round waits, and then finds one of them gone.
        entries = {
            each.pk: each for each in kind.entries().select_for_update().filter(pk__in=[old, kept]).order_by("pk")
        }
        if len(entries) != 2:
            raise CannotMerge("gone")
        gone, stays = entries[old], entries[kept]
        moved = _move_rows(kind, old, kept)
        traces = _rewrite_revisions(kind, old, kept)
        waiting = replace_in_waiting(kind, old, kept)
        aliases = _hand_over_aliases(kind, gone, stays)
        pages = {*moved.replaced, *moved.was_there}
        move_references(kind, old, kept, moved.rows)
        made = LibraryMerge.objects.create(
            content_type=ContentType.objects.get_for_model(kind.model),
            old_id=old,
            old_name=gone.name,
            old_values=values_of(gone),
            kept_id=kept,
            kept_name=stays.name,
            articles=len(pages),
            touched={
                "rows": moved.rows,
                "replaced": moved.replaced,
                "was_there": moved.was_there,
                "revisions": traces,
                "waiting": waiting,
                "aliases": aliases,
            },
            made_by_id=user.pk,
        )
        log(stays, MERGE, user=user, data={"entry": gone.name, "merge": made.pk, "articles": len(pages)})
        log(gone, MERGED_AWAY, user=user, data={"entry": stays.name, "merge": made.pk}, deleted=True)
        gone.delete()
    index_words_anew(kind, pages)
    return made


def refuse_while_written() -> None:
    bury_dead_runs()
    writing = SyncRun.objects.filter(status=SyncRun.Status.SYNCING).select_related("source").first()
    if writing is not None:
        raise CannotMerge("run", run=writing.pk, source=writing.source.name)


def values_of(entry: Any) -> dict[str, Any]:
    """The entry's own columns, all of them text, but for its key."""
    columns = [field for field in entry._meta.concrete_fields if not field.primary_key]
    return {field.attname: field.value_from_object(entry) for field in columns}


def _move_rows(kind: Kind, old: int, kept: int) -> Moved:
    naming = list(kind.rows(old).order_by("pk").values_list("pk", "article"))
    doubled: set[int] = set()
    if kind.is_set:
        # A set has each term once.
        doubled = set(kind.rows(kept).order_by().values_list("article", flat=True)) & {page for _, page in naming}
        kind.rows(old).filter(**{f"{kind.page_column}__in": doubled}).delete()
    kind.rows(old).update(**{kind.column: kept})
    return Moved(
        rows=[row for row, page in naming if page not in doubled],
        replaced=sorted({page for _, page in naming} - doubled),
        was_there=sorted(doubled),
    )


def _rewrite_revisions(kind: Kind, old: int, kept: int) -> dict[str, Trace]:
    """All of an article's revisions, the older ones too: an editor may go back to one, and an undo of a run does."""
    traces: dict[str, Trace] = {}

    def change(revision: int, content: Content) -> bool:
        if trace := replace_key(content, kind, old, kept):
            traces[str(revision)] = trace
        return bool(trace)

    rewrite(revisions_that_name(kind, old).values_list("pk", flat=True), change)
    return traces


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
