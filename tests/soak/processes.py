"""The processes of an installation under test: started, killed without warning, started again, measured."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Sample:
    megabytes: float
    handles: int


@dataclass
class Process:
    """`manage.py ARGUMENTS`, or `python -m …`, in a group of its own."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path
    works_in_a_child: bool = False
    child: subprocess.Popen[bytes] | None = None
    kills: int = 0
    samples: list[Sample] = field(default_factory=list)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                [sys.executable, *self.arguments],
                cwd=PROJECT, env=dict(self.environment), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """As a machine that loses its power would: no word to the process itself; its children notice."""
        assert self.child
        os.kill(self.child.pid, signal.SIGKILL)
        self.child.wait()
        self.kills += 1

    def end(self) -> None:
        if self.child and self.child.poll() is None:
            self.child.terminate()
            try:
                self.child.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.child.pid, signal.SIGKILL)
                self.child.wait()

    def is_up(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def measure(self) -> None:
        """The process itself, or the one child that does its work."""
        assert self.child
        pid = self.child.pid
        try:
            if self.works_in_a_child:
                pid = int(Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()[0])
            status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
            handles = len(list(Path(f"/proc/{pid}/fd").iterdir()))
        except (OSError, IndexError):
            return
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        self.samples.append(Sample(megabytes=int(resident.split()[1]) / 1024, handles=handles))
