"""What a restore asks before it writes, and media that are in no folder."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from articles.keeping import restore as restoring
from articles.keeping.archive import opened_archive
from articles.keeping.errors import KeepingError
from articles.keeping.manifest import Manifest
from articles.keeping.media import media_files, media_folder, media_names, put_media
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
