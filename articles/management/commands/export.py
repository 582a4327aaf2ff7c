"""`manage.py export`: the hub as files that any program reads."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.keeping.errors import KeepingError
from articles.keeping.portable.export import export
from articles.keeping.portable.scope import Scope
from articles.management.base import HubCommand, lines_in_words, orderly_end, source_named
from articles.management.progress import progress_for


class Command(HubCommand):
    help = (
        "Write articles, library, sources, documents, redirects and images into a folder: JSON Lines for programs, and "
        "every article as Markdown with front matter. Nothing in it depends on this database; manage.py import reads "
        "it into another hub. Without --drafts it holds what the public sees."
    )
    epilog = """\
examples:
  manage.py export /exports/2026-03-02
  manage.py export /exports/everything --drafts
  manage.py export /exports/example --source example
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", help="a new folder, or an empty one")
        parser.add_argument("--source", metavar="SLUG", help="only the articles of this source")
        parser.add_argument(
            "--drafts",
            action="store_true",
            help="also drafts, private and unpublished pages, what waits for an answer, and the sources' settings",
        )
        parser.add_argument("--json", action="store_true", help="say the counts as JSON")

    def handle(self, *, folder: str, source: str | None, drafts: bool, **options: Any) -> None:
        scope = Scope(source=source_named(source) if source else None, with_drafts=drafts)
        try:
            with orderly_end("the folder holds no whole export"), progress_for(self.stderr) as progress:
                done = export(Path(folder), scope, progress)
        except KeepingError as error:
            raise CommandError(str(error)) from error
        for name in done.lost:
            self.stderr.write(f"  an image without its file was left out: {name}")
        if options["json"]:
            self.stdout.write(json.dumps(done.counts))
            return
        self.stdout.write(f"{folder}: {lines_in_words(done.counts)}")
