"""The media files, wherever Django keeps them: in a folder, or in a storage of another kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage, storages


def media_folder() -> Path | None:
    """The folder of the media; None where they are in another kind of storage."""
    storage = storages["default"]
    return Path(storage.location) if isinstance(storage, FileSystemStorage) else None


def media_files() -> Iterator[tuple[str, BinaryIO | None]]:
    """Name and open file of each; None for one that went away meanwhile."""
    for name in media_names():
        try:
            yield name, cast("BinaryIO", default_storage.open(name))
        except FileNotFoundError:
            yield name, None


def media_names(folder: str = "") -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        if name:  # a bucket names the folder itself too
            yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from media_names(f"{folder}/{name}" if folder else name)


def put_media(name: str, file: BinaryIO) -> None:
    """Store a file under just this name."""
    if default_storage.exists(name):
        default_storage.delete(name)
    saved = default_storage.save(name, File(file, name=name))
    if saved != name:
        default_storage.delete(saved)
        raise OSError(f"the storage would call {name} {saved}")
