"""The first installation: what fails half-way is begun anew the next time."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PYTHON_WITHOUT_PIP = """#!/bin/sh
[ "$1" = -c ] && exit 0
mkdir -p "$3/bin" && touch "$3/bin/python"
echo "ensurepip is not available"
exit 1
"""


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_an_environment_that_could_not_be_made_is_made_anew(tmp_path: Path) -> None:
    python, environment = tmp_path / "python", tmp_path / "venv"
    python.write_text(PYTHON_WITHOUT_PIP, encoding="utf-8")
    python.chmod(0o755)
    command = ["make", f"PYTHON={python}", f"VENV={environment}", f"{environment}/bin/python"]
    for _ in range(2):
        result = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
        assert result.returncode != 0
        assert "ensurepip is not available" in result.stdout
