"""What an installation has already, in numbers: a restore takes the place of all of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice

from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, models
from wagtail.images import get_image_model
from wagtail.models import Page

from articles.keeping.media import media_names
from articles.keeping.snapshots import crawls_folder
from articles.models import Source, SyncRun
from articles.sync.importer import IMPORT_USER

MADE_BY_WAGTAIL = 2
"""The root of the tree, and the welcome page below it."""
ENOUGH = 10_000
"""Files beyond which nobody counts on."""


def what_is_here() -> dict[str, int]:
    """Name to number of what an empty installation has none of; empty where there is nothing."""
    found = _rows()
    found["media files"] = sum(1 for _ in islice(media_names(), ENOUGH))
    found["stored files of crawls"] = sum(1 for _ in islice(_crawl_files(), ENOUGH))
    return {name: number for name, number in found.items() if number > 0}


def in_words(found: dict[str, int]) -> str:
    """ "12 pages, 1 users"."""
    return ", ".join(f"{number} {name}" for name, number in found.items())


def _rows() -> dict[str, int]:
    users = get_user_model()
    counted: dict[str, models.QuerySet[models.Model]] = {
        "pages": Page.objects.all(),
        "users": users._default_manager.exclude(**{users.USERNAME_FIELD: IMPORT_USER}),
        "sources": Source.objects.all(),
        "runs": SyncRun.objects.all(),
        "images": get_image_model()._default_manager.all(),
    }
    try:
        there = set(connection.introspection.table_names())
        found = {name: rows.count() for name, rows in counted.items() if rows.model._meta.db_table in there}
    except DatabaseError:
        return {"damaged databases": 1}
    if "pages" in found:
        found["pages"] -= MADE_BY_WAGTAIL
    return found


def _crawl_files() -> Iterator[str]:
    for _folder, _folders, files in os.walk(crawls_folder()):
        yield from files
