"""Search on PostgreSQL: the index's text vectors, asked directly; passages by `ts_headline`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from wagtail.search.models import IndexEntry

from articles.listing.search.excerpts import START, STOP
from articles.listing.search.words import Words

ENTRIES = IndexEntry._meta.db_table
MOST_RANKED = 500
"""Above it only titles are weighed: to weigh a body it has to be read, some milliseconds for a hundred."""
LONGEST = 20_000
"""Characters of a body in which a passage is looked for."""
HEADLINE = f'StartSel="{START}", StopSel="{STOP}", MinWords=20, MaxWords=34, MaxFragments=1'
# Out of the indexes alone. Each phrase apart: together, all but one would be looked for in the bodies. By a SELECT, so
# that the planner knows no word in advance: for a common one it would read all bodies, which it takes for cheap.
HAVING = f"SELECT id FROM {ENTRIES} WHERE title @@ (SELECT {{query}}) OR body @@ (SELECT {{query}})"  # noqa: S608
WHOLE, OPEN = "phraseto_tsquery(%s)", "to_tsquery(%s)"


def find(words: Words, content_type: int) -> dict[int, float]:
    """The keys of what has the words, each with how well it fits."""
    meant = _meant(words)
    if not meant:
        return {}
    unwanted = [(WHOLE, " ".join(phrase)) for phrase in words.without]
    having = " INTERSECT ".join(HAVING.format(query=query) for query, _text in meant)
    having += "".join(f" EXCEPT {HAVING.format(query=query)}" for query, _text in unwanted)
    parameters = [content_type, *(text for _query, text in (*meant, *unwanted) for _column in ("title", "body"))]
    any_of, texts = _any_of(words)
    within = f"content_type_id = %s AND id IN ({having})"
    found = _ranked(f"8 * ts_rank(title, {any_of})", texts, within, parameters)
    if len(found) > MOST_RANKED:
        return found
    keys = [str(key) for key in found]
    within = "content_type_id = %s AND object_id = ANY(%s)"
    return _ranked(
        f"8 * ts_rank(title, {any_of}) + ts_rank(body, {any_of}, 1)", [*texts, *texts], within, [content_type, keys]
    )


def _ranked(rank: str, ranked: Sequence[str], where: str, parameters: Sequence[Any]) -> dict[int, float]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT object_id, {rank} FROM {ENTRIES} WHERE {where}", [*ranked, *parameters])  # noqa: S608
        return {int(key): float(fit) for key, fit in cursor.fetchall()}


def passages(words: Words, content_type: int, keys: Sequence[int]) -> dict[int, str]:
    """For each key a passage with its words marked."""
    any_of, texts = _any_of(words)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT object_id, ts_headline(left(body_text, {LONGEST}), {any_of}, %s) "  # noqa: S608
            f"FROM {ENTRIES} WHERE content_type_id = %s AND object_id = ANY(%s)",
            [*texts, HEADLINE, content_type, [str(key) for key in keys]],
        )
        return {int(key): text for key, text in cursor.fetchall() if START in text}


def _meant(words: Words) -> list[tuple[str, str]]:
    """Without the phrases that the language's configuration does not index, as "of": nothing ever has them."""
    queries = _queries(words)
    with connection.cursor() as cursor:
        nodes = ", ".join(f"numnode({query})" for query, _text in queries)
        cursor.execute(f"SELECT {nodes}", [text for _query, text in queries])
        return [each for each, number in zip(queries, cursor.fetchone() or (), strict=True) if number]


def _queries(words: Words) -> list[tuple[str, str]]:
    """An SQL expression and its parameter for each phrase. Only words stand in it: nothing in it is an operator."""
    queries = [(WHOLE, " ".join(phrase)) for phrase in words.phrases]
    if words.is_open:
        *before, last = words.phrases[-1]
        queries[-1] = (OPEN, " <-> ".join([*(f"'{each}'" for each in before), f"'{last}':*"]))
    return queries


def _any_of(words: Words) -> tuple[str, list[str]]:
    queries = _queries(words)
    return f"({' || '.join(query for query, _text in queries)})", [text for _query, text in queries]
