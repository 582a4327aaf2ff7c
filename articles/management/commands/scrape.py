"""`manage.py scrape`: crawl sources and sync them now, in this process."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from articles.management.base import HubCommand, orderly_end, say_report, source_named
from articles.management.progress import progress_for
from articles.models import Source, SyncRun
from articles.sync.report import Report
from articles.sync.run import RunActive, plan_replay, plan_source, replay_source, request_run, run_source
from articles.sync.scraper_process import CrawlFailed
from articles.sync.target import NoTargetPage
from scraper.addresses import AddressError, normalise
from scraper.building import ContractError


class Command(HubCommand):
    help = (
        "Crawl a source and bring its articles into Wagtail. What editors changed stays, merged with what is new. "
        "The last line on standard output is the report; the exit code is 0 only when all went well."
    )
    epilog = """\
examples:
  manage.py scrape                          every source that is not paused, one after another
  manage.py scrape my-hub                   one source
  manage.py scrape my-hub --plan            say what would happen, write nothing
  manage.py scrape my-hub --replay          read what is stored with today's parser; asks nobody
  manage.py scrape my-hub -v 2              with every notice of what the changes mean
  manage.py scrape my-hub --limit 5         at most five of its articles
  manage.py scrape my-hub --url https://example.edu/articles/one/ --json
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", nargs="?", metavar="SOURCE", help="slug of the source; all sources without it")
        parser.add_argument(
            "--url", action="append", default=[], metavar="ADDRESS", help="only this article; may be given repeatedly"
        )
        parser.add_argument("--limit", type=int, metavar="N", help="at most N articles")
        parser.add_argument("--plan", action="store_true", help="only say what would happen; nothing is written")
        parser.add_argument(
            "--replay",
            action="store_true",
            help="read the stored responses with today's parser, without a crawl: nobody is asked, nothing withdrawn",
        )
        parser.add_argument("--json", action="store_true", help="the report as one JSON object, a line for each source")

    def handle(
        self,
        *,
        source: str | None,
        url: list[str],
        limit: int | None,
        plan: bool,
        replay: bool,
        json: bool,
        verbosity: int,
        **options: Any,
    ) -> None:
        check_numbers(url, limit)
        if url and not source:
            raise CommandError("--url needs the source that the address belongs to: manage.py scrape SOURCE --url …")
        sources = [source_named(source)] if source else list(Source.objects.filter(paused=False).order_by("pk"))
        if not sources:
            raise CommandError("There is no source to scrape; add one with: manage.py sources add SLUG ADDRESS")
        is_well = True
        with orderly_end():
            for each in sources:
                try:
                    report = self.one(each, url, limit, plan=plan, replay=replay)
                except (RunActive, CrawlFailed, NoTargetPage, ContractError) as error:
                    if len(sources) == 1:
                        raise CommandError(str(error)) from error
                    self.stderr.write(f"{each.slug}: {error}")
                    is_well = False
                else:
                    say_report(self, report, as_json=json, verbosity=verbosity)
                    is_well = is_well and report.is_well
        if not is_well:
            sys.exit(1)

    def one(self, source: Source, urls: list[str], limit: int | None, *, plan: bool, replay: bool) -> Report:
        with progress_for(self.stderr) as progress:
            if plan:
                foresee = plan_replay if replay else plan_source
                return foresee(source, urls=urls, limit=limit, progress=progress)
            run = request_run(source, SyncRun.Trigger.REPLAY if replay else SyncRun.Trigger.COMMAND)
            execute = replay_source if replay else run_source
            return execute(run, urls=urls, limit=limit, progress=progress)


def check_numbers(urls: list[str], limit: int | None) -> None:
    if limit is not None and limit < 1:
        raise CommandError(f"--limit {limit}: at least one article.")
    for each in urls:
        try:
            normalise(each)
        except AddressError as error:
            raise CommandError(f"--url: {error}.") from error
