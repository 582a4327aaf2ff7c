"""What a restore asks before it writes, and media that are in no folder."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from articles.keeping import restore as restoring
from articles.keeping import swap as swapping
from articles.keeping.alone import LOCK, alone_in
from articles.keeping.archive import opened_archive
from articles.keeping.errors import KeepingError
from articles.keeping.manifest import Manifest
from articles.keeping.media import media_files, media_folder, media_names, put_media
from articles.keeping.swap import JOURNAL
from scraper.version import own_version
from tests.articles.keeping.test_archive import make


def manifest(**said: Any) -> Manifest:
    values: dict[str, Any] = {
        "format": 1,
        "version": own_version(),
        "made_at": "2026-03-02T04:15:00+00:00",
        "engine": connection.vendor,
        "with_secrets": True,
        "migrations": {"articles": ["0001_initial"]},
        "counts": {},
        "members": {},
    }
    return Manifest(**(values | said))


def test_an_archive_of_this_version_or_an_older_one_is_taken() -> None:
    restoring.refuse_unfit(manifest())
    restoring.refuse_unfit(manifest(version="0.0.9"))
    restoring.refuse_unfit(manifest(version=""))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"version": "99.0"}, r"The archive is of Gleaner 99\.0, newer than this"),
        ({"migrations": {"articles": ["0001_initial", "9999_later"]}}, r"has no migration articles\.9999_later"),
        ({"migrations": {"of_later": ["0001_initial"]}}, r"has no migration of_later\.0001_initial"),
        ({"engine": "oracle"}, "has a database of the kind oracle"),
    ],
)
def test_an_archive_that_does_not_fit_is_refused(
    said: dict[str, Any], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "own_version", lambda: "0.1.0")
    with pytest.raises(KeepingError, match=words):
        restoring.refuse_unfit(manifest(**said))


def test_what_does_not_fit_the_disk_is_not_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=restoring.ROOM_BESIDE))
    with (
        opened_archive(make(tmp_path / "a.zip")) as archive,
        pytest.raises(KeepingError, match="There is no room for it: unpacked it takes 410 bytes"),
    ):
        restoring._refuse_without_room(archive, tmp_path)


@pytest.fixture
def _in_memory(settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }


@pytest.mark.usefixtures("_in_memory")
def test_media_in_no_folder_go_there_and_back(tmp_path: Path) -> None:
    assert media_folder() is None
    put_media("original_images/a.png", io.BytesIO(b"old"))
    put_media("original_images/a.png", io.BytesIO(b"picture"))
    put_media("top.txt", io.BytesIO(b"top"))
    found = {}
    for name, stream in media_files():
        assert stream is not None
        with stream:
            found[name] = stream.read()
    assert found == {"top.txt": b"top", "original_images/a.png": b"picture"}
    default_storage.delete("top.txt")
    with opened_archive(make(tmp_path / "a.zip", {"database": b"x", "media/b/c.png": b"new"})) as archive:
        restoring._put_into_storage(archive, tmp_path, lambda _size: None)
    assert set(media_names()) == {
        "b/c.png",
        "original_images/a.png",
    }
    with default_storage.open("b/c.png") as file:
        assert file.read() == b"new"


def nothing(_phase: str, _done: int, _total: int) -> None:
    return None


def leave_interrupted(folder: Path) -> dict[str, str]:
    """A swap that is under way, or was killed."""
    for name, text in {"media": "new", ".media.aside": "old"}.items():
        (folder / name).mkdir()
        (folder / name / "a").write_text(text)
    (folder / JOURNAL).write_text(json.dumps({"targets": [f"{folder}/media"], "stood": [f"{folder}/media"]}))
    return texts_of(folder)


def texts_of(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != LOCK)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


@pytest.fixture
def var(tmp_path: Path, settings: Any) -> Path:
    folder = tmp_path / "var"
    folder.mkdir()
    settings.VAR, settings.GLEANER_CRAWLS, settings.MEDIA_ROOT = folder, folder / "crawls", folder / "media"
    return folder


def test_a_second_restore_leaves_alone_what_the_first_is_at(var: Path, tmp_path: Path) -> None:
    before = leave_interrupted(var)
    with alone_in(var), pytest.raises(KeepingError, match="Another restore is at work here"):
        restoring.restore(make(tmp_path / "a.zip"), nothing)
    assert texts_of(var) == before


def test_nothing_is_mended_under_somebodys_feet(var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = leave_interrupted(var)

    def in_use() -> None:
        raise KeepingError("The database is in use")

    monkeypatch.setattr(restoring, "_refuse_others", in_use)
    with pytest.raises(KeepingError, match="The database is in use"):
        restoring.restore(make(tmp_path / "a.zip"), nothing)
    assert texts_of(var) == before
    monkeypatch.setattr(restoring, "_refuse_others", lambda: None)
    monkeypatch.setattr(restoring, "own_version", lambda: "0.1.0")
    with pytest.raises(KeepingError, match="of Gleaner"):
        restoring.restore(make(tmp_path / "b.zip", version="99.0"), nothing)
    assert texts_of(var) == {"media/a": "old"}


def test_a_mount_is_told_before_anything_is_read(var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"36 35 98:0 / {var}/crawls rw,noatime - ext4 /dev/root rw\n")
    monkeypatch.setattr(swapping, "MOUNTS", mounts)
    with pytest.raises(KeepingError, match="crawls is a mount, and nothing can take its place: unmount it"):
        restoring.restore(make(tmp_path / "a.zip", version="99.0"), nothing)


def test_a_cache_that_cannot_be_told_is_no_failed_restore(
    var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device", "generation")

    for name in ("refuse_unfit", "_refuse_others", "_put_in_place"):
        monkeypatch.setattr(restoring, name, lambda *_arguments: None)
    monkeypatch.setattr(restoring, "what_is_here", dict)
    monkeypatch.setattr(restoring, "begin_anew", full)
    with pytest.raises(KeepingError, match="All was restored, but pages from before are still cached: No space left"):
        restoring.restore(make(tmp_path / "a.zip"), nothing)


def test_each_disk_must_have_room_for_what_it_is_to_take(var: Path, tmp_path: Path) -> None:
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no second disk here")
    with tempfile.TemporaryDirectory(dir=memory) as other, opened_archive(make(tmp_path / "a.zip")) as archive:
        (var / "crawls").symlink_to(Path(other, "crawls"))
        found = {place: set(names) for place, names in restoring._by_disk(archive)}
        assert found == {
            var: {"database", "media/original_images/a.png"},
            Path(other): {"snapshots/hub/run-1.jsonl"},
        }
