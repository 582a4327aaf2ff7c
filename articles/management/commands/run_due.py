"""`manage.py run_due`: one look at the schedules, for cron or a timer of the system."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from articles.jobs.clocks import count_from_now
from articles.jobs.tick import STEPS, tick
from articles.management.base import HubCommand, orderly_end, say_report
from articles.management.progress import progress_for
from articles.sync.claim import bury_dead_runs
from articles.sync.run import run_source
from articles.sync.schedule import due_sources, request_due


class Command(HubCommand):
    help = (
        "One look at what is due, as the scheduler does it again and again: start every source and standing job whose "
        "moment has passed, and take up what was killed. Call it every minute or so, from cron or a systemd timer. "
        "Moments that were missed while nothing was running are made up for once. The exit code is 1 where part of the "
        "look could not be done."
    )
    epilog = """\
examples:
  manage.py run_due           hand what is due to the worker (manage.py worker)
  manage.py run_due --here    run the sources that are due in this process, one after another
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--here", action="store_true", help="run the sources in this process, without a worker")

    def handle(self, *, here: bool, **options: Any) -> None:
        now = timezone.now()
        if here:
            count_from_now(now)
            bury_dead_runs(now=now)
            with orderly_end():
                self.run_here(now)
            return
        look = tick(now)
        for sentence in look.said or ([] if look.failed else ["Nothing is due."]):
            self.stdout.write(sentence)
        if look.failed:
            raise CommandError(f"{look.failed} of {len(STEPS)} steps could not be done; the log says why.")

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
