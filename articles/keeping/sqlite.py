"""An SQLite database copied while others write to it, and looked at before it takes the place of another."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from articles.keeping.errors import KeepingError

ENGINE = "sqlite"
PATIENCE = 1.0


def path_of_database() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def dump(target: Path) -> dict[str, int]:
    """Copy the database as it is at one moment; the rows of each table."""
    try:
        with closing(sqlite3.connect(path_of_database())) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            # One file, without a journal beside it.
            copy.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.DatabaseError as error:
        raise KeepingError(f"The database was not copied: {error}: {target.parent}.") from error
    return check(target)


def check(path: Path) -> dict[str, int]:
    """The rows of each table; KeepingError where the file is no sound database."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            said = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            if said != "ok":
                raise KeepingError(f"The database is damaged: {said}.")
            return {table: _rows(database, table) for table in _tables(database)}
    except sqlite3.DatabaseError as error:
        raise KeepingError(f"The database is damaged: {error}.") from error


def refuse_others() -> None:
    """KeepingError while another process has the database open."""
    path = path_of_database()
    connection.close()
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as database:
            # A database leaves this mode only for somebody who is alone with it; it also empties the journal.
            database.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        raise KeepingError(f"The database is in use ({error}): end site, worker and scheduler first.") from error
    except sqlite3.DatabaseError:
        return  # a damaged one is what a restore is for


def _tables(database: sqlite3.Connection) -> list[str]:
    # Those of a full-text index are counted with it.
    found = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
    )
    return [name for (name,) in found if "_fts_" not in name and not name.startswith("sqlite_")]


def _rows(database: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(database.execute(f'SELECT COUNT(*) FROM "{quoted}"').fetchone()[0])  # noqa: S608 - a table's own name
