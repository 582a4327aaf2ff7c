"""An installation of its own for real processes: a database as the suite's, made once and copied for each test."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

PROJECT = Path(__file__).parents[3]
PATIENCE = 90.0
"""Seconds until something has happened, however busy the machine."""


@dataclass
class Installation:
    var: Path
    database: str
    environment: dict[str, str] = field(default_factory=dict)
    children: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def variables(self) -> dict[str, str]:
        known = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
        return known | {
            "DATABASE_URL": self.database,
            "GLEANER_VAR": str(self.var),
            "SECRET_KEY": "tests only",
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            **self.environment,
        }

    def manage(self, *arguments: str) -> str:
        """What the command says; whatever goes wrong fails the test."""
        result = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        with (self.var / f"{arguments[0]}-{len(self.children)}.log").open("w", encoding="utf-8") as log:
            child = subprocess.Popen(
                [sys.executable, "manage.py", *arguments],
                cwd=PROJECT,
                env=self.variables,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        self.children.append(child)
        return child

    def kill_all(self, child: subprocess.Popen[str]) -> None:
        """The process, and those that it forked, in groups of their own too: a machine that loses its power."""
        for each in [child.pid, *_of_session(child.pid)]:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        child.wait()

    def logs(self) -> str:
        return "\n".join(f"{each.name}:\n{each.read_text(encoding='utf-8')}" for each in self.var.glob("*.log"))

    def python(self, code: str) -> str:
        """What the code prints, which finds the models by their names."""
        return self.manage("shell", "--no-imports", "-c", f"from articles.models import *\n{code}").strip()

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        if self.database.startswith("sqlite"):
            with closing(sqlite3.connect(self.var / "gleaner.sqlite3", timeout=20)) as database, database:
                return database.execute(statement).fetchall()
        with psycopg.connect(self.database, autocommit=True) as database:
            cursor = database.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def wait_for(self, statement: str, is_so: Callable[[list[tuple[Any, ...]]], bool]) -> list[tuple[Any, ...]]:
        deadline = time.monotonic() + PATIENCE
        while not is_so(rows := self.sql(statement)):
            assert time.monotonic() < deadline, f"{rows}\n{self.logs()}"
            time.sleep(0.2)
        return rows

    def let_time_pass(self, minutes: int = 3) -> None:
        """All signs of life, and what waits in the queue, are so much older."""
        aged = {
            "articles_syncrun": ("heartbeat_at", "started_at", "created_at"),
            "articles_processbeat": ("beat_at",),
            "articles_standingjob": ("beat_at", "asked_at"),
            "django_tasks_database_dbtaskresult": ("started_at",),
        }
        for table, columns in aged.items():
            sets = ", ".join(f"{column} = {self._earlier(column, minutes)}" for column in columns)
            self.sql(f"UPDATE {table} SET {sets}")

    def _earlier(self, column: str, minutes: int) -> str:
        if self.database.startswith("sqlite"):
            return f"strftime('%Y-%m-%d %H:%M:%f', {column}, '-{minutes} minutes') || '000'"  # microseconds, as Django
        return f"{column} - interval '{minutes} minutes'"

    def end(self) -> None:
        for child in self.children:
            if child.poll() is None:
                child.kill()
            child.wait()


def _of_session(leader: int) -> list[int]:
    told = subprocess.run(["ps", "-eo", "pid=,sess="], capture_output=True, text=True, check=True).stdout
    return [int(pid) for pid, session in map(str.split, told.splitlines()) if int(session) == leader]


@contextmanager
def installation(shared: Path, var: Path) -> Iterator[Installation]:
    """`shared` is a folder of the test session, where the first who comes makes the database that others copy."""
    make = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    with make(shared, var) as ready:
        try:
            yield ready
        finally:
            ready.end()


@contextmanager
def _on_sqlite(shared: Path, var: Path) -> Iterator[Installation]:
    template = shared / "jobs-template"
    with (shared / "jobs-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (template / "made").exists():
            template.mkdir(exist_ok=True)
            Installation(template, f"sqlite:///{template / 'gleaner.sqlite3'}").manage("migrate", "--verbosity", "0")
            (template / "made").touch()
    shutil.copytree(template, var)
    yield Installation(var, f"sqlite:///{var / 'gleaner.sqlite3'}")


@contextmanager
def _on_postgresql(shared: Path, var: Path) -> Iterator[Installation]:
    told = connection.settings_dict
    server = f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}"
    template, name = shared / "jobs-template.name", f"jobs_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        with (shared / "jobs-template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not template.exists():
                made = f"jobs_template_{uuid.uuid4().hex[:12]}"
                admin.execute(f'CREATE DATABASE "{made}"')
                folder = shared / "jobs-template-var"
                folder.mkdir()
                Installation(folder, f"{server}/{made}").manage("migrate", "--verbosity", "0")
                template.write_text(made, encoding="utf-8")
            admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template.read_text(encoding="utf-8")}"')
        var.mkdir(parents=True)
        try:
            yield Installation(var, f"{server}/{name}")
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
