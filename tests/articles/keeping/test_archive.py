"""What is read from an archive: nothing but plain files under the manifest's names, sizes and checksums."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from articles.keeping.archive import ArchiveWriter, opened_archive, path_within
from articles.keeping.errors import KeepingError
from articles.keeping.manifest import FORMAT, Manifest

Infos = dict[str, tuple[zipfile.ZipInfo, bytes]]
MEMBERS = {"database": b"rows" * 100, "media/original_images/a.png": b"picture", "snapshots/hub/run-1.jsonl": b"{}\n"}


def make(path: Path, members: dict[str, bytes] = MEMBERS, **said: Any) -> Path:
    with path.open("wb") as file, ArchiveWriter(file) as writer:
        for name, content in members.items():
            writer.add(name, io.BytesIO(content), lambda _size: None)
        values = {
            "format": FORMAT,
            "version": "0.1.0",
            "made_at": "2026-03-02T04:15:00+00:00",
            "engine": "sqlite",
            "with_secrets": False,
            "migrations": {},
            "counts": {},
            "members": writer.members,
        }
        writer.finish(Manifest(**(values | said)))
    return path


def look(path: Path) -> None:
    with opened_archive(path) as archive:
        archive.verify(lambda _size: None)


def tampered(path: Path, change: Callable[[Infos], None]) -> Path:
    """The archive written anew, its entries changed."""
    with zipfile.ZipFile(path) as read:
        infos = {info.filename: (info, read.read(info)) for info in read.infolist()}
    change(infos)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for info, content in infos.values():
            written.writestr(info, content)
    return path


def manifest_says(infos: Infos, change: Callable[[dict[str, Any]], None]) -> None:
    info, content = infos["manifest.json"]
    said = json.loads(content)
    change(said)
    infos["manifest.json"] = (info, json.dumps(said).encode())


def add(name: str, content: bytes = b"x", mode: int = stat.S_IFREG | 0o600) -> Callable[[Infos], None]:
    """A member that the manifest names too, with the right checksum."""

    def change(infos: Infos) -> None:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        infos[name] = (info, content)
        named = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        manifest_says(infos, lambda said: said["members"].update({name: named}))

    return change


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip")
    look(path)
    with opened_archive(path) as archive:
        archive.unpack("media/original_images/a.png", tmp_path / "out" / "a.png", lambda _size: None)
        assert archive.names("snapshots") == ["snapshots/hub/run-1.jsonl"]
    assert (tmp_path / "out" / "a.png").read_bytes() == b"picture"


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.99])
def test_a_truncated_archive_is_refused(tmp_path: Path, share: float) -> None:
    path = make(tmp_path / "a.zip")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(KeepingError, match="is no whole archive"):
        look(path)


def test_every_byte_of_the_members_counts(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip")
    content = path.read_bytes()
    with zipfile.ZipFile(path) as read:
        ends = [info.header_offset for info in read.infolist() if info.filename == "manifest.json"]
    refused = 0
    for place in range(ends[0]):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        try:
            look(path)
        except KeepingError:
            refused += 1
            continue
        # What zip keeps beside the content, as the time of a member, is nobody's data.
        with opened_archive(path) as archive:
            assert {name: b"".join(archive.read(name)) for name in MEMBERS} == MEMBERS
    assert refused > 80


def another_content(infos: Infos) -> None:
    infos["database"] = (infos["database"][0], b"rowz" * 100)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (another_content, "checksum is another one"),
        (lambda infos: infos.pop("media/original_images/a.png"), "differ in 'media/original_images/a.png'"),
        (lambda infos: infos.pop("manifest.json"), "has no manifest"),
        (lambda infos: infos.update(more=(zipfile.ZipInfo("media/more"), b"x")), "differ in 'media/more'"),
        (add("media/../../../etc/cron.d/x"), "no name of a file within a folder"),
        (add("snapshots/./x"), "no name of a file within a folder"),
        (add("media//etc/passwd"), "no name of a file within a folder"),
        (add("media/a\\..\\b"), "no name of a file within a folder"),
        (add("media/c:x"), "no name of a file within a folder"),
        (add("media/" + "x" * 2000), "no name of a file within a folder"),
        (add("/etc/passwd"), "belongs to nothing that is restored"),
        (add("../x"), "belongs to nothing that is restored"),
        (add("static/x.js"), "belongs to nothing that is restored"),
        (add("media/link", b"/etc/passwd", stat.S_IFLNK | 0o777), "is no plain file"),
        (add("media/device", b"", stat.S_IFCHR | 0o666), "is no plain file"),
        (add("media/folder/", b""), "is no plain file"),
        (lambda infos: manifest_says(infos, lambda said: said.update(format=2)), "format 2 is of a newer version"),
        (lambda infos: manifest_says(infos, lambda said: said.update(engine=3)), "manifest.engine: expected str"),
        (lambda infos: manifest_says(infos, lambda said: said["members"].pop("database")), "has no database"),
    ],
)
def test_a_tampered_archive_is_refused(tmp_path: Path, change: Callable[[Infos], None], said: str) -> None:
    path = tampered(make(tmp_path / "a.zip"), change)
    with pytest.raises(KeepingError, match=said):
        look(path)


def test_a_bomb_is_read_no_further_than_its_manifest_says(tmp_path: Path) -> None:
    def swell(infos: Infos) -> None:
        info, _content = infos["media/original_images/a.png"]
        info.compress_type = zipfile.ZIP_DEFLATED
        infos["media/original_images/a.png"] = (info, bytes(50_000_000))

    path = tampered(make(tmp_path / "a.zip"), swell)
    assert path.stat().st_size < 100_000
    with pytest.raises(KeepingError, match="another size than its manifest says"):
        look(path)


def test_two_members_of_one_name(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as more, pytest.warns(UserWarning, match="Duplicate name"):
        more.writestr("database", b"other")
    with pytest.raises(KeepingError, match="two members of one name"):
        look(path)


def test_a_path_within_its_folder() -> None:
    assert path_within("media/a/b c – ü.png") == Path("a/b c – ü.png")
    with pytest.raises(KeepingError):
        path_within("media")
