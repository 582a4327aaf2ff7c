"""Folders that can be written, static files that are the code's, a database that not all can read, room on the disk."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection

from articles.watching.doctor.finding import Finding, warning, well, wrong
from articles.watching.health import LEAST_FREE, free_bytes

OURS = "articles/admin/hub.css"
"""A file that changes with the code: when the collected one is another, all are old."""
LITTLE_FREE = 5 * LEAST_FREE


def folders() -> Iterator[Finding]:
    named = {"crawl folder": Path(settings.GLEANER_CRAWLS)}
    if isinstance(default_storage, FileSystemStorage):
        named["media folder"] = Path(settings.MEDIA_ROOT)
    for name, path in named.items():
        try:
            path.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path):
                pass
        except OSError as error:
            mend = f"Let the user that runs Gleaner own {path}, or set GLEANER_VAR to a folder that it owns."
            yield wrong(name, f"{path} cannot be written: {error.strerror}", mend)
        else:
            yield well(name, f"{path} can be written")


def static_files() -> Iterator[Finding]:
    name, mend = "static files", "Run manage.py collectstatic, and start the site again."
    if settings.DEBUG or not isinstance(staticfiles_storage, ManifestFilesMixin):
        yield well(name, "they are served from the code")
        return
    collected = staticfiles_storage.hashed_files.get(OURS)
    if collected is None:
        yield wrong(name, "they were not collected: pages have no design", mend)
        return
    found = finders.find(OURS)
    kept = Path(settings.STATIC_ROOT) / OURS
    if found and (not kept.exists() or kept.read_bytes() != Path(str(found)).read_bytes()):
        yield warning(name, "they are of another version than the code", mend)
    else:
        yield well(name, f"they are collected in {settings.STATIC_ROOT}")


def privacy() -> Iterator[Finding]:
    """Of an SQLite database in our folder: it holds the accounts, and what nobody has published."""
    path = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor != "sqlite" or Path(settings.VAR) not in path.parents or not path.is_file():
        return
    if path.stat().st_mode & stat.S_IROTH and all(each.stat().st_mode & stat.S_IXOTH for each in path.parents):
        mend = f"chmod 700 {settings.VAR} (750 where a web server of its group serves files of it)."
        yield warning("privacy", f"everybody on this machine can read {path}", mend)
    else:
        yield well("privacy", f"not everybody on this machine can read {path}")


def disk() -> Iterator[Finding]:
    free = free_bytes()
    words, mend = f"{free / 1e9:.1f} GB free", f"Make room: the crawls' files stand in {settings.GLEANER_CRAWLS}."
    if free < LEAST_FREE:
        yield wrong("disk", words, mend)
    elif free < LITTLE_FREE:
        yield warning("disk", words, mend)
    else:
        yield well("disk", words)
