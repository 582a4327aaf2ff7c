"""The database: how several processes share one file, or keep their connections to a server."""

from __future__ import annotations

from typing import Any


def database(told: dict[str, Any]) -> dict[str, Any]:
    """The database that the environment names, with its options."""
    if told["ENGINE"] != "django.db.backends.sqlite3":
        return told | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    # Site, worker and scheduler write to one file: readers go on beside a writer (WAL), and a writer takes its lock
    # at once and waits for it, where SQLite would otherwise answer "database is locked" in mid transaction.
    options = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
    return told | {"OPTIONS": options}
