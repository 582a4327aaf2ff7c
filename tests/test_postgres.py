"""What holds on SQLite holds on PostgreSQL: all of the hub's tests that ask a database, against a real server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

SERVER = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
PATIENCE = 3


def server_is_there() -> bool:
    try:
        psycopg.connect(SERVER, connect_timeout=PATIENCE).close()
    except psycopg.OperationalError:
        return False
    return True


@pytest.mark.postgres
def test_the_hub_holds_on_postgresql() -> None:
    if not server_is_there():
        pytest.skip("no PostgreSQL here: name one with TEST_POSTGRES_URL=")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "tests/articles",
            "-q",
            "-x",
            "-m",
            "not browser",
            "-p",
            "no:cacheprovider",
            "-p",
            "tests.asking_a_database",
            "--create-db",
        ],
        env=environment | {"DATABASE_URL": SERVER},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-5000:] + result.stderr[-2000:]
