"""`manage.py up`: everything that a newcomer wants to see, with one command. `make run` calls it."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.management.progress import progress_for
from articles.models import Source, SyncRun
from articles.sync.run import RunActive, request_run, run_source
from cms.launch import prepare, serve, sources
from cms.launch.processes import Family, LaunchError, check_port_free

EPILOG = """\
examples:
  manage.py up                                            the bundled sample hub, published
  manage.py up --port 9000 --hub-port 9001                on other ports
  manage.py up --source https://example.edu/articles/     a real hub, as drafts
"""


class Command(BaseCommand):
    help = (
        "Prepare the installation, crawl one source into it, and serve the site with a background worker and a "
        "scheduler, until Ctrl-C."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, epilog=EPILOG, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="Port of the site (default: 8000).")
        parser.add_argument("--hub-port", type=int, default=8001, help="Port of the sample hub (default: 8001).")
        parser.add_argument("--edition", type=int, default=1, choices=(1, 2, 3), help="Edition of the sample hub.")
        parser.add_argument("--source", metavar="ADDRESS", help="A real hub to crawl instead of the sample hub.")

    def handle(self, *, port: int, hub_port: int, edition: int, source: str | None, **options: Any) -> None:
        family = Family(settings.VAR / "log", {"SITE_URL": f"http://localhost:{port}"})
        serve.raise_on_signals()
        try:
            check_port_free(port, "PORT")
            if not source:
                check_port_free(hub_port, "HUB_PORT")
            administrator, target = self.make_ready(port)
            chosen = (
                sources.real_source(source, target) if source else self.start_sample(family, hub_port, edition, target)
            )
            self.scrape(chosen)
            self.say("Starting the site, the worker and the scheduler …")
            serve.start_site(family, port)
            serve.start_background(family)
            self.welcome(port, administrator)
            serve.keep_going(family)
        except KeyboardInterrupt:
            self.say("\nEnding the site, the worker, the scheduler and what else was started …")
        except LaunchError as error:
            raise CommandError(str(error)) from error
        finally:
            family.end()
        self.say("Ended.")

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

    def make_ready(self, port: int) -> tuple[prepare.Administrator, Any]:
        self.say("Preparing the database …")
        prepare.prepare_database()
        self.say("Collecting static files …")
        prepare.collect_static_files()
        return prepare.prepare_administrator(), prepare.prepare_pages(port)

    def start_sample(self, family: Family, hub_port: int, edition: int, target: Any) -> Source:
        self.say(f"Starting the sample hub, edition {edition} …")
        family.start("sample hub", "-m", "cms.demo", "--port", str(hub_port), "--edition", str(edition))
        family.wait_for("sample hub", f"http://127.0.0.1:{hub_port}/robots.txt")
        return sources.sample_source(hub_port, target)

    def scrape(self, source: Source) -> None:
        """Crawl and sync; what goes wrong there is said, and the site is served all the same."""
        self.say(f"Crawling {source.address}")
        try:
            run = request_run(source, SyncRun.Trigger.COMMAND)
        except RunActive as error:
            self.say(f"{error} It goes on in the background.")
            return
        with progress_for(self.stderr) as progress:
            report = run_source(run, progress=progress)
        for article in report.articles:
            if article.outcome in ("reject", "fail"):
                self.say(f"  {article.outcome}: {article.url}: {article.reason}")
        self.say(report.line())

    def welcome(self, port: int, administrator: prepare.Administrator) -> None:
        password = administrator.password or "(the one you chose)"
        self.say(
            f"\n  Reader site   http://localhost:{port}/"
            f"\n  Admin         http://localhost:{port}/admin/"
            f"\n  Sign in       {administrator.name} / {password}   (kept in {administrator.password_file})"
            f"\n  Logs          {settings.VAR / 'log'}"
            "\n\nCtrl-C ends everything.\n"
        )
