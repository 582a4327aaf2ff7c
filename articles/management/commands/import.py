# ruff: noqa: N999 - a command is called as its module, and nobody imports it
"""`manage.py import`: an export of a hub is read into this one."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.keeping.errors import KeepingError
from articles.keeping.portable.take_in import take_in
from articles.management.base import HubCommand, lines_in_words, orderly_end
from articles.management.progress import progress_for


class Command(HubCommand):
    help = (
        "Read what manage.py export wrote into this hub. What is here and says the same is left alone, so that a "
        "second import changes nothing. An article that says something else gets a new revision; its history "
        "keeps the old. "
        "A line that cannot be read is told with its place, and the others go on."
    )
    epilog = """\
examples:
  manage.py import /exports/2026-03-02
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", help="what manage.py export wrote")
        parser.add_argument("--json", action="store_true", help="say the counts as JSON")

    def handle(self, *, folder: str, **options: Any) -> None:
        try:
            with orderly_end(), progress_for(self.stderr) as progress:
                done = take_in(Path(folder), progress)
        except KeepingError as error:
            raise CommandError(str(error)) from error
        for problem in done.problems:
            self.stderr.write(f"  {problem}")
        if options["json"]:
            self.stdout.write(json.dumps({"written": done.written, "problems": done.problems}))
        else:
            written = {name: number for name, number in done.written.items() if number}
            self.stdout.write(f"Written: {lines_in_words(written)}" if written else "Nothing was to be written.")
        if done.problems:
            sys.exit(1)
