"""The hub that faults happen to, for the tests that give it a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from tests.articles.sync.faults.prepared import Prepared, prepared


@pytest.fixture(scope="session")
def prepared_hub(run_folder: Path) -> Prepared:
    if connection.vendor != "sqlite":
        pytest.skip("these runs have SQLite files of their own, whatever the tests run on")
    return prepared(run_folder)
