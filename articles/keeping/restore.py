"""Puts an archive in the place of this installation: looked at whole first, then all of it or nothing.

Files are unpacked beside those that they replace; the database of a file takes part in the same swap, PostgreSQL's is
replaced in one transaction between. Media in another kind of storage go there one by one before anything is swapped.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.db import connection

from articles.keeping import postgres, sqlite
from articles.keeping.alone import alone_in
from articles.keeping.archive import (
    DATABASE,
    MEDIA,
    SECRETS,
    SNAPSHOTS,
    Archive,
    Step,
    opened_archive,
    path_within,
)
from articles.keeping.errors import KeepingError, NotEmpty
from articles.keeping.installation import in_words, what_is_here
from articles.keeping.manifest import Manifest, is_newer, unknown_migrations
from articles.keeping.media import media_folder, put_media
from articles.keeping.secret_files import NAMES, secrets_folder
from articles.keeping.snapshots import crawls_folder
from articles.keeping.swap import Swap, is_interrupted, mend, refuse_mount
from articles.serving.purge import begin_anew
from scraper.version import own_version

ROOM_BESIDE = 64 * 1024 * 1024
"""Bytes that must stay free on the disk."""
Progress = Callable[[str, int, int], object]


def restore(path: Path, progress: Progress, *, force: bool = False) -> Manifest:
    """Make this installation what the archive says; KeepingError, and nothing changed, where that cannot be."""
    try:
        with alone_in(secrets_folder()), opened_archive(path) as archive:
            for folder in filter(None, (media_folder(), crawls_folder())):
                refuse_mount(folder)
            if is_interrupted(secrets_folder()):
                _refuse_others()  # nothing is moved under somebody's feet
                mend(secrets_folder())
            refuse_unfit(archive.manifest)
            found = what_is_here()
            if found and not force:
                raise NotEmpty(
                    f"This installation is not empty: it has {in_words(found)}. --force puts the archive in its place."
                )
            _refuse_others()
            archive.verify(_steps("verify", archive, progress))
            _put_in_place(archive, _steps("restore", archive, progress))
    except OSError as error:
        raise KeepingError(f"Nothing was restored: {error.strerror or error}: {error.filename or path}.") from error
    try:
        begin_anew()  # what is cached tells of what was here
    except OSError as error:
        said = f"{error.strerror or error}: {error.filename}"
        raise KeepingError(f"All was restored, but pages from before are still cached: {said}.") from error
    return archive.manifest


def _refuse_others() -> None:
    refuse_others = sqlite.refuse_others if connection.vendor == sqlite.ENGINE else postgres.refuse_others
    refuse_others()


def refuse_unfit(manifest: Manifest) -> None:
    """KeepingError where this version, or this kind of database, cannot take the archive."""
    if is_newer(manifest.version, own_version()):
        raise KeepingError(f"The archive is of Gleaner {manifest.version}, newer than this {own_version()}.")
    if manifest.engine != connection.vendor:
        raise KeepingError(
            f"The archive has a database of the kind {manifest.engine}, and this installation uses {connection.vendor}."
        )
    if unknown := unknown_migrations(manifest.migrations):
        raise KeepingError(f"The archive is of a newer version: this one has no migration {unknown[0]}.")


def _steps(phase: str, archive: Archive, progress: Progress) -> Step:
    done, total = 0, archive.size

    def step(size: int) -> None:
        nonlocal done
        done += size
        progress(phase, done, total)

    return step


def _put_in_place(archive: Archive, step: Step) -> None:
    swap = Swap(secrets_folder())
    try:
        with tempfile.TemporaryDirectory(prefix=".gleaner-", dir=secrets_folder()) as beside:
            for place, names in _by_disk(archive):
                _refuse_without_room(archive, place, names)
            dump = _unpack_database(archive, swap, Path(beside), step)
            folder = media_folder()
            if folder is not None:
                _unpack_folder(archive, MEDIA, swap.fresh(folder), step)
            _unpack_folder(archive, SNAPSHOTS, swap.fresh(crawls_folder()), step)
            for name in archive.names(SECRETS):
                _unpack_secret(archive, name, swap, step)
            if folder is None:
                _put_into_storage(archive, Path(beside), step)
            swap.begin()
            if dump is not None:
                postgres.load(dump)
            swap.finish()
    except BaseException:
        swap.put_back()
        raise


def _by_disk(archive: Archive) -> list[tuple[Path, list[str]]]:
    """A folder on each disk that is written to, and the members that it is to take."""
    found: dict[int, tuple[Path, list[str]]] = {}
    for folder, names in (
        (secrets_folder(), [DATABASE, *archive.names(SECRETS)]),
        (_beside(media_folder()), archive.names(MEDIA)),
        (_beside(crawls_folder()), archive.names(SNAPSHOTS)),
    ):
        found.setdefault(folder.stat().st_dev, (folder, []))[1].extend(names)
    return list(found.values())


def _beside(target: Path | None) -> Path:
    """The folder in which the target is put together: what is in no folder goes through our own."""
    if target is None:
        return secrets_folder()
    return next(each for each in target.resolve().parents if each.is_dir())


def _refuse_without_room(archive: Archive, folder: Path, names: Iterable[str] | None = None) -> None:
    members = archive.manifest.members
    size = sum(members[name].size for name in (members if names is None else names))
    free = shutil.disk_usage(folder).free
    if size + ROOM_BESIDE > free:
        raise KeepingError(f"There is no room for it: unpacked it takes {size:,} bytes, and {free:,} are free.")


def _unpack_database(archive: Archive, swap: Swap, beside: Path, step: Step) -> Path | None:
    """SQLite's file stands ready for the swap; a dump is given back, to be loaded."""
    if connection.vendor == sqlite.ENGINE:
        place = sqlite.path_of_database().resolve()
        fresh = swap.fresh(place)
        archive.unpack(DATABASE, fresh, step)
        journal = place.with_name(f"{place.name}-wal")
        if journal.exists():  # a damaged database left it: its pages must not get into the new one
            swap.fresh(journal).touch()
        if sqlite.check(fresh) != archive.manifest.counts:
            raise KeepingError("The archive's database has not the rows that its manifest says.")
        return None
    dump = beside / DATABASE
    archive.unpack(DATABASE, dump, step)
    postgres.check(dump)
    return dump


def _unpack_folder(archive: Archive, folder: str, fresh: Path, step: Step) -> None:
    fresh.mkdir()
    # Media are for everybody, and a web server may serve them past us.
    mode = settings.FILE_UPLOAD_PERMISSIONS or 0o666 if folder == MEDIA else 0o600
    for name in archive.names(folder):
        archive.unpack(name, fresh / path_within(name), step, mode)


def _unpack_secret(archive: Archive, name: str, swap: Swap, step: Step) -> None:
    known = path_within(name).as_posix()
    if known not in NAMES:
        raise KeepingError(f"{name!r} in the archive is no file of secrets that is known here.")
    fresh = swap.fresh(secrets_folder() / known)
    fresh.touch(mode=0o600)
    fresh.write_bytes(b"".join(archive.read(name)))
    step(archive.manifest.members[name].size)


def _put_into_storage(archive: Archive, beside: Path, step: Step) -> None:
    for number, name in enumerate(archive.names(MEDIA)):
        file = beside / f"media-{number}"
        archive.unpack(name, file, step)
        with file.open("rb") as stream:
            put_media(path_within(name).as_posix(), stream)
        file.unlink()
