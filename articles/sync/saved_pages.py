"""Saved pages and captures as records, so that they go through the same plan and writing as a crawl."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from articles.models import Source
from scraper import Explanation, ParseError, address_of, explain_article, parse_article
from scraper.addresses import AddressError, normalise
from scraper.checks import oddities, problems
from scraper.decoding import looks_binary, page_text
from scraper.items import ScrapedArticle
from scraper.profile import SourceProfile
from scraper.records import CrawledArticle, End, Failure, Record, record_line

# The crawl's own bound for a page: a saved one is no larger.
LARGEST_PAGE = 32 * 1024 * 1024


class UnreadablePage(Exception):
    """A saved page gives no article. Raised by `read_page` and `article_of`; the message says why, for a person."""


@dataclass(frozen=True, kw_only=True)
class SavedPage:
    name: str
    """What a person knows it by: the file's name as given."""
    path: Path
    url: str | None = None
    """The page's address, where it is given; else the page itself must say it."""


def write_records(pages: Sequence[SavedPage], source: Source, path: Path, progress: Callable[[int], None]) -> None:
    """Parse every page into the records file. A page that gives no article is a failure under its name."""
    profile = SourceProfile.from_dict(source.profile)
    started = time.monotonic()
    # A file's name need not be text: what of it is none cannot be written either.
    with path.open("w", encoding="utf-8", errors="replace") as lines:
        for done, page in enumerate(pages, start=1):
            lines.write(record_line(_record(page, profile)) + "\n")
            progress(done)
        end = End(complete=False, reason="finished", found=len(pages), seconds=time.monotonic() - started)
        lines.write(record_line(end) + "\n")


def _record(page: SavedPage, profile: SourceProfile) -> Record:
    try:
        article = article_of(read_page(page.path), page.url, profile)
    except UnreadablePage as error:
        return Failure(url=page.name, outcome="reject", reason=str(error))
    return CrawledArticle(article=article, notes=oddities(article))


def read_page(path: Path) -> str:
    """The text of a saved page, whatever its charset."""
    try:
        if path.stat().st_size > LARGEST_PAGE:
            raise UnreadablePage(f"the file is larger than {LARGEST_PAGE // 1024 // 1024} MB")
        return page_words(path.read_bytes())
    except OSError as error:
        raise UnreadablePage(f"the file cannot be read: {error.strerror}") from error


def page_words(body: bytes) -> str:
    if not body.strip():
        raise UnreadablePage("the file is empty")
    if looks_binary(body):
        raise UnreadablePage("the file is neither HTML nor Markdown: it holds binary data")
    return page_text(body)


def article_of(text: str, url: str | None, profile: SourceProfile) -> ScrapedArticle:
    """The checked article of a page's text."""
    address = url or address_of(text)
    if not address:
        raise UnreadablePage("the page does not say its address; give it with --url")
    with _reasons():
        article = parse_article(text, normalise(address), profile)
    if found := problems(article):
        raise UnreadablePage("; ".join(found))
    return article


def explained(text: str, url: str, profile: SourceProfile) -> Explanation:
    """The article of a page's text, checked by nobody, and which rule won for each field; UnreadablePage as above."""
    with _reasons():
        return explain_article(text, normalise(url), profile)


@contextmanager
def _reasons() -> Iterator[None]:
    """Whatever a page does to the parser, in words for a person."""
    try:
        yield
    except AddressError as error:
        raise UnreadablePage(str(error)) from error
    except ParseError as error:
        raise UnreadablePage(f"the page {error}") from error
    except Exception as error:
        # A page that breaks the parser is that page's failure: the others go on.
        raise UnreadablePage(f"the parser broke on the page: {type(error).__name__}: {error}") from error
