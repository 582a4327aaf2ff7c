"""An installation for real processes, and sources in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.articles.jobs.installation import Installation
from tests.articles.jobs.installation import installation as made


@pytest.fixture(scope="session")
def _shared(run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of all that run the tests; on a server one of this process, with which its database goes."""
    if connection.vendor == "sqlite":
        yield run_folder
        return
    folder = tmp_path_factory.mktemp("installations")
    yield folder
    template = folder / "jobs-template.name"
    if template.exists():
        told = connection.settings_dict
        server = f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/postgres"
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{template.read_text(encoding="utf-8")}" WITH (FORCE)')


@pytest.fixture
def installation(_shared: Path, tmp_path: Path) -> Iterator[Installation]:
    with made(_shared, tmp_path / "var") as ready:
        yield ready
