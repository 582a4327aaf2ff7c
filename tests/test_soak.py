"""What the soak measures is the process that does the work."""

from __future__ import annotations

import os
from pathlib import Path

from tests.soak.__main__ import make_processes


def test_the_site_is_measured_where_it_answers(tmp_path: Path) -> None:
    """Granian's parent only looks after the worker that grows."""
    processes = make_processes(tmp_path, os.environ)
    assert [name for name, each in processes.items() if each.works_in_a_child] == ["site"]
