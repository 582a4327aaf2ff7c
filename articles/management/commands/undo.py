"""`manage.py undo`: take back what a run wrote, sparing what editors did since."""

from __future__ import annotations

import json as json_module
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from articles.management.base import HubCommand, orderly_end, run_numbered
from articles.management.progress import progress_for
from articles.sync.claim import RunActive
from articles.sync.pulse import RunStopped
from articles.sync.undo import NotUndoable, plan_undo, undo_run


class Command(HubCommand):
    help = (
        "Take a run back, page by page: its pages say again what they said before, what it made is deleted, what it "
        "withdrew comes back. What an editor did since stays, and the report says what. The source itself has not "
        "changed by that: the next run writes the same again, unless the source is paused or its profile put right."
    )
    epilog = """\
examples:
  manage.py undo 12 --plan        say what would happen, write nothing
  manage.py undo 12
  manage.py undo 12 --json
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="number of the run, as `manage.py runs list` tells it")
        parser.add_argument("--plan", action="store_true", help="only say what would happen; nothing is written")
        parser.add_argument("--json", action="store_true", help="the report as one JSON object")

    def handle(self, *, run: int, plan: bool, json: bool, **options: Any) -> None:
        known = run_numbered(run)
        try:
            if plan:
                report = plan_undo(known)
            else:
                with orderly_end(), progress_for(self.stderr) as progress:
                    report = undo_run(known, progress=progress)
        except (NotUndoable, RunActive, RunStopped) as error:
            raise CommandError(str(error).rstrip(".") + ".") from error
        if json:
            self.stdout.write(json_module.dumps(report.to_dict(), ensure_ascii=False))
        else:
            for each in report.articles:
                self.stdout.write(f"{each.url}: {each.outcome}" + (f": {each.reason}" if each.reason else ""))
            self.stdout.write(report.line())
        if not report.is_well:
            sys.exit(1)
