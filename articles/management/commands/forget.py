"""`manage.py forget`: ask an article back whose page was deleted."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from articles.management.base import HubCommand, source_named
from articles.models import Source
from articles.sync.claim import RunActive
from articles.sync.forget import NotForgettable, forget
from scraper.addresses import AddressError


class Command(HubCommand):
    help = (
        "An article whose page an editor deleted stays deleted. Forget its address, and the next run that finds the "
        "article imports it as a new one. An article whose page still exists is not forgotten."
    )
    epilog = """\
examples:
  manage.py forget https://example.edu/articles/one/
  manage.py forget https://example.edu/articles/one/ --source my-hub
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", metavar="ADDRESS", help="the article's address at its source, now or before")
        parser.add_argument("--source", metavar="SLUG", help="slug of the source, where more than one has the address")

    def handle(self, *, address: str, source: str | None, **options: Any) -> None:
        sources = [source_named(source)] if source else list(Source.objects.order_by("pk"))
        try:
            forgotten = forget(address, sources)
        except (NotForgettable, RunActive, AddressError) as error:
            raise CommandError(str(error).rstrip(".") + ".") from error
        self.stdout.write(
            f"Forgot {forgotten.url}. Import it anew with: manage.py scrape {forgotten.source} --url {forgotten.url}"
        )
