"""`manage.py extract`: one article as the contract's JSON or as text. Touches no database."""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.management.base import HubCommand, as_json, orderly_end
from articles.management.profiles import profile_in
from articles.models import Source
from articles.sync.crawl import CrawlFiles, crawl, specification
from articles.sync.saved_pages import UnreadablePage, article_of, page_words, read_page
from articles.sync.scraper_process import CrawlFailed
from scraper import Explanation, article_text, explain_article
from scraper.addresses import AddressError, normalise
from scraper.items import ScrapedArticle
from scraper.profile import SourceProfile
from scraper.records import CrawledArticle, Failure, read_records

STDIN = "-"


class Command(HubCommand):
    help = (
        "Print what one article says, as JSON with the contract's fields, or as plain text. The article is a saved "
        "page (HTML or Markdown), standard input, or an address on the web. Nothing is stored."
    )
    epilog = """\
examples:
  manage.py extract page.html
  manage.py extract capture.md --url https://example.edu/articles/one/ --text
  manage.py extract https://example.edu/articles/one/
  manage.py extract page.html --profile hub.json --explain > article.json
  curl -s https://example.edu/articles/one/ | manage.py extract - --url https://example.edu/articles/one/
"""
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("page", metavar="FILE|ADDRESS", help='a file, "-" for standard input, or a web address')
        parser.add_argument(
            "--url", metavar="ADDRESS", help="the address of a saved page, where the page does not say it"
        )
        parser.add_argument("--profile", type=Path, metavar="FILE", help="a source profile, as JSON")
        parser.add_argument("--text", action="store_true", help="plain text in place of JSON")
        parser.add_argument(
            "--explain",
            nargs="?",
            const="text",
            choices=["text", "json"],
            help=(
                "tell for each field which rule won and what else was seen: as text on standard error, or, with "
                '"json", as "explain" in the JSON. Only for a saved page or standard input'
            ),
        )
        parser.add_argument(
            "--allow-private", action="store_true", help="fetch from loopback and private addresses, too"
        )

    def handle(
        self,
        *,
        page: str,
        url: str | None,
        profile: Path | None,
        text: bool,
        explain: str | None,
        allow_private: bool,
        **options: Any,
    ) -> None:
        if text and explain == "json":
            raise CommandError(
                "--text and --explain json exclude each other: there is no JSON to hold the explanation."
            )
        explanation: Explanation | None = None
        rules = profile_in(profile)
        if url is not None:
            url = self.checked(url)
        try:
            if page.lower().startswith(("http://", "https://")):
                if explain:
                    raise CommandError(
                        "--explain reads a saved page: save it first, and give the address with --url "
                        f"(curl -s {page} | manage.py extract - --url {page} --explain)."
                    )
                with orderly_end():
                    article = fetched_article(self.checked(page), rules, allow_private=allow_private)
            else:
                words = page_words(sys.stdin.buffer.read()) if page == STDIN else read_page(Path(page))
                article = article_of(words, url, rules)
                if explain:
                    explanation = explain_article(words, url or article.url, rules)
        except (UnreadablePage, CrawlFailed) as error:
            raise CommandError(f"{page}: {error}.") from error
        if explanation is not None and explain == "text":
            for line in explanation.lines():
                self.stderr.write(line)
        record = article.to_dict()
        if explanation is not None and explain == "json":
            record["explain"] = explanation.to_dict()
        self.stdout.write(article_text(article) if text else as_json(record))

    def checked(self, address: str) -> str:
        try:
            return normalise(address)
        except AddressError as error:
            raise CommandError(f"{error}.") from error


def fetched_article(address: str, profile: SourceProfile, *, allow_private: bool) -> ScrapedArticle:
    """The article at an address, by a crawl of this one address; UnreadablePage when there is none."""
    source = Source(slug="extract", address=address, profile=profile.to_dict(), allow_private=allow_private)
    with tempfile.TemporaryDirectory(prefix="gleaner-extract-") as folder:
        files = CrawlFiles(records=Path(folder) / "article.jsonl", responses=None)
        said = crawl(specification(source, files, urls=[address]), files, lambda found, done: None)
        for record in read_records(files.records):
            if isinstance(record, CrawledArticle):
                return record.article
            if isinstance(record, Failure):
                raise UnreadablePage(record.reason)
    raise CrawlFailed(said.strip() or "the crawl gave neither an article nor a reason")
