"""`manage.py run_due`: one look at the schedules, for cron or a timer of the system."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from articles.management.base import HubCommand, orderly_end, say_report
from articles.management.progress import progress_for
from articles.sync.claim import bury_dead_runs
from articles.sync.run import run_source
from articles.sync.schedule import due_sources, enqueue_due, request_due
from articles.tasks import enqueue_forgotten_merges


class Command(HubCommand):
    help = (
        "Start every source whose scheduled moment has passed. Call it every minute or so. Moments that were missed "
        "while nothing was running are made up for once. By default the runs are handed to the background worker."
    )
    epilog = """\
examples:
  manage.py run_due           hand what is due to the worker (manage.py db_worker --backend jobs)
  manage.py run_due --here    run what is due in this process, one source after another
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--here", action="store_true", help="run in this process, without a worker")

    def handle(self, *, here: bool, **options: Any) -> None:
        now = timezone.now()
        bury_dead_runs(now=now)
        if here:
            with orderly_end():
                self.run_here(now)
            return
        for merge in enqueue_forgotten_merges():
            self.stdout.write(f"library: merge {merge} is taken up again")
        runs = enqueue_due(now)
        for run in runs:
            self.stdout.write(f"{run.source.slug}: run {run.pk} waits for the worker")
        if not runs:
            self.stdout.write("Nothing is due.")

    def run_here(self, now: Any) -> None:
        is_well, started = True, 0
        for source in due_sources(now):
            run = request_due(source, now)
            if run is None:
                continue
            started += 1
            with progress_for(self.stderr) as progress:
                report = run_source(run, progress=progress)
            say_report(self, report, as_json=False)
            is_well = is_well and report.is_well
        if not started:
            self.stdout.write("Nothing is due.")
        if not is_well:
            sys.exit(1)
