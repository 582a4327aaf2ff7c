"""`manage.py release`: go on with a run that the drift brake stopped, or that planned first."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from articles.management.base import HubCommand, orderly_end, run_numbered, say_report
from articles.management.progress import progress_for
from articles.sync.run import NotReleasable, RunActive, release_run


class Command(HubCommand):
    help = (
        "Go on with a run that the drift brake stopped before it wrote, or that an editor had plan first: whoever "
        "releases it has looked at what fell, or at the plan, and says that it is right. Nothing is crawled anew. The "
        "last line on standard output is the report."
    )
    epilog = """\
examples:
  manage.py release 12
  manage.py runs show 12          what fell, and by how much
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="number of the run")
        parser.add_argument("--json", action="store_true", help="the report as one JSON object")

    def handle(self, *, run: int, json: bool, **options: Any) -> None:
        known = run_numbered(run)
        try:
            with orderly_end(), progress_for(self.stderr) as progress:
                report = release_run(known, progress=progress)
        except (NotReleasable, RunActive) as error:
            raise CommandError(str(error).rstrip(".") + ".") from error
        say_report(self, report, as_json=json)
        if not report.is_well:
            sys.exit(1)
