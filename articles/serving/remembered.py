"""What is read once for some articles, and kept in the process's memory until something that readers see changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from articles.serving.purge import generation

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage

MOST_KEPT = 48
"""Findings: some for each list of different articles, which are those of a site's indexes and their areas of study."""
Found = TypeVar("Found")

_kept: OrderedDict[tuple[Hashable, ...], Any] = OrderedDict()
_lock = Lock()


def remembered(articles: QuerySet[ArticlePage], what: Hashable, read: Callable[[], Found]) -> Found:
    """What `read` finds in the articles, read once; nobody may change it.

    Only keys, names and sums are worth it: an article is read anew, through what the reader may see, whenever it is
    shown.
    """
    if connections[articles.db].in_atomic_block:
        return read()  # what is seen in here may never come to be
    try:
        sql, parameters = articles.query.sql_with_params()
    except EmptyResultSet:  # of which nothing needs to be remembered
        return read()
    # The generation first: what changes while this reads makes a new one.
    key = (generation(), what, articles.db, sql, tuple(map(str, parameters)))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return cast("Found", _kept[key])
    found = read()
    with _lock:
        for old in [each for each in _kept if each[0] != key[0]]:
            del _kept[old]
        _kept[key] = found
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found
