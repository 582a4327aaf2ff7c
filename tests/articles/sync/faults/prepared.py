"""The hub that every kill starts from, made once for all the test workers of a session."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.commands import PROJECT
from tests.migrated import migrated, one_at_a_time

RUNNER = "tests.articles.sync.faults.runner"


@dataclass(frozen=True)
class Prepared:
    folder: Path

    @property
    def undisturbed(self) -> dict[str, Any]:
        """The run that nobody killed, and what it left."""
        found: dict[str, Any] = json.loads((self.folder / "undisturbed.json").read_text(encoding="utf-8"))
        return found

    def kill(self, moments: Sequence[int]) -> list[dict[str, Any]]:
        """What the next run made of a run that was killed there, for each moment."""
        said = run(RUNNER, "kill", str(self.folder), *map(str, moments))
        return [json.loads(line) for line in said.splitlines()]

    def trouble(self, name: str, moment: int) -> dict[str, Any]:
        """How a run ended to which this happened there, and what the next one made of it."""
        said: dict[str, Any] = json.loads(run(RUNNER, "trouble", str(self.folder), name, str(moment)))
        return said


def prepared(shared: Path) -> Prepared:
    """The hub in the folder that all workers share; whoever comes first makes it."""
    folder = shared / "prepared"
    with one_at_a_time(shared / "prepared.lock"):
        if not (folder / "undisturbed.json").exists():
            run(RUNNER, "prepare", str(folder), str(migrated(shared)))
    return Prepared(folder)


def run(module: str, *arguments: str, **environment: str) -> str:
    """What the module says on standard output; whatever it complains of fails the test."""
    result = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        # The database is named by the runner itself, for each copy of the hub.
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": "sqlite://", "LOG_LEVEL": "ERROR"}
        | environment,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-4000:]
    return result.stdout
