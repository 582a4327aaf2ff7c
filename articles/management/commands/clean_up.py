"""`manage.py clean_up`: what crawls left behind and nobody needs goes."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from articles.keeping.retention import WORDS, clean_up
from articles.management.base import HubCommand, orderly_end


class Command(HubCommand):
    help = (
        "Remove what crawls left behind and nobody needs: stored responses older than SNAPSHOT_DAYS or beyond "
        "SNAPSHOT_MEGABYTES, files of runs older than RUN_FILES_DAYS, images that the library has, folders of deleted "
        "sources. What a waiting run or a known article needs stays. Sources that are being crawled are left alone."
    )
    epilog = """\
examples:
  manage.py clean_up --plan     what would go; nothing is removed
  manage.py clean_up
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plan", action="store_true", help="only say what would go")
        parser.add_argument("--json", action="store_true", help="say the counts as JSON")

    def handle(self, *, plan: bool, **options: Any) -> None:
        with orderly_end("what was removed stays removed"):
            counts = clean_up(plan=plan)
        if options["json"]:
            self.stdout.write(json.dumps(counts))
            return
        said = ", ".join(f"{counts[name]:,} {words}" for name, words in WORDS.items() if counts[name])
        self.stdout.write(f"{'Would remove' if plan else 'Removed'} {said}" if said else "Nothing to remove.")
