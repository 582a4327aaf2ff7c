"""A PostgreSQL database through its own client programs: `pg_dump`, and `pg_restore` into `psql` in one transaction."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import psycopg
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from psycopg import sql

from articles.keeping.errors import KeepingError

ENGINE = "postgresql"
CHUNK = 1024 * 1024
WORDS_KEPT = 500
EMPTIED = """
BEGIN;
SET LOCAL lock_timeout = '10s';
DO $$ DECLARE each record; BEGIN
    FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
        EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', each.tablename);
    END LOOP;
END $$;
"""


def dump(target: Path) -> dict[str, int]:
    """Copy the database as it is at one moment; the rows of each table at the same moment."""
    program = _program("pg_dump")
    parameters: dict[str, Any] = {**connection.get_connection_params(), "cursor_factory": psycopg.Cursor}
    with psycopg.connect(**parameters) as watching:
        watching.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        [snapshot] = watching.execute("SELECT pg_export_snapshot()").fetchone() or [""]
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"]
        _run([program, *options], connects=True)
        tables = watching.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
        return {name: _rows(watching, name) for (name,) in tables.fetchall()}


def check(path: Path) -> None:
    """KeepingError where the file is no dump that these programs read."""
    _run([_program("pg_restore"), "--list", str(path)], connects=False)


def refuse_others() -> None:
    """KeepingError while another process is connected to the database, or where a program is missing."""
    _program("psql"), _program("pg_restore")
    others = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        cursor.execute(f"{others} AND backend_type = 'client backend'")
        [number] = cursor.fetchone()
    connection.close()
    if number:
        raise KeepingError(f"The database is in use by {number} others: end site, worker and scheduler first.")


def load(path: Path) -> None:
    """Put the dump in place of all tables, in one transaction."""
    script = [_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(path)]
    arguments, environment = _connecting([_program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"])
    with tempfile.TemporaryFile() as words, tempfile.TemporaryFile() as complaints:
        with (
            _started(arguments, stdin=subprocess.PIPE, stdout=words, stderr=words, env=environment) as psql,
            _started(script, stdout=subprocess.PIPE, stderr=complaints) as reading,
        ):
            is_whole = _feed(psql, reading)
            psql.wait()
        if reading.returncode:
            raise KeepingError(f"pg_restore: {_end_of(complaints)}")
        if psql.returncode or not is_whole:
            raise KeepingError(f"psql: {_end_of(words)}")


def _feed(psql: subprocess.Popen[bytes], reading: subprocess.Popen[bytes]) -> bool:
    """Pass the script on; what ends before its end is never committed. Whether all was taken."""
    assert psql.stdin is not None  # noqa: S101 - it was opened as a pipe
    assert reading.stdout is not None  # noqa: S101 - it was opened as a pipe
    try:
        psql.stdin.write(EMPTIED.encode())
        shutil.copyfileobj(reading.stdout, psql.stdin, CHUNK)
        psql.stdin.write(b"\nCOMMIT;\n" if not reading.wait() else b"\nROLLBACK;\n")
        psql.stdin.close()
    except BrokenPipeError:
        return False
    return True


@contextmanager
def _started(arguments: list[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process that does not outlive the block."""
    process: subprocess.Popen[bytes] = subprocess.Popen(arguments, **options)  # noqa: S603 - PostgreSQL's own programs
    try:
        yield process
    except BaseException:
        process.kill()
        raise
    finally:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None and not pipe.closed:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        process.wait()


def _run(arguments: list[str], *, connects: bool) -> None:
    arguments, environment = _connecting(arguments) if connects else (arguments, None)
    done = subprocess.run(arguments, env=environment, capture_output=True, check=False)  # noqa: S603 - as above
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()[-WORDS_KEPT:]
        raise KeepingError(f"{Path(arguments[0]).name}: {said or f'ended with exit code {done.returncode}'}")


def _connecting(arguments: list[str]) -> tuple[list[str], dict[str, str]]:
    """With what says which database; a password goes by the environment, where no list of processes shows it."""
    settings, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    return [*arguments, *settings[1:]], {**os.environ, **(environment or {})}


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise KeepingError(f"{name} is not installed here: it comes with PostgreSQL's client programs.")
    return found


def _rows(database: psycopg.Connection[Any], table: str) -> int:
    query = sql.SQL("SELECT COUNT(*) FROM {}").format(sql.Identifier(table))
    row = database.execute(query).fetchone()
    return int(row[0]) if row else 0


def _end_of(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace").strip()[-WORDS_KEPT:] or "ended before its end"
