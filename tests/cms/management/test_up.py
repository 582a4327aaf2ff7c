"""`manage.py up` as a newcomer meets it: real processes, real HTTP, an SQLite file of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cms.launch.processes import LaunchError
from cms.launch.sources import real_source
from tests.sample_hub import free_port

PROJECT = Path(__file__).parents[3]
PATIENCE = 240.0  # a cold migration of Wagtail takes twenty seconds on a quiet machine, more beside other tests


@dataclass
class Installation:
    var: Path
    port: int
    hub_port: int
    process: subprocess.Popen[str] | None = None

    @property
    def log(self) -> Path:
        return self.var.parent / "up.log"

    def start(self) -> str:
        """Start `up` and return what it printed until everything ran."""
        environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "SITE_URL")}
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up", "--port", str(self.port), "--hub-port", str(self.hub_port)],
                cwd=PROJECT,
                env=environment | {"GLEANER_VAR": str(self.var), "DJANGO_SETTINGS_MODULE": "cms.settings"},
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            printed = self.log.read_text(encoding="utf-8")
            if "Ctrl-C ends everything." in printed:
                return printed
            if self.process.poll() is not None:
                break
            time.sleep(0.2)
        raise AssertionError(f"up did not come up:\n{self.log.read_text(encoding='utf-8')}")

    def end(self, number: int = signal.SIGINT) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(30)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as response:
            return str(response.read().decode("utf-8"))

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.var / "gleaner.sqlite3") as database:
            return database.execute(query).fetchall()

    def processes(self) -> list[str]:
        """Command lines of all that this installation started and that still runs."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if f"GLEANER_VAR={self.var}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                    found.append((folder / "cmdline").read_text(encoding="utf-8").replace("\0", " "))
            except OSError:
                continue
        return [each for each in found if each]


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    installation = Installation(tmp_path / "var", free_port(), free_port())
    yield installation
    if installation.process and installation.process.poll() is None:
        installation.process.kill()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc to see which processes are left")
def test_a_newcomer_starts_it_looks_ends_it_and_starts_it_again(installation: Installation) -> None:
    printed = installation.start()
    assert "25 articles: 25 created" in printed
    password = re.search(r"Sign in +admin / (\S+)", printed)
    assert password
    assert password[1] == (installation.var / "admin_password").read_text(encoding="utf-8").strip()

    listing = installation.get("/?area_of_study=engineering&topic=career-advancement")
    assert "Jobs You Can Get With a Master&#x27;s in Engineering Management" in listing
    assert "Nurse Practitioner" not in listing
    article = installation.get("/data-science-jobs/")
    assert "Machine learning engineer" in article
    assert "$112,590" in article
    assert "Sign in" in installation.get("/admin/login/")

    assert installation.end() == 0
    assert installation.processes() == []

    revisions = installation.rows("SELECT COUNT(*) FROM wagtailcore_revision")
    printed = installation.start()
    assert "25 unchanged" in printed
    assert installation.rows("SELECT COUNT(*) FROM wagtailcore_revision") == revisions
    assert password[1] in printed
    assert installation.end(signal.SIGTERM) == 0
    assert installation.processes() == []


def test_a_taken_port_is_one_clear_sentence(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", installation.port))
        taken.listen()
        with pytest.raises(AssertionError, match=rf"CommandError: Port {installation.port} is taken"):
            installation.start()
    assert installation.process is not None
    assert installation.process.returncode == 1


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(LaunchError, match=r"'example\.edu' is no web address"):
        real_source("example.edu", None)  # type: ignore[arg-type]
