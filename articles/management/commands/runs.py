"""`manage.py runs`: what runs did, as a list and one by one."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from articles.management.base import HubCommand, as_json, run_numbered, source_named
from articles.management.run_words import article_facts, article_lines, facts, line_of, run_lines
from articles.models import SyncRun, SyncRunArticle

LISTED = 20


class Command(HubCommand):
    help = (
        "Tell what runs did: list the latest, or show one with its counts, what fell since the run before, how long "
        "each phase took, and every article's outcome with its reason, notices and open proposals."
    )
    epilog = """\
examples:
  manage.py runs list --source my-hub --limit 5
  manage.py runs show 12
  manage.py runs show 12 --outcome conflict
  manage.py runs show 12 --removed        with every text that was taken for noise
  manage.py runs show 12 --json
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
        listing = actions.add_parser("list", help="list the latest runs")
        listing.add_argument("--source", metavar="SLUG", help="only of this source")
        listing.add_argument("--limit", type=int, metavar="N", default=LISTED, help=f"at most N (default: {LISTED})")
        listing.add_argument("--json", action="store_true", help="as JSON")
        show = actions.add_parser("show", help="show one run")
        show.add_argument("run", type=int, metavar="RUN", help="number of the run")
        show.add_argument(
            "--outcome", metavar="WORD", help=f"only articles with this outcome: {', '.join(SyncRunArticle.Outcome)}"
        )
        show.add_argument("--removed", action="store_true", help="with every text that was taken for noise")
        show.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *, action: str, **options: Any) -> None:
        getattr(self, action)(**options)

    def list(self, *, source: str | None, limit: int, json: bool, **options: Any) -> None:
        if limit < 1:
            raise CommandError(f"--limit {limit}: at least one run.")
        runs = SyncRun.objects.select_related("source", "user").order_by("-pk")
        if source:
            runs = runs.filter(source=source_named(source))
        latest = runs[:limit]
        if json:
            self.stdout.write(as_json([facts(run) for run in latest]))
            return
        if not latest:
            self.stdout.write("There are no runs yet; start one with: manage.py scrape")
        for run in latest:
            self.stdout.write(line_of(run))

    def show(self, *, run: int, outcome: str | None, removed: bool, json: bool, **options: Any) -> None:
        if outcome is not None and outcome not in SyncRunArticle.Outcome.values:
            raise CommandError(f'--outcome: "{outcome}" is none of {", ".join(SyncRunArticle.Outcome.values)}.')
        known = run_numbered(run)
        articles = known.articles.order_by("pk")
        if outcome:
            articles = articles.filter(outcome=outcome)
        if json:
            told = facts(known) | {"articles": [*article_facts(articles)]}
            self.stdout.write(as_json(told))
            return
        for line in run_lines(known):
            self.stdout.write(line)
        for line in article_lines(articles, with_removed=removed):
            self.stdout.write(line)
