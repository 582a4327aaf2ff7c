"""`manage.py backup`: the whole installation in one file."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.keeping.backup import BackedUp, back_up
from articles.keeping.errors import KeepingError
from articles.management.base import HubCommand, orderly_end
from articles.management.progress import progress_for


class Command(HubCommand):
    help = (
        "Write database, media, stored responses, run records and secrets into one file, while site and worker go on. "
        "The file stands under its name only when it is whole. Bring it back with: manage.py restore FILE"
    )
    epilog = """\
examples:
  manage.py backup /backups                      a file named by the moment, gleaner-20260302T041500Z.zip
  manage.py backup /backups/before-upgrade.zip
  manage.py backup /backups --without-secrets    for a place that others read too
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", metavar="FILE|FOLDER", help="where to; a folder must be there")
        parser.add_argument(
            "--without-secrets",
            action="store_true",
            help="leave out the secret key and the first password; stored credentials cannot be read without the key",
        )
        parser.add_argument("--json", action="store_true", help="say what was stored as JSON")

    def handle(self, *, target: str, without_secrets: bool, **options: Any) -> None:
        try:
            with orderly_end("no backup was made"), progress_for(self.stderr) as progress:
                done = 0

                def step(size: int) -> None:
                    nonlocal done
                    done += size
                    progress("store", done, 0)

                made = back_up(Path(target), step, with_secrets=not without_secrets)
        except KeepingError as error:
            raise CommandError(str(error)) from error
        for name in made.manifest.vanished:
            self.stderr.write(f"  went away meanwhile: {name}")
        self.stdout.write(json.dumps(_facts(made)) if options["json"] else _line(made))


def _facts(made: BackedUp) -> dict[str, Any]:
    return {
        "path": str(made.path),
        "bytes": made.path.stat().st_size,
        "rows": sum(made.manifest.counts.values()),
        **made.files,
        "vanished": made.manifest.vanished,
    }


def _line(made: BackedUp) -> str:
    facts = _facts(made)
    secrets = f"{facts['secrets']} files of secrets" if made.manifest.with_secrets else "no secrets"
    return (
        f"{made.path}: {facts['bytes']:,} bytes: {facts['rows']:,} rows, {facts['media']:,} media files, "
        f"{facts['snapshots']:,} files of crawls, {secrets}"
    )
