"""A backup is whole, or is not there; restored into an empty installation it is the same one."""

from __future__ import annotations

import json
import resource
import signal
import sqlite3
import threading
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.articles.keeping.conftest import Installation
from tests.articles.keeping.tables import files_of, rows_of_file
from tests.waiting import wait_until


def differing(one: dict[str, object], other: dict[str, object]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def test_a_backup_restored_into_an_empty_installation_is_the_same_one(filled: Installation, tmp_path: Path) -> None:
    said = json.loads(filled.manage("backup", str(tmp_path / "b.zip"), "--json"))
    assert (said["media"], said["secrets"], said["vanished"]) == (1, 2, [])
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0
    new = Installation(tmp_path / "new")
    assert "Restored what was here on" in new.manage("restore", str(tmp_path / "b.zip"))
    before = rows_of_file(filled.folder / "gleaner.sqlite3")
    assert sum(map(len, before.values())) > 1000
    assert differing(before, rows_of_file(new.folder / "gleaner.sqlite3")) == []
    ours, theirs = files_of(filled.folder), files_of(new.folder)
    # The database was compared by its rows.
    assert [name for name in differing(ours, theirs) if not name.startswith("gleaner.sqlite3")] == []
    assert any(name.startswith("crawls/hub/responses/") for name in theirs)
    responses = [path for path in (new.folder / "crawls").rglob("*") if path.is_file()]
    for private in (new.folder / "secret_key", new.folder / "gleaner.sqlite3", new.folder, *responses):
        assert private.stat().st_mode & 0o077 == 0, private
    assert all(path.stat().st_mode & 0o044 for path in (new.folder / "media").rglob("*")), "a web server may serve it"
    with new.serving() as read:
        assert "In an editor&#x27;s words." in read("/careers/")
    # A second restore would take its place: it asks first.
    said_no = new.manage("restore", str(tmp_path / "b.zip"), code=1)
    assert "This installation is not empty: it has 8 pages, 2 users, 2 sources, 3 runs" in said_no
    generation = cached_generation(new)
    new.manage("restore", str(tmp_path / "b.zip"), "--force")
    assert cached_generation(new) != generation, "no page may be answered that was kept before"
    assert differing(before, rows_of_file(new.folder / "gleaner.sqlite3")) == []
    assert sorted(path.name for path in new.folder.iterdir() if path.name.startswith(".")) == []


def cached_generation(installation: Installation) -> list[bytes]:
    return [path.read_bytes() for path in (installation.folder / "cache" / "generation").iterdir()]


def test_secrets_can_be_left_out(filled: Installation, tmp_path: Path) -> None:
    filled.manage("backup", str(tmp_path), "--without-secrets")
    [archive] = tmp_path.glob("gleaner-*.zip")
    new = Installation(tmp_path / "new")
    said = new.manage("restore", str(archive))
    assert "Its secret key was left out" in said
    assert not (new.folder / "admin_password").exists()
    assert (new.folder / "secret_key").read_bytes() != (filled.folder / "secret_key").read_bytes()


def test_a_backup_while_a_run_writes(filled: Installation, tmp_path: Path) -> None:
    """Rows, records and responses are written all the time: what is stored fits together."""
    busy = filled.copy_to(tmp_path / "busy")
    ended = threading.Event()

    def write() -> None:
        folder = busy.folder / "crawls" / "hub"
        [response] = list(folder.glob("responses/hub/*/*"))[:1]
        with closing(sqlite3.connect(busy.folder / "gleaner.sqlite3", timeout=20)) as database:
            database.execute("PRAGMA journal_mode=WAL")
            number = 0
            while not ended.is_set():
                number += 1
                # Both rows or none.
                with database:
                    for name in ("one", "two"):
                        database.execute(
                            "INSERT INTO articles_topic (name, slug, description) VALUES (?, ?, '')",
                            (f"{name} {number}", f"{name}-{number}"),
                        )
                with (folder / "run-3.jsonl").open("a") as records:
                    records.write("{}\n")
                # As the crawl does: put together aside, then in the place of the old one.
                fresh = {name: body for name, body in files_of(response).items() if not name.startswith("response_b")}
                aside = folder / "responses" / "unfinished" / "x"
                aside.mkdir(parents=True)
                for name, body in fresh.items():
                    (aside / name).write_bytes(body)
                (aside / "response_headers").write_text(f"ETag: {number}")
                (aside / "response_body").write_text(f"ETag: {number}")
                for path in response.iterdir():
                    path.unlink()
                response.rmdir()
                aside.rename(response)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for turn in range(2):
            busy.manage("backup", str(tmp_path / f"{turn}.zip"))
    finally:
        ended.set()
        writer.join()
    for turn in range(2):
        new = Installation(tmp_path / f"new-{turn}")
        new.manage("restore", str(tmp_path / f"{turn}.zip"))
        topics = {name for _key, name, *_rest in rows_of_file(new.folder / "gleaner.sqlite3")["articles_topic"]}
        ones = {name.removeprefix("one ") for name in topics if name.startswith("one ")}
        assert ones == {name.removeprefix("two ") for name in topics if name.startswith("two ")}
        stored = files_of(new.folder / "crawls" / "hub" / "responses")
        assert not any("unfinished" in name for name in stored)
        for name, content in stored.items():
            if name.endswith("response_headers") and content.startswith(b"ETag: "):
                assert stored[name.replace("headers", "body")] == content
    assert ended.is_set()


def limit_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))


def test_a_full_disk_leaves_no_half_file(filled: Installation, tmp_path: Path) -> None:
    said = filled.manage("backup", str(tmp_path / "b.zip"), code=1, preexec_fn=limit_files)
    assert "CommandError: The database was not copied" in said
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_keeps_what_is_here(filled: Installation, backed_up: Path, tmp_path: Path) -> None:
    new = filled.copy_to(tmp_path / "new")
    before, rows = files_of(new.folder), rows_of_file(new.folder / "gleaner.sqlite3")
    said = new.manage("restore", str(backed_up), "--force", code=1, preexec_fn=limit_files)
    assert "Nothing was restored: File too large" in said
    changed = differing(before, files_of(new.folder))
    assert [name for name in changed if not name.startswith("gleaner.sqlite3")] == []
    assert differing(rows, rows_of_file(new.folder / "gleaner.sqlite3")) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_backup_leaves_no_half_file(filled: Installation, tmp_path: Path, number: int) -> None:
    big = filled.copy_to(tmp_path / "big")
    with (big.folder / "media" / "big.bin").open("wb") as file:
        file.truncate(2_000_000_000)
    place = tmp_path / "backups"
    place.mkdir()
    process = big.begin("manage.py", "backup", str(place / "b.zip"))
    is_begun = lambda: any(path.stat().st_size > 100_000 for path in place.glob("*.part"))  # noqa: E731
    wait_until(is_begun, "the backup", often=0.02)
    process.send_signal(number)
    _out, said = process.communicate(timeout=60)
    assert (process.returncode, "no backup was made" in said) == (130, True)
    assert list(place.iterdir()) == []


def test_a_database_in_use_is_left_alone_and_a_damaged_one_replaced(
    filled: Installation, backed_up: Path, tmp_path: Path
) -> None:
    new = filled.copy_to(tmp_path / "new")
    with closing(sqlite3.connect(new.folder / "gleaner.sqlite3")) as site:
        site.execute("PRAGMA journal_mode=WAL")
        site.execute("SELECT COUNT(*) FROM articles_topic").fetchone()
        said = new.manage("restore", str(backed_up), "--force", code=1)
    assert "The database is in use" in said
    for ending in ("", "-wal"):
        (new.folder / f"gleaner.sqlite3{ending}").write_bytes(b"no database" * 1000)
    new.manage("restore", str(backed_up), "--force")
    assert len(rows_of_file(new.folder / "gleaner.sqlite3")["articles_articlepage"]) == 7


def test_what_stands_on_another_disk_is_replaced_there(filled: Installation, backed_up: Path, tmp_path: Path) -> None:
    new, disk = filled.copy_to(tmp_path / "new"), tmp_path / "disk"
    disk.mkdir()
    for name in ("crawls", "media"):
        (new.folder / name).rename(disk / name)
        (new.folder / name).symlink_to(disk / name)
        (disk / name / "later.txt").write_text("of after the backup")
    new.manage("restore", str(backed_up), "--force")
    for name in ("crawls", "media"):
        assert (new.folder / name).is_symlink()
        assert files_of(disk / name) == files_of(filled.folder / name)
    assert {path.name for path in disk.iterdir()} == {"crawls", "media"}


def test_an_empty_database_is_no_installation(tmp_path: Path) -> None:
    """Cron and a shell know nothing of what the services are told."""
    (tmp_path / "backups").mkdir()
    said = Installation(tmp_path / "new").manage("backup", str(tmp_path / "backups"), code=1)
    assert "This database is empty: are DATABASE_URL and GLEANER_VAR set?" in said
    assert list((tmp_path / "backups").iterdir()) == []


def test_nowhere_to_write(filled: Installation, tmp_path: Path) -> None:
    said = filled.manage("backup", str(tmp_path / "no" / "b.zip"), code=1)
    assert f"There is no folder {tmp_path / 'no'}." in said
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    assert "has no manifest" in filled.manage("restore", str(tmp_path / "empty.zip"), code=1)
