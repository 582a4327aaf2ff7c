"""The image library as lines, and its files beside them under the names that they have in the storage."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from wagtail.images import get_image_model
from wagtail.models import Collection

from articles.keeping.archive import path_within
from articles.keeping.errors import KeepingError
from articles.keeping.portable.directory import Directory
from articles.keeping.portable.lines import BadLine, Line
from articles.keeping.portable.table import Table
from articles.keeping.whole_file import whole_file
from scraper.images import RefusedImage, examine

FOLDER = "images"
WORDS = (
    "title", "description", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
)  # fmt: skip
HASH_OF_WAGTAIL = hashlib.sha1


@dataclass(frozen=True, kw_only=True)
class ImageTable(Table):
    folder: Path
    """Of the export, in which the files have one of their own."""

    def rows(self) -> QuerySet[Any]:
        return super().rows().prefetch_related("tags").select_related("collection")

    def more(self, rows: Sequence[Any], directory: Directory) -> list[Line]:
        collections = _names_of_collections()
        return [
            {
                "file": row.file.name,
                "sha1": row.file_hash or _hash_of(row),
                "collection": collections.get(row.collection_id, []),
                "tags": sorted(tag.name for tag in row.tags.all()),
            }
            for row in rows
        ]

    def check(self, line: Line) -> None:
        for name, kind in (("file", str), ("sha1", str), ("collection", list), ("tags", list)):
            if not isinstance(line.get(name), kind):
                raise BadLine(f"{name}: expected {kind.__name__}")
        for name in ("collection", "tags"):
            if not all(isinstance(each, str) for each in line[name]):
                raise BadLine(f"{name}: expected texts")

    def save(self, row: Any, line: Line, directory: Directory) -> None:
        if row.pk is None:
            self._bring_file(line, row)
        elif (row.file_hash or _hash_of(row)) != line["sha1"]:
            raise BadLine(f"file: another image of the name {line['file']} is here")
        for name in WORDS:
            setattr(row, name, line[name])
        row.collection = _collection(line["collection"])
        row.full_clean()
        row.save()
        row.tags.set(line["tags"])

    def _bring_file(self, line: Line, image: Any) -> None:
        name = line["file"]
        try:
            path = self.folder / FOLDER / path_within(f"{FOLDER}/{name}")
            if path.is_symlink() or not path.resolve().is_relative_to((self.folder / FOLDER).resolve()):
                raise BadLine(f"file: {name} leads out of the folder")
            body = path.read_bytes()
            examine(body)
        except (OSError, KeepingError) as error:
            raise BadLine(f"file: {name}: {getattr(error, 'strerror', None) or error}") from error
        except RefusedImage as error:
            raise BadLine(f"file: {name}: {error}") from error
        if HASH_OF_WAGTAIL(body).hexdigest() != line["sha1"]:
            raise BadLine(f"sha1: {name} is not the file that was exported")
        self._store(name, body, line["sha1"])
        image.file.name = name
        image.file_size, image.file_hash = len(body), line["sha1"]

    def _store(self, name: str, body: bytes, sha1: str) -> None:
        """Under just this name: an image is known by it."""
        if default_storage.exists(name):
            with default_storage.open(name) as there:
                if HASH_OF_WAGTAIL(there.read()).hexdigest() == sha1:
                    return
            raise BadLine(f"file: another file of the name {name} is here")
        saved = default_storage.save(name, ContentFile(body, name=name))
        if saved != name:
            default_storage.delete(saved)
            raise BadLine(f"file: the storage would call {name} {saved}")


def image_table(folder: Path) -> ImageTable:
    return ImageTable(
        file="images.jsonl",
        model=get_image_model(),
        key=("file",),
        fields=("file", *WORDS),
        left_out=("id", "collection", "created_at", "uploaded_by_user", "file_size", "file_hash", "width", "height"),
        folder=folder,
    )


def copy_file(image: Any, folder: Path) -> bool:
    """The image's file into the export's folder; False where the storage has it no more."""
    target = folder / FOLDER / path_within(f"{FOLDER}/{image.file.name}")
    try:
        source = image.file.open("rb")
    except FileNotFoundError:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with source, whole_file(target) as copy:
        shutil.copyfileobj(source, copy)
    return True


def _hash_of(image: Any) -> str:
    try:
        with image.file.open("rb") as file:
            return HASH_OF_WAGTAIL(file.read()).hexdigest()
    except OSError:
        return ""


def _names_of_collections() -> dict[int, list[str]]:
    """The names from below the root down to each collection."""
    found: dict[int, list[str]] = {}
    above: list[str] = []
    for collection in Collection.objects.order_by("path"):
        above = above[: collection.depth - 1]
        above += [collection.name]
        found[collection.pk] = above[1:]
    return found


def _collection(names: Sequence[str]) -> Collection:
    place = Collection.get_first_root_node()
    for name in names:
        place = place.get_children().filter(name=name).first() or place.add_child(name=name)
    return place
