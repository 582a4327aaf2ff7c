"""The database: it answers, it is as the code wants it, it knows what it holds, and its clock is ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.db import DatabaseError, connection
from django.utils import timezone

from articles.watching.doctor.finding import Finding, warning, well, wrong
from articles.watching.health import pending_migrations
from scraper.log_lines import in_one_line

NAME = "database"
MOST_SKEW = 5.0
"""Seconds. Leases and signs of life of many machines are compared with each other's clocks."""


def reachable() -> Iterator[Finding]:
    where = connection.settings_dict["HOST"] or connection.settings_dict["NAME"]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        yield wrong(NAME, f"it does not answer: {in_one_line(str(error))}", "Start it, or correct DATABASE_URL.")
        return
    if connection.vendor == "sqlite" and Path(str(connection.settings_dict["NAME"])).is_file():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            mode = str(cursor.fetchone()[0])
        if mode != "wal":
            yield warning(NAME, f"SQLite writes in the mode {mode}", "Keep the file on a local disk, which takes WAL.")
            return
    yield well(NAME, f"{connection.vendor} at {where}")


def migrations() -> Iterator[Finding]:
    pending = pending_migrations()
    if pending:
        words = f"{len(pending)} not applied, from {pending[0]} on"
        yield wrong("migrations", words, "Run manage.py migrate.")
    else:
        yield well("migrations", "all are applied")


def clock() -> Iterator[Finding]:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        before = timezone.now()
        cursor.execute("SELECT clock_timestamp()")
        skew = (cursor.fetchone()[0] - before).total_seconds()
    if abs(skew) > MOST_SKEW:
        mend = "Let both machines keep their time by NTP."
        yield wrong("clock", f"the database's clock is {skew:+.0f} seconds off this machine's", mend)
    else:
        yield well("clock", "the database's and this machine's agree")


def planner() -> Iterator[Finding]:
    """Without statistics PostgreSQL takes ten thousand articles for ten, and a list takes twice as long."""
    if connection.vendor != "postgresql":
        return
    if learns_of_rows():
        yield well("planner", "autovacuum tells it what the tables hold")
    else:
        mend = "Set autovacuum to on in postgresql.conf, or let cron run vacuumdb --analyze each night."
        yield warning("planner", "autovacuum is off: lists and searches get slow as the hub grows", mend)


def learns_of_rows() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SHOW autovacuum")
        return bool(cursor.fetchone()[0] == "on")
