"""The search index is brought into step with the pages, and its tables are put in order."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from wagtail.models import Page

FULL_TEXT = "wagtailsearch_indexentry_fts"
ENTRIES = "wagtailsearch_indexentry"


def keep_search_quick() -> dict[str, int]:
    """How many pages the index now has."""
    call_command("update_index", verbosity=0)
    put_in_order()
    return {"pages": Page.objects.count()}


def put_in_order() -> None:
    """What many changes left in pieces is made one piece again, and the database learns how much there is."""
    tables = connection.introspection.table_names()
    if ENTRIES not in tables:
        return  # the index is kept elsewhere
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            if FULL_TEXT in tables:
                cursor.execute(f"INSERT INTO {FULL_TEXT}({FULL_TEXT}) VALUES ('optimize')")  # noqa: S608 - a constant
            cursor.execute("PRAGMA optimize")
        elif connection.vendor == "postgresql":
            cursor.execute(f"ANALYZE {ENTRIES}")
