"""One thing that is to be removed from the crawls' folders, and its removal beside a crawl that may look at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

RESPONSES, RUN_FILES, IMAGES, FOLDERS = "responses", "run_files", "images", "folders"


@dataclass(frozen=True, kw_only=True)
class Removal:
    kind: str
    path: Path
    size: int
    """Bytes."""


def files_below(folder: Path) -> Iterator[Path]:
    for place, _folders, names in os.walk(folder):
        yield from (Path(place, name) for name in names)


def size_below(folder: Path) -> int:
    return sum(map(size_of, files_below(folder)))


def size_of(path: Path) -> int:
    try:
        return path.lstat().st_size
    except FileNotFoundError:
        return 0


def age_in_days(path: Path, now: float) -> float:
    """Since it was last written; what is gone is new, and nobody's matter."""
    try:
        return (now - path.lstat().st_mtime) / 86_400
    except FileNotFoundError:
        return 0.0


def remove(removal: Removal, aside: Path | None = None) -> None:
    """A folder goes out of sight first where `aside` says so: nobody finds half of it."""
    path = removal.path
    if aside is not None:
        aside.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
        try:
            path = path.rename(aside)
        except FileNotFoundError:
            return
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
