"""`manage.py jobs`: the standing jobs, and running one now."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from articles.jobs.duties import DUTIES, result_in_words
from articles.jobs.standing import JobActive, ask_for, known_jobs, next_moments, work_off
from articles.jobs.words import cron_in_words
from articles.management.base import HubCommand, as_json, orderly_end
from articles.models import StandingJob
from articles.sync.moments import to_the_minute
from scraper.log_lines import in_one_line


class Command(HubCommand):
    help = "Standing jobs: link checks, image fetches, figure ageing, clean-up and search upkeep. List them, run one."
    epilog = """\
examples:
  manage.py jobs list
  manage.py jobs list --json
  manage.py jobs run link-checks     now, in this process
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
        listing = actions.add_parser("list", help="list the jobs: schedule, last run, result, next run")
        listing.add_argument("--json", action="store_true", help="as JSON")
        run = actions.add_parser("run", help="run a job now, in this process")
        run.add_argument("name", metavar="NAME", choices=sorted(DUTIES), help=", ".join(sorted(DUTIES)))

    def handle(self, *, action: str, **options: Any) -> None:
        getattr(self, action)(**options)

    def list(self, *, json: bool, **options: Any) -> None:
        facts = [_facts(job) for job in known_jobs()]
        if json:
            self.stdout.write(as_json(facts))
            return
        for each in facts:
            coming = f"next {each['next']}" if each["next"] else "not by itself"
            last = f"{each['state']} {each['finished'] or each['started'] or ''}".rstrip()
            result = each["message"] or result_in_words(each["result"])
            line = f"{each['name']}  {each['words'] or 'by hand'}  {coming}  {last}"
            self.stdout.write(f"{line}: {result}" if result else line)

    def run(self, *, name: str, **options: Any) -> None:
        [job] = [each for each in known_jobs() if each.name == name]
        try:
            ask_for(job, timezone.now())
        except JobActive as error:
            raise CommandError(f"{error}; it is not started twice.") from error
        with orderly_end():
            try:
                result = work_off(name)
            except Exception as error:
                raise CommandError(f"{name}: {in_one_line(error)}") from error
        status = result.pop("status")
        self.stdout.write(f"{name}: {status}" + (f": {result_in_words(result)}" if result else ""))


def _facts(job: StandingJob) -> dict[str, Any]:
    return {
        "name": job.name,
        "schedule": job.schedule,
        "words": "paused" if job.paused else cron_in_words(job.schedule),
        "paused": job.paused,
        "state": job.status,
        "started": _moment(job.last_started_at),
        "finished": _moment(job.last_finished_at),
        "result": job.last_result,
        "message": job.message,
        "next": next((_moment(each) for each in next_moments(job, 1)), None),
    }


def _moment(moment: datetime | None) -> str | None:
    return to_the_minute(moment) if moment else None
