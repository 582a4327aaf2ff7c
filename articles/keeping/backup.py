"""Makes the archive of an installation, while site, worker and crawls go on.

The database comes first, as it is at one moment: what is stored after it, it does not know of yet, and only a file that
is deleted in between can be missing. Those are told.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.db import connection
from django.utils import timezone

from articles.keeping import postgres, sqlite
from articles.keeping.archive import DATABASE, MEDIA, SECRETS, SNAPSHOTS, ArchiveWriter, Step
from articles.keeping.errors import KeepingError
from articles.keeping.manifest import FORMAT, Manifest, applied_migrations
from articles.keeping.media import media_files
from articles.keeping.secret_files import secret_files
from articles.keeping.snapshots import crawls_folder, snapshot_files
from articles.keeping.whole_file import whole_file
from scraper.version import own_version


@dataclass(frozen=True, kw_only=True)
class BackedUp:
    path: Path
    manifest: Manifest

    @property
    def files(self) -> dict[str, int]:
        """How many members each folder has."""
        names = [name.partition("/")[0] for name in self.manifest.members]
        return {folder: names.count(folder) for folder in (MEDIA, SNAPSHOTS, SECRETS)}


def back_up(wanted: Path, step: Step, *, with_secrets: bool = True) -> BackedUp:
    """Write the archive to the file, or into the folder under a name of the moment.

    KeepingError where it cannot be written whole, and where there is nothing to keep.
    """
    now = timezone.now()
    path = wanted / f"gleaner-{now:%Y%m%dT%H%M%SZ}.zip" if wanted.is_dir() else wanted
    if not path.parent.is_dir():
        raise KeepingError(f"There is no folder {path.parent}.")
    migrations = applied_migrations()
    if not migrations:
        # Who calls without the installation's settings means another database, and is to hear of it.
        raise KeepingError("This database is empty: are DATABASE_URL and GLEANER_VAR set?")
    try:
        with whole_file(path) as file, ArchiveWriter(file) as writer:
            vanished = []
            counts = _add_database(writer, path.parent, step)
            for name, stream in _files(with_secrets):
                if stream is None:
                    vanished.append(name)
                    continue
                with stream:
                    writer.add(name, stream, step)
            manifest = Manifest(
                format=FORMAT,
                version=own_version(),
                made_at=now.isoformat(timespec="seconds"),
                engine=connection.vendor,
                with_secrets=with_secrets,
                migrations=migrations,
                counts=counts,
                members=writer.members,
                vanished=vanished,
            )
            writer.finish(manifest)
    except OSError as error:
        raise KeepingError(f"{path} was not written: {error.strerror or error}.") from error
    return BackedUp(path=path, manifest=manifest)


def _add_database(writer: ArchiveWriter, folder: Path, step: Step) -> dict[str, int]:
    # Beside the archive: there is room for the one, so there must be for the other; /tmp may be memory.
    with tempfile.TemporaryDirectory(prefix=".gleaner-", dir=folder) as beside:
        copy = Path(beside, DATABASE)
        engines = {sqlite.ENGINE: sqlite.dump, postgres.ENGINE: postgres.dump}
        if connection.vendor not in engines:
            raise KeepingError(f"A database of the kind {connection.vendor} cannot be backed up.")
        counts = engines[connection.vendor](copy)
        with copy.open("rb") as stream:
            writer.add(DATABASE, stream, step)
    return counts


def _files(with_secrets: bool) -> Iterator[tuple[str, BinaryIO | None]]:
    for name, stream in media_files():
        yield f"{MEDIA}/{name}", stream
    for name, stream in snapshot_files(crawls_folder()):
        yield f"{SNAPSHOTS}/{name}", stream
    if with_secrets:
        for path in secret_files():
            yield f"{SECRETS}/{path.name}", path.open("rb")
