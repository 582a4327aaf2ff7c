"""Installations in folders of their own, and commands in processes of their own that work on them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.sample_hub import answers, free_port

PROJECT = Path(__file__).parents[3]
PATIENCE = 600


@dataclass(frozen=True)
class Installation:
    folder: Path
    database: str = ""
    """Its DATABASE_URL; empty for SQLite in the folder."""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        ours = {"GLEANER_VAR": str(self.folder), "DATABASE_URL": self.database, "SECRET_KEY": "", "LOG_LEVEL": "ERROR"}
        return {**kept, "DJANGO_SETTINGS_MODULE": "cms.settings", **ours, **self.more}

    def begin(self, *command: str, **options: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def run(self, *command: str, code: int = 0, **options: Any) -> str:
        """What the process said; on standard error where it is to fail."""
        process = self.begin(*command, **options)
        try:
            out, err = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        assert process.returncode == code, (command, process.returncode, out[-2000:], err[-4000:])
        return err if code else out

    def manage(self, *command: str, code: int = 0, **options: Any) -> str:
        return self.run("manage.py", *command, code=code, **options)

    @contextmanager
    def serving(self) -> Iterator[Callable[[str], str]]:
        """The site, started as an operator does; a callable that reads an address as anybody may."""
        self.manage("collectstatic", "--no-input", "-v", "0")
        port = free_port()
        process = self.begin("-m", "granian", "--interface", "wsgi", "--port", str(port), "cms.wsgi:application")

        def read(address: str) -> str:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=30) as answer:
                return str(answer.read().decode())

        try:
            end = time.monotonic() + PATIENCE
            while not answers(port):
                assert process.poll() is None, process.communicate()
                assert time.monotonic() < end
                time.sleep(0.1)
            yield read
        finally:
            process.terminate()
            process.communicate(timeout=PATIENCE)

    def copy_to(self, folder: Path) -> Installation:
        shutil.copytree(self.folder, folder)
        return Installation(folder)


def prepare(installation: Installation, *steps: str) -> Installation:
    for step in steps:
        installation.run("-m", "tests.articles.keeping.filled", step)
    return installation


@pytest.fixture(scope="session")
def migrated(migrated_var: Path) -> Installation:
    """Made ready and empty; only to be copied."""
    return Installation(migrated_var)


@pytest.fixture(scope="session")
def filled(migrated: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """With something of everything; only to be read, or copied."""
    return prepare(migrated.copy_to(tmp_path_factory.mktemp("filled") / "var"), "fill")


@pytest.fixture(scope="session")
def backed_up(filled: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its backup."""
    archive = tmp_path_factory.mktemp("backed-up") / "b.zip"
    filled.manage("backup", str(archive))
    return archive
