"""Two restores never work in one folder at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from articles.keeping import alone
from articles.keeping.alone import LOCK, alone_in
from articles.keeping.errors import KeepingError

HOLDING = """
import sys
from pathlib import Path
from articles.keeping.alone import alone_in
with alone_in(Path(sys.argv[1])):
    print("in", flush=True)
    sys.stdin.read()
"""


def test_a_second_one_is_refused_and_a_killed_one_forgotten(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDING, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "in\n"
        with pytest.raises(KeepingError, match="Another restore is at work here"), alone_in(tmp_path):
            pass
        other.kill()
    with alone_in(tmp_path):
        assert (tmp_path / LOCK).exists()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_was_removed_meanwhile_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_descriptor: int, _how: int) -> None:
        (tmp_path / "of-another").replace(tmp_path / LOCK)

    (tmp_path / "of-another").touch()
    monkeypatch.setattr(alone.fcntl, "flock", locked)
    with pytest.raises(KeepingError, match="Another restore"), alone_in(tmp_path):
        pass
