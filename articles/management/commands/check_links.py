"""`manage.py check_links`: ask whether what published articles cite is still there."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from articles.link_checks import MOST, check_links, due_links
from articles.management.base import HubCommand, orderly_end
from articles.sync.scraper_process import CrawlFailed


class Command(HubCommand):
    help = (
        "Ask whether the sources that published articles cite still lead where they did. Whoever was not asked for two "
        "weeks is asked, a failure again after a day; one host gets one request at a time. The answers stand in the "
        'report "Broken citations" in the admin.'
    )
    epilog = """\
examples:
  manage.py check_links
  manage.py check_links --limit 100
  manage.py check_links --json
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--limit", type=int, metavar="N", default=MOST, help=f"at most N addresses (default: {MOST})"
        )
        parser.add_argument(
            "--allow-private", action="store_true", help="also ask in private networks; only for hubs of one's own"
        )
        parser.add_argument("--json", action="store_true", help="say the counts as JSON")

    def handle(self, *, limit: int, allow_private: bool, **options: Any) -> None:
        if limit < 1:
            raise CommandError(f"--limit {limit}: at least one address.")
        urls = due_links(limit)
        try:
            with orderly_end():
                counts = check_links(urls, allow_private=allow_private) if urls else {}
        except CrawlFailed as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            self.stdout.write(json.dumps({"asked": len(urls), "counts": counts}))
            return
        said = ", ".join(f"{number} {state}" for state, number in sorted(counts.items()))
        self.stdout.write(f"{len(urls)} addresses asked: {said}" if urls else "No address is due.")
