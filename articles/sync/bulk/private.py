"""Every call of a library's inner parts that the fast writers make, each with its reason.

A library may change these without a word: `tests/articles/sync/bulk/test_private.py` compares each with what the
library's own public way does, and fails on the first release that differs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.signals import m2m_changed, post_save, pre_save
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.signal_handlers import post_save_signal_handler as update_search_index
from treebeard.exceptions import PathOverflow
from wagtail.blocks import StreamValue
from wagtail.models import Page, ReferenceIndex
from wagtail.models.i18n import set_locale_on_new_instance
from wagtail.signal_handlers import update_reference_index_on_save

from articles.serving.purge import purge_for_row

# Who listens to a save of a page: the fast writers do the work of Wagtail's three, and what they write is told to the
# cached pages by `page_published`, or by the writer itself.
SERVED: tuple[Callable[..., Any], ...] = (
    update_search_index,
    update_reference_index_on_save,
    set_locale_on_new_instance,
    purge_for_row,
)

REFERRING = re.compile(r'linktype=|embedtype=|(?<!\\)": \[?\d')
DATABASE_BACKENDS = "modelsearch.backends.database."


def foreign_listeners(senders: Sequence[type[models.Model]]) -> list[str]:
    """Who else listens when such rows are saved one by one; by name.

    A signal has no public list of its receivers, and rows that are inserted in bulk send none.
    """
    found = []
    for signal in (pre_save, post_save, m2m_changed):
        for sender in senders:
            at_once, asynchronous = signal._live_receivers(sender)
            listeners = [each for each in (*at_once, *asynchronous) if each not in SERVED]
            found += [f"{each.__module__}.{getattr(each, '__qualname__', each)}" for each in listeners]
    return list(dict.fromkeys(found))


def child_paths(parent: Page, last: str | None, number: int) -> list[str]:
    """The paths of the next children of the parent, whose last child's path is `last`.

    Treebeard's public ways add one node with its queries at a time.
    """
    first = Page._str2int(last[-Page.steplen :]) + 1 if last else 1
    depth = parent.depth + 1
    paths = [Page._get_path(parent.path, depth, first + each) for each in range(number)]
    longest = Page._meta.get_field("path").max_length or 0
    if paths and (len(paths[-1]) != len(parent.path) + Page.steplen or len(paths[-1]) > longest):
        raise PathOverflow(f"there is no room for {number} more pages below {parent.path}")
    return paths


def insert_own_columns(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert the rows of a multi-table model whose parents' rows stand already.

    `bulk_create` refuses such models, since it could not tell the parents' keys; here they are known.
    """
    queryset: Any = model._base_manager.all()
    queryset._for_write = True
    queryset._batched_insert(list(rows), model._meta.local_concrete_fields, None)
    for row in rows:
        row._state.adding, row._state.db = False, queryset.db


def references_of(page: Page) -> Iterator[ReferenceIndex]:
    """The page's rows of the reference index, unsaved.

    `ReferenceIndex.create_or_update_for_object` asks the database for every object what it has already: a new page has
    nothing.
    """
    content_type = ContentType.objects.get_for_model(page, for_concrete_model=False)
    base = ReferenceIndex._get_base_content_type(page)
    found = ReferenceIndex._extract_references_from_object(_without_mute_bodies(page))
    for to_type, to_object, model_path, content_path in set(found):
        yield ReferenceIndex(
            content_type=content_type,
            base_content_type=base,
            object_id=page.pk,
            to_content_type_id=to_type,
            to_object_id=to_object,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )


def _without_mute_bodies(page: Page) -> Page:
    """The page without those bodies that cannot refer to anything, as most of an import's cannot.

    Wagtail walks through every block for them. A chooser's value is a number, and what rich text refers to stands in an
    attribute that is named so.
    """
    stand_in = copy(page)
    for name in page.get_streamfield_names():
        stream = getattr(page, name)
        if not REFERRING.search(json.dumps(stream.get_prep_value())):
            setattr(stand_in, name, StreamValue(stream.stream_block, []))
    return stand_in


class _SaidWords(SearchField):
    """A search field whose value has been read."""

    def __init__(self, field: SearchField, value: Any) -> None:
        super().__init__(field.field_name, boost=field.boost, **field.kwargs)
        self.value = value

    def get_value(self, _row: Any) -> Any:
        return self.value


class _SaidBeginnings(AutocompleteField):
    """The same for a field that is found by the beginnings of its words."""

    def __init__(self, field: AutocompleteField, value: Any) -> None:
        super().__init__(field.field_name, **field.kwargs)
        self.value = value

    def get_value(self, _row: Any) -> Any:
        return self.value


class _Read:
    """A page as far as the database backends look at it: its key, and its search fields with their values."""

    def __init__(self, page: Page) -> None:
        self.pk = page.pk
        self.fields = list(_read(page, page.get_search_fields()))

    def get_search_fields(self) -> list[_SaidWords | _SaidBeginnings]:
        return self.fields


def _read(row: models.Model, fields: Iterable[Any]) -> Iterator[_SaidWords | _SaidBeginnings]:
    for field in fields:
        if isinstance(field, SearchField):
            yield _SaidWords(field, field.get_value(row))
        elif isinstance(field, AutocompleteField):
            yield _SaidBeginnings(field, field.get_value(row))
        elif isinstance(field, RelatedFields):
            related = field.get_value(row)
            for each in related.all() if isinstance(related, models.Manager) else filter(None, [related]):
                yield from _read(each, field.fields)


def searched(backend: Any, pages: Sequence[Page]) -> Sequence[Any]:
    """The pages as the backend is to index them.

    The database backends read every search field of a page anew for each of their columns, which is most of the
    indexing: three times on SQLite, five times on PostgreSQL. Other backends get the pages themselves.
    """
    return [_Read(page) for page in pages] if type(backend).__module__.startswith(DATABASE_BACKENDS) else pages
