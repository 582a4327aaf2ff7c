"""A merge of library entries is taken back: what names the other entry because of it names the former one again.

What came since is spared: an article whose editor chose yet another entry, or that a run has written anew from a source
which no longer names the old one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from articles.library.indexes import index_words_anew, move_references
from articles.library.kinds import Kind, kind_of
from articles.library.merge import CannotMerge, refuse_while_written
from articles.library.revisions import chunks, rewrite
from articles.library.rewriting import REPLACED, WAS_THERE, Content, put_back, put_back_later
from articles.library.waiting import put_waiting_back
from articles.models import LibraryAlias, LibraryMerge

TAKE_BACK, CAME_BACK = "articles.library_take_back", "articles.library_came_back"


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    entry: Any
    """The one that is there again."""
    articles: int
    """How many name it again."""
    spared: int
    """How many named it once, and were changed since."""


def take_back(merge: int, user: AbstractBaseUser) -> TakenBack:
    refuse_while_written()
    with transaction.atomic():
        taken, kind, pages = _take_back(merge, user)
    index_words_anew(kind, pages)
    return taken


def _take_back(merge: int, user: AbstractBaseUser) -> tuple[TakenBack, Kind, set[int]]:
    made = LibraryMerge.objects.select_for_update(of=("self",)).select_related("content_type").get(pk=merge)
    model = made.content_type.model_class()
    assert model is not None  # noqa: S101 - a merge is of a kind of this app
    kind = kind_of(model)
    refuse_if_not_possible(kind, made)
    entry = model(pk=made.old_id, **made.old_values)
    entry.save(force_insert=True)
    stays = kind.entries().filter(pk=made.kept_id).first()
    _take_aliases_back(made, entry)
    back = _move_rows_back(kind, made)
    _rewrite_back(kind, made)
    put_waiting_back(made.touched["waiting"])
    move_references(kind, made.kept_id, made.old_id, made.touched["rows"])
    made.undone_at, made.undone_by_id = timezone.now(), user.pk
    made.save(update_fields=["undone_at", "undone_by"])
    taken = TakenBack(entry=entry, articles=len(back), spared=len(_pages(made) - back))
    log(entry, CAME_BACK, user=user, data={"entry": made.kept_name, "merge": made.pk, "articles": taken.articles})
    if stays is not None:
        log(stays, TAKE_BACK, user=user, data={"entry": made.old_name, "merge": made.pk, "articles": taken.articles})
    return taken, kind, back


def refuse_if_not_possible(kind: Kind, made: LibraryMerge) -> None:
    """CannotMerge where the way back is barred; what bars it can be looked at."""
    if made.undone_at is not None:
        raise CannotMerge("undone")
    later = LibraryMerge.objects.filter(content_type=made.content_type, undone_at=None, old_id=made.kept_id).first()
    if later is not None:
        raise CannotMerge("later", entry=later.kept_name)
    taken = kind.entries().filter(Q(pk=made.old_id) | Q(**{kind.key: made.old_values[kind.key]})).first()
    if taken is not None:
        raise CannotMerge("taken", entry=taken.name)


def _pages(made: LibraryMerge) -> set[int]:
    return {*made.touched["replaced"], *made.touched["was_there"]}


def _take_aliases_back(made: LibraryMerge, entry: Any) -> None:
    aliases = LibraryAlias.objects.filter(content_type=made.content_type)
    # Whatever entry has it by now: from here on the slug is this one's own.
    aliases.filter(slug=made.old_values[kind_of(type(entry)).key]).delete()
    aliases.filter(pk__in=made.touched["aliases"], object_id=made.kept_id).update(object_id=entry.pk)


def _move_rows_back(kind: Kind, made: LibraryMerge) -> set[int]:
    """The articles whose rows name the entry again."""
    now = kind.rows(made.kept_id)
    back: set[int] = set()
    if not kind.is_set:
        for keys in chunks(made.touched["rows"]):
            back |= set(now.filter(pk__in=keys).values_list("article", flat=True))
            kind.rows(made.kept_id).filter(pk__in=keys).update(**{kind.column: made.old_id})
        return back
    for keys in chunks(made.touched["replaced"]):
        # By their articles: a publication may have made the rows anew.
        here = now.filter(**{f"{kind.page_column}__in": keys})
        back |= set(here.values_list("article", flat=True))
        kind.rows(made.kept_id).filter(**{f"{kind.page_column}__in": keys}).update(**{kind.column: made.old_id})
    both = set()
    for keys in chunks(made.touched["was_there"]):
        both |= set(now.filter(**{f"{kind.page_column}__in": keys}).values_list("article", flat=True))
    rows = [kind.rows_model(**{kind.page_column: page, kind.column: made.old_id}) for page in sorted(both)]
    kind.rows_model._default_manager.bulk_create(rows)
    return back | both


def _rewrite_back(kind: Kind, made: LibraryMerge) -> None:
    old, kept, traces = made.old_id, made.kept_id, made.touched["revisions"]
    rows, replaced = frozenset(made.touched["rows"]), {str(page) for page in made.touched["replaced"]}
    written = {int(key) for key in traces}
    later = {key: page for key, page in _later_revisions(made) if key not in written}

    def change(revision: int, content: Content) -> bool:
        if revision in written:
            return put_back(content, kind, old, kept, traces[str(revision)])
        if kind.is_set:
            trace = REPLACED if later[revision] in replaced else WAS_THERE
            return put_back(content, kind, old, kept, trace)
        return put_back_later(content, kind, old, kept, rows)

    rewrite({*written, *later}, change)


def _later_revisions(made: LibraryMerge) -> list[tuple[int, str]]:
    """Of the touched articles, with the keys of those."""
    found: list[tuple[int, str]] = []
    for keys in chunks(sorted(_pages(made))):
        revisions = Revision.page_revisions.filter(object_id__in=map(str, keys), created_at__gte=made.made_at)
        found += revisions.values_list("pk", "object_id")
    return found
