"""Search on SQLite: the index's own FTS5 table, asked once.

Wagtail's way there asks it once for every article, to sort them: minutes for a word that ten thousand articles have.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from wagtail.search.models import IndexEntry

from articles.listing.search.excerpts import CUT, START, STOP
from articles.listing.search.words import Phrase, Words

ENTRIES = IndexEntry._meta.db_table
TABLE = f"{ENTRIES}_fts"
TITLE_WEIGHT, BODY_WEIGHT = 8.0, 1.0
MOST_RANKED = 2_000
"""Above it only titles are weighed: what so many texts say many times tells none of them from the others."""
TOKENS = 32
"""In a passage."""
# The keys are read apart: joined, SQLite asks the table of words once for every entry.
MATCHING = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608
RANKED = f"SELECT rowid, -bm25({TABLE}, 0.0, %s, %s) FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608
KEYS = f"SELECT id, object_id FROM {ENTRIES} WHERE content_type_id = %s"  # noqa: S608
# The plus: else the words are looked up once for each of the entries.
SHOW = f"SELECT rowid, snippet({TABLE}, 1, %s, %s, %s, %s) FROM {TABLE} WHERE {TABLE} MATCH %s AND +rowid IN"  # noqa: S608


def find(words: Words, content_type: int) -> dict[int, float]:
    """The keys of what has the words, each with how well it fits."""
    with connection.cursor() as cursor:
        meant = expression(words)
        matching = [entry for (entry,) in cursor.execute(MATCHING, [meant]).fetchall()]
        if not matching:
            return {}
        if len(matching) > MOST_RANKED:
            meant = in_title(words)
        fits = dict(cursor.execute(RANKED, [BODY_WEIGHT, TITLE_WEIGHT, meant]).fetchall())
        keys = dict(cursor.execute(KEYS, [content_type]).fetchall())
    return {int(keys[entry]): fits.get(entry, 0.0) for entry in matching if entry in keys}


def passages(words: Words, content_type: int, keys: Sequence[int]) -> dict[int, str]:
    """For each key a passage with its words marked."""
    entries = IndexEntry.objects.filter(content_type=content_type, object_id__in=list(map(str, keys)))
    by_entry = dict(entries.values_list("pk", "object_id"))
    if not by_entry:
        return {}
    places = ", ".join(["%s"] * len(by_entry))
    with connection.cursor() as cursor:
        cursor.execute(f"{SHOW} ({places})", [START, STOP, CUT, TOKENS, expression(words), *by_entry])
        shown = cursor.fetchall()
    return {int(by_entry[entry]): text for entry, text in shown if text and START in text}


def expression(words: Words) -> str:
    """In FTS5's language: every phrase quoted, so that nothing in it is an operator."""
    wanted = [_quoted(phrase) for phrase in words.phrases]
    if words.is_open:
        wanted[-1] += " *"
    meant = f"{{title body}} : ({' AND '.join(wanted)})"
    return " NOT ".join([f"({meant})", *(f"({{title body}} : {_quoted(phrase)})" for phrase in words.without)])


def in_title(words: Words) -> str:
    """Any of the phrases in the title: what is weighed where too many texts have all of them."""
    wanted = [_quoted(phrase) for phrase in words.phrases]
    return f"{{title}} : ({' OR '.join(wanted)}{' *' if words.is_open else ''})"


def _quoted(phrase: Phrase) -> str:
    return f'"{" ".join(phrase)}"'
