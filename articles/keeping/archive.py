"""The archive: a zip file whose manifest names every member with its size and checksum.

What is read may come from anywhere. A member is taken only under a name that stays within its folder, with just the
size and the checksum that the manifest says; links, devices and everything that the manifest does not name are refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Self

from articles.keeping.errors import KeepingError
from articles.keeping.manifest import NAME, Manifest, Member
from scraper.building import ContractError

DATABASE, MEDIA, SNAPSHOTS, SECRETS = "database", "media", "snapshots", "secrets"
FOLDERS = (MEDIA, SNAPSHOTS, SECRETS)
CHUNK = 1024 * 1024
LARGEST_MANIFEST = 256 * 1024 * 1024
PACKED = frozenset({".avif", ".docx", ".gif", ".gz", ".jpeg", ".jpg", ".odt", ".png", ".pptx", ".webp", ".xlsx"})
"""What does not get smaller by packing it again."""
LONGEST_NAME = 1000
Step = Callable[[int], object]
"""Called with the number of bytes that went by."""


class ArchiveWriter:
    """Takes members one after another, and the manifest at last."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self.members: dict[str, Member] = {}

    def add(self, name: str, stream: BinaryIO, step: Step) -> None:
        packed = Path(name).suffix.lower() in PACKED
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        info.external_attr = (stat.S_IFREG | 0o600) << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as target:
            while piece := stream.read(CHUNK):
                target.write(piece)
                digest.update(piece)
                size += len(piece)
                step(len(piece))
        self.members[name] = Member(sha256=digest.hexdigest(), size=size)

    def finish(self, manifest: Manifest) -> None:
        self._zip.writestr(NAME, json.dumps(manifest.to_dict(), ensure_ascii=False, indent=1))
        self._zip.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_what: object) -> None:
        # Closed already where it was finished. Else it is thrown away, and need not end well.
        with suppress(OSError, ValueError):
            self._zip.close()


class Archive:
    """An archive that is read; nothing of it is trusted before `verify`."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened
        self.manifest = _manifest(opened)
        _check_members(opened, self.manifest)

    @property
    def size(self) -> int:
        """Bytes of all members, unpacked."""
        return sum(member.size for member in self.manifest.members.values())

    def verify(self, step: Step) -> None:
        """Read every member to its end; KeepingError names the first that is not what the manifest says."""
        for name in self.manifest.members:
            for piece in self.read(name):
                step(len(piece))

    def read(self, name: str) -> Iterator[bytes]:
        """A member's bytes; KeepingError at the end where they are not what the manifest says."""
        expected = self.manifest.members[name]
        digest, left = hashlib.sha256(), expected.size
        try:
            with self._zip.open(name) as stream:
                while piece := stream.read(min(CHUNK, left + 1)):
                    left -= len(piece)
                    if left < 0:
                        break
                    digest.update(piece)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise KeepingError(f"{name} in the archive is damaged: {error}.") from error
        if left or digest.hexdigest() != expected.sha256:
            raise KeepingError(f"{name} in the archive is not what was stored: its checksum is another one.")

    def names(self, folder: str) -> list[str]:
        """The members in one of the folders."""
        return [name for name in self.manifest.members if name.startswith(f"{folder}/")]

    def unpack(self, name: str, target: Path, step: Step, mode: int = 0o600) -> None:
        """Write a member to a file that is not there yet, for its owner alone where no other mode is asked for."""
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            for piece in self.read(name):
                file.write(piece)
                step(len(piece))


@contextmanager
def opened_archive(path: Path) -> Iterator[Archive]:
    try:
        with zipfile.ZipFile(path) as opened:
            yield Archive(opened)
    except FileNotFoundError as error:
        raise KeepingError(f"{error.filename or path} is not there.") from error
    except zipfile.BadZipFile as error:
        raise KeepingError(f"{path} is no whole archive: {error}.") from error


def path_within(name: str) -> Path:
    """Where a member stands below its folder; KeepingError where that would lead out of it."""
    parts = name.split("/")[1:]
    is_plain = len(name) <= LONGEST_NAME and not any(ord(each) < ord(" ") or each in "\\:" for each in name)
    if not parts or not is_plain or any(each in ("", ".", "..") for each in parts):
        raise KeepingError(f"{name!r} in the archive is no name of a file within a folder.")
    return Path(*parts)


def _manifest(opened: zipfile.ZipFile) -> Manifest:
    try:
        if opened.getinfo(NAME).file_size > LARGEST_MANIFEST:
            raise KeepingError("The archive's manifest is too large to be one.")
        return Manifest.from_dict(json.loads(opened.read(NAME)))
    except KeyError:
        raise KeepingError("The archive has no manifest: it was not made by a backup.") from None
    except ContractError as error:
        raise KeepingError(f"The archive's manifest cannot be used: {error}.") from error
    except (ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise KeepingError(f"The archive's manifest is damaged: {error}.") from error


def _check_members(opened: zipfile.ZipFile, manifest: Manifest) -> None:
    infos = opened.infolist()
    names = [info.filename for info in infos]
    if len(names) != len(set(names)):
        raise KeepingError("The archive has two members of one name.")
    if DATABASE not in manifest.members:
        raise KeepingError("The archive has no database.")
    differing = set(names) ^ {NAME, *manifest.members}
    if differing:
        raise KeepingError(f"The archive and its manifest differ in {sorted(differing)[0]!r}.")
    for info in infos:
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or info.is_dir():
            raise KeepingError(f"{info.filename!r} in the archive is no plain file.")
        if info.filename in (NAME, DATABASE):
            continue
        if info.filename.partition("/")[0] not in FOLDERS:
            raise KeepingError(f"{info.filename!r} in the archive belongs to nothing that is restored.")
        path_within(info.filename)
        if info.file_size != manifest.members[info.filename].size:
            raise KeepingError(f"{info.filename!r} in the archive has another size than its manifest says.")
