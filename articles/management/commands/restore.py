"""`manage.py restore`: a backup takes the place of this installation."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.keeping.errors import KeepingError
from articles.keeping.restore import restore
from articles.management.base import HubCommand, orderly_end
from articles.management.progress import progress_for


class Command(HubCommand):
    help = (
        "Put a backup in the place of this installation. The file is checked whole before anything is written, and "
        "then all of it is restored or nothing. End site, worker and scheduler first. Restore only files of your own: "
        "whoever makes one decides what this installation is."
    )
    epilog = """\
examples:
  manage.py restore /backups/gleaner-20260302T041500Z.zip
  manage.py restore /backups/gleaner-20260302T041500Z.zip --force    over what is here
  GLEANER_VAR=/tmp/drill manage.py restore FILE                      a drill beside a running installation
"""
    # An empty installation is what a restore is for.
    requires_migrations_checks = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="what manage.py backup wrote")
        parser.add_argument("--force", action="store_true", help="also where this installation has something already")

    def handle(self, *, file: str, force: bool, **options: Any) -> None:
        try:
            with orderly_end("nothing was restored"), progress_for(self.stderr) as progress:
                manifest = restore(Path(file), progress, force=force)
        except KeepingError as error:
            raise CommandError(str(error)) from error
        rows, files = sum(manifest.counts.values()), len(manifest.members) - 1
        self.stdout.write(f"Restored what was here on {manifest.made_at}: {rows:,} rows, {files:,} files.")
        if not manifest.with_secrets:
            self.stdout.write(
                "Its secret key was left out: put the old one in place, or enter stored credentials anew."
            )
        self.stdout.write("Next: manage.py migrate, then start site, worker and scheduler.")
