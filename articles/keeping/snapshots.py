"""The files of the crawls, read while crawls go on: each stored response as it was at one moment."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

RESPONSE = "pickled_meta"
"""A file that each stored response has."""
PARTS = frozenset({RESPONSE, "meta", "response_headers", "response_body"})
TRIES = 5


def crawls_folder() -> Path:
    return Path(settings.GLEANER_CRAWLS)


def snapshot_files(root: Path) -> Iterator[tuple[str, BinaryIO | None]]:
    """Name and open file of each, in order; None for one that went away meanwhile."""
    from scraper.stored import STAGING  # here, since Scrapy takes a while to load

    for folder, folders, files in os.walk(root):
        folders[:] = sorted(each for each in folders if each != STAGING)
        place = Path(folder)
        if RESPONSE in files:
            yield from _response(root, place)
            continue
        for name in sorted(files):
            path = place / name
            if not path.is_symlink():
                yield path.relative_to(root).as_posix(), _opened(path)


def _response(root: Path, place: Path) -> Iterator[tuple[str, BinaryIO | None]]:
    """All files of one response. A crawl puts a new folder in place of the old one: the two are never mixed."""
    found = None
    for _again in range(TRIES):
        found = _read_at_once(place)
        if found is not None:
            break
    name = place.relative_to(root).as_posix()
    if found is None:
        yield name, None
        return
    for part, body in sorted(found.items()):
        yield f"{name}/{part}", io.BytesIO(body)


def _read_at_once(place: Path) -> dict[str, bytes] | None:
    """The files of the folder that stands there now; None where it was being replaced."""
    try:
        folder = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None
    try:
        names = os.listdir(folder)  # noqa: PTH208 - of the open folder, whatever takes its name
        found = {}
        for name in names:
            descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=folder)
            with os.fdopen(descriptor, "rb") as file:
                found[name] = file.read()
        return found if found.keys() >= PARTS else None
    except OSError:
        return None
    finally:
        os.close(folder)


def _opened(path: Path) -> BinaryIO | None:
    try:
        return path.open("rb")
    except FileNotFoundError:
        return None
