"""What the doctor says of files."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from articles.watching.doctor import files
from articles.watching.doctor.finding import OK, WARNING


def test_a_database_that_everybody_can_read(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("it is no file")
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # pytest's own folders are private
        settings.VAR = Path(folder)
        kept = settings.VAR / "gleaner.sqlite3"
        kept.touch(mode=0o644)
        monkeypatch.setitem(connection.settings_dict, "NAME", str(kept))
        assert [each.state for each in files.privacy()] == [OK], "nobody else comes into the folder"
        settings.VAR.chmod(0o755)
        [finding] = files.privacy()
        assert (finding.state, finding.mend.startswith(f"chmod 700 {folder}")) == (WARNING, True)
        kept.chmod(0o640)
        assert [each.state for each in files.privacy()] == [OK]
