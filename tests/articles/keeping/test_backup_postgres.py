"""The same on PostgreSQL, through its own client programs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from tests.articles.keeping.conftest import Installation, prepare
from tests.articles.keeping.tables import files_of, rows_of_server
from tests.test_postgres import SERVER, server_is_there

MakeDatabase = Callable[[], str]
PROGRAMS = ("pg_dump", "pg_restore", "psql")

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def make_database() -> Iterator[MakeDatabase]:
    """Makes a database, and gives its address; all are dropped at the end."""
    if not server_is_there():
        pytest.skip("no PostgreSQL here: name one with TEST_POSTGRES_URL=")
    if missing := [name for name in PROGRAMS if shutil.which(name) is None]:
        pytest.skip(f"no {missing[0]} here: install PostgreSQL's client programs")
    made: list[str] = []

    def execute(command: str, name: str) -> None:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(sql.SQL(command).format(sql.Identifier(name)))

    def make() -> str:
        name = f"keeping_{os.getpid()}_{len(made)}"
        execute("CREATE DATABASE {}", name)
        made.append(name)
        return urlsplit(SERVER)._replace(path=f"/{name}").geturl()

    yield make
    for name in made:
        execute("DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture(scope="module")
def on_server(make_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return prepare(Installation(tmp_path_factory.mktemp("server"), make_database()), "migrate", "fill")


@pytest.fixture(scope="module")
def dumped(on_server: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("dumped") / "b.zip"
    on_server.manage("backup", str(archive))
    return archive


def test_a_backup_restored_into_an_empty_database_is_the_same(
    on_server: Installation, dumped: Path, make_database: MakeDatabase, tmp_path: Path
) -> None:
    new = Installation(tmp_path / "new", make_database())
    new.manage("restore", str(dumped))
    before = rows_of_server(on_server.database)
    assert len(before["articles_articlepage"]) == 7
    assert rows_of_server(new.database) == before
    assert files_of(new.folder) == files_of(on_server.folder)
    with new.serving() as read:
        assert "In an editor&#x27;s words." in read("/careers/")
    # What was written since goes: all tables are the archive's again, and numbers go on where they ended there.
    with psycopg.connect(new.database) as database:
        database.execute("INSERT INTO articles_topic (name, slug, description) VALUES ('Later', 'later', '')")
        database.execute("CREATE TABLE of_a_later_version (topic bigint REFERENCES articles_topic)")
    assert "--force" in new.manage("restore", str(dumped), code=1)
    new.manage("restore", str(dumped), "--force")
    assert rows_of_server(new.database) == before
    with psycopg.connect(new.database) as database:
        database.execute("INSERT INTO articles_topic (name, slug, description) VALUES ('Later', 'later', '')")


def test_a_database_in_use_is_left_alone(dumped: Path, make_database: MakeDatabase, tmp_path: Path) -> None:
    new = Installation(tmp_path / "new", make_database())
    with psycopg.connect(new.database) as database:
        database.execute("CREATE TABLE somebodys (x int)")
        database.commit()
        assert "is in use by 1 others" in new.manage("restore", str(dumped), code=1)
    assert list(rows_of_server(new.database)) == ["somebodys"]


def test_what_fails_in_the_database_leaves_everything_as_it_was(
    dumped: Path, make_database: MakeDatabase, tmp_path: Path
) -> None:
    new = Installation(tmp_path / "new", make_database())
    (new.folder / "media").mkdir(parents=True)
    (new.folder / "media" / "mine.txt").write_text("mine")
    with psycopg.connect(new.database) as database:
        # No table, so it stays, and the archive's table of this name cannot be made.
        database.execute("CREATE VIEW articles_topic AS SELECT 1 AS x")
    said = new.manage("restore", str(dumped), "--force", code=1)
    assert "psql:" in said
    assert "articles_topic" in said
    assert rows_of_server(new.database) == {}
    assert (new.folder / "media" / "mine.txt").read_text() == "mine"
    assert not (new.folder / "crawls").exists()


def test_another_engine_is_refused(backed_up: Path, make_database: MakeDatabase, tmp_path: Path) -> None:
    said = Installation(tmp_path / "new", make_database()).manage("restore", str(backed_up), code=1)
    assert "has a database of the kind sqlite, and this installation uses postgresql" in said


def test_a_missing_program_is_named(on_server: Installation, tmp_path: Path) -> None:
    bare = Installation(on_server.folder, on_server.database, {"PATH": str(tmp_path)})
    assert "pg_dump is not installed here" in bare.manage("backup", str(tmp_path / "b.zip"), code=1)
    assert list(tmp_path.iterdir()) == []
