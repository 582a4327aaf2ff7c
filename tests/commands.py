"""`manage.py` in a process of its own, under an environment that the test names."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).parent.parent
LONGEST = 600
"""Seconds after which a command is taken for stuck, however busy the machine."""


def ran(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, come to its end: well or not."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )


def manage(environment: Mapping[str, str], *arguments: str) -> str:
    """What the command says; whatever goes wrong fails the test."""
    result = ran(environment, *arguments)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout
