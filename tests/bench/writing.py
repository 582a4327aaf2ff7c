"""How fast pages are written, beside the usual importer: `add_child` and `save_revision().publish()` per article.

On SQLite, and on PostgreSQL where one is reachable, each time in a new database that is dropped afterwards.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psycopg

from tests.bench import article_figures, list_figures, reader_figures
from tests.bench.figures import Figure
from tests.test_postgres import SERVER, server_is_there

PROJECT = Path(__file__).parents[2]
MANY = 10_000
PEER = "add_child and save_revision().publish() per article, signals on"
IMPORT_GOAL, CHANGE_GOAL, UNCHANGED_GOAL = 10, 15, 1_000
MOST_GROWTH = 1.5
"""How much longer a page may take among 10,000 than among 1,000."""
MOST_IMPORT_QUERIES, MOST_CHANGE_QUERIES, MOST_UNCHANGED_QUERIES = 3, 1, 1
MOST_UNCHANGED_MS = 0.1
MOST_MEMORY_MB = 300


def measure() -> Iterator[Figure]:
    with TemporaryDirectory(prefix="gleaner-bench-") as folder:
        yield from _figures("SQLite", f"sqlite:///{folder}/bench.sqlite3", folder)
        if not server_is_there():
            print("bench: no PostgreSQL here: name one with TEST_POSTGRES_URL=", file=sys.stderr)  # noqa: T201
            return
        with _new_database() as url:
            yield from _figures("PostgreSQL", url, folder)


@contextmanager
def _new_database() -> Iterator[str]:
    name = f"gleaner_bench_{os.getpid()}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlsplit(SERVER)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _figures(database: str, url: str, folder: str) -> Iterator[Figure]:
    result = subprocess.run(
        [sys.executable, "-m", "tests.bench.writing_worker", str(MANY)],
        env=os.environ | {"DATABASE_URL": url, "GLEANER_VAR": f"{folder}/{database}", "SECRET_KEY": "bench only"},
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(result.stdout)
    yield from _speeds(database, found)
    yield from _limits(database, found)
    yield from list_figures.figures(database, found)
    yield from reader_figures.figures(database, found)
    yield from article_figures.figures(database, found)


def _speeds(database: str, found: dict[str, float]) -> Iterator[Figure]:
    def speed(name: str, value: float, peer: float, goal: float, how: str) -> Figure:
        return Figure(
            name=f"{name}, {database}",
            value=1000 / value,
            unit="pages per second",
            peer_name=PEER,
            peer=1000 / peer,
            goal=goal,
            how=how,
        )

    yield speed(
        "first import",
        found["import_ms"],
        found["peer_import_ms"],
        IMPORT_GOAL,
        "1,000 made articles of 58 blocks, published, from parsed article to live page with revision, log, search "
        "index, reference index and the run's report; the peer wrote 40 under the same parent, 8 before each fifth of "
        "ours, since 1,000 of its pages would take minutes. Wall time.",
    )
    yield speed(
        "changed page to draft",
        found["change_ms"],
        found["peer_change_ms"],
        CHANGE_GOAL,
        "400 of the pages with a new title and one paragraph rewritten, merged and saved as drafts; the peer wrote 12 "
        "of its pages anew, taking turns. Wall time.",
    )
    yield speed(
        "unchanged re-import",
        found["unchanged_ms"],
        found["peer_change_ms"],
        UNCHANGED_GOAL,
        f"The plan of {found['unchanged_pages']:,.0f} articles that came unchanged, what the database knows of them "
        "read anew, the best of 3; the peer writes each page again. Wall time.",
    )


def _limits(database: str, found: dict[str, float]) -> Iterator[Figure]:
    def limit(name: str, value: float, unit: str, most: float, how: str, peer_name: str = "the limit") -> Figure:
        goal = MOST_GROWTH if peer_name != "the limit" else 1.0
        return Figure(
            name=f"{name}, {database}",
            value=value,
            unit=unit,
            peer_name=peer_name,
            peer=most,
            goal=goal,
            is_limit=True,
            how=how,
        )

    yield limit(
        "first import at 10,000",
        found["import_grown_ms"],
        "ms a page",
        found["import_ms"],
        "The last of 10,000 articles' thousands beside the first. Wall time.",
        peer_name="the first 1,000",
    )
    yield limit(
        "queries of a first import",
        found["import_queries"],
        "queries a page",
        MOST_IMPORT_QUERIES,
        "Counted over a batch of 100 articles.",
    )
    yield limit(
        "queries of a changed page",
        found["change_queries"],
        "queries a page",
        MOST_CHANGE_QUERIES,
        "Counted over a batch of 100 articles.",
    )
    yield limit(
        "queries of an unchanged re-import",
        found["unchanged_queries"],
        "queries in all",
        MOST_UNCHANGED_QUERIES,
        f"Counted over all {found['unchanged_pages']:,.0f} articles at once.",
    )
    yield limit(
        "unchanged article",
        found["unchanged_ms"],
        "ms a page",
        MOST_UNCHANGED_MS,
        "As the unchanged re-import.",
    )
    yield limit(
        "memory",
        found["memory_mb"],
        "MB",
        MOST_MEMORY_MB,
        "The peak of the process over an import of 10,000 articles, less what it held before the first.",
    )
