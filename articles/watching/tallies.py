"""Counts what ends, as it ends: the metrics must not count the whole history at every look."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection
from django.utils import timezone

from articles.models import SyncRun, Tally

Name = Tally.Name
WRITE = SyncRun.PHASES[-1]
Values = Mapping[tuple[str, str], float]
"""Name and key to value."""
UPSERT = """
INSERT INTO {table} (name, "key", value) VALUES {rows}
ON CONFLICT (name, "key") DO UPDATE SET value = {value}
"""
"""One statement for all, also where many processes count the first of a kind: Django's own cannot add."""


def count_run(run: SyncRun) -> None:
    """To be called in the transaction that ends the run.

    A run that waits is counted then, with its phases until then; what its articles become only when it went on.
    """
    goes_on = run.released_at is not None
    values: dict[tuple[str, str], float] = {} if goes_on else {(Name.RUNS, f"{run.trigger}/{run.status}"): 1}
    new = {phase: seconds for phase, seconds in run.phases if phase == WRITE or not goes_on}
    for phase, seconds in new.items():
        values |= {(Name.PHASES, phase): 1, (Name.SECONDS, phase): seconds}
    # Until it has written, the counts of one that goes on are what was foreseen.
    if run.status not in SyncRun.WAITING and (WRITE in new or not goes_on):
        values |= {(Name.PAGES, outcome): number for outcome, number in run.counts.items()}
    if values:
        add(values)
    if run.status == SyncRun.Status.DONE and run.trigger in SyncRun.ASKING:
        put({(Name.LAST_GOOD, str(run.source_id)): timezone.now().timestamp()})


def add(values: Values) -> None:
    """Let each grow by its value."""
    _write(values, f"{Tally._meta.db_table}.value + excluded.value")


def put(values: Values) -> None:
    """Let each be its value."""
    _write(values, "excluded.value")


def _write(values: Values, value: str) -> None:
    # In one order, so that two who write the same rows wait for each other and not both for ever.
    rows = [(str(name), key, float(values[name, key])) for name, key in sorted(values)]
    places = ", ".join(["(%s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        statement = UPSERT.format(table=Tally._meta.db_table, rows=places, value=value)
        cursor.execute(statement, [each for row in rows for each in row])
