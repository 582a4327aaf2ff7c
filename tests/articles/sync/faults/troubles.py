"""What may happen to the database at a moment of a run; each is over once its process has ended."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created

SOON = 0.5
BRIEF, PATIENT = 0.1, 30.0
"""Seconds that the run's connection waits for a lock."""


def locked_for_good(database: Path) -> None:
    """Somebody else writes, and does not come to an end."""
    from_now_on(f"PRAGMA busy_timeout = {int(BRIEF * 1000)}")
    _lock(database)


def locked_for_a_moment(database: Path) -> None:
    from_now_on(f"PRAGMA busy_timeout = {int(PATIENT * 1000)}")
    other = _lock(database)
    threading.Timer(SOON, other.close).start()


def full(_database: Path) -> None:
    """The database can have no page more than it has: what SQLite says then is what it says of a full disk."""
    [pages] = connection.cursor().execute("PRAGMA page_count").fetchone()
    from_now_on(f"PRAGMA max_page_count = {pages}")


def lost(_database: Path) -> None:
    """The connection is no more."""
    connection.connection.close()


def from_now_on(pragma: str) -> None:
    """It holds for this connection and for every one that takes its place."""
    connection.cursor().execute(pragma)

    def again(connection: Any, **_signal: Any) -> None:
        connection.cursor().execute(pragma)

    connection_created.connect(again, weak=False)


def _lock(database: Path) -> sqlite3.Connection:
    other = sqlite3.connect(database, check_same_thread=False, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    held.append(other)
    return other


held: list[sqlite3.Connection] = []
"""Closed with the process, and not before because nobody names them."""
TROUBLES: dict[str, Callable[[Path], None]] = {
    each.__name__: each for each in (locked_for_good, locked_for_a_moment, full, lost)
}
