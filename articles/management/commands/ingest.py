"""`manage.py ingest`: saved pages and captures become articles of a source, without a crawl."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.management.base import HubCommand, orderly_end, say_report, source_named
from articles.management.commands.scrape import check_numbers
from articles.management.progress import progress_for
from articles.models import SyncRun
from articles.sync.run import RunActive, ingest_pages, plan_pages, request_run
from articles.sync.saved_pages import SavedPage
from articles.sync.target import NoTargetPage


class Command(HubCommand):
    help = (
        "Bring saved pages into Wagtail as articles of a source: HTML files, or the Markdown that a reader tool saves. "
        "They go through the same checks and writing as a crawl. A file that gives no article is reported under its "
        "name, and the others go on."
    )
    epilog = """\
examples:
  manage.py ingest page.html --source my-hub
  manage.py ingest capture.md --source my-hub --url https://example.edu/articles/one/
  manage.py ingest saved/*.html --source my-hub --plan --json
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a saved page, HTML or Markdown")
        parser.add_argument("--source", required=True, metavar="SLUG", help="slug of the source that they belong to")
        parser.add_argument(
            "--url",
            metavar="ADDRESS",
            help="the page's address, for a single file; else the page's canonical link or own links say it",
        )
        parser.add_argument("--plan", action="store_true", help="only say what would happen; nothing is written")
        parser.add_argument("--json", action="store_true", help="the report as one JSON object")

    def handle(self, *, files: list[str], source: str, url: str | None, plan: bool, json: bool, **options: Any) -> None:
        if url and len(files) > 1:
            raise CommandError("--url is the address of one page: give it with a single file.")
        check_numbers([url] if url else [], None)
        known = source_named(source)
        pages = [SavedPage(name=each, path=Path(each), url=url) for each in files]
        try:
            with orderly_end(), progress_for(self.stderr) as progress:
                if plan:
                    report = plan_pages(known, pages, progress=progress)
                else:
                    report = ingest_pages(request_run(known, SyncRun.Trigger.INGEST), pages, progress=progress)
        except (RunActive, NoTargetPage) as error:
            raise CommandError(str(error)) from error
        say_report(self, report, as_json=json)
        if not report.is_well:
            sys.exit(1)
