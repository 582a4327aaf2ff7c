"""The hub that faults happen to, for the tests that give it a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from tests.articles.sync.faults.prepared import Prepared, prepared


@pytest.fixture(scope="session")
def prepared_hub(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Prepared:
    if connection.vendor != "sqlite":
        pytest.skip("these runs have SQLite files of their own, whatever the tests run on")
    base: Path = tmp_path_factory.getbasetemp()
    return prepared(base if worker_id == "master" else base.parent)
