"""One page of a hub, brought for somebody who waits for it: by the crawl itself, so that all that keeps a crawl safe
and polite (the resolver, the bounds, robots.txt) holds here, too. Nothing is kept.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from articles.models import Source
from articles.sync.crawl import CrawlFiles, crawl, specification
from articles.sync.credentials import origin_of
from articles.sync.scraper_process import CrawlFailed
from scraper.addresses import AddressError, HostFamily, normalise
from scraper.items import ContractError
from scraper.profile import SourceProfile
from scraper.records import CrawledArticle, Failure, read_records
from scraper.source import SourceSpec

LONGEST_WAIT = 30.0
"""Seconds for all of it, redirects, second attempts and the search of a hub included: somebody looks at a browser."""
LARGEST_PAGE = 2_000_000
"""Bytes. Django takes no more than 2.5 MB of a form, and the page travels in one."""
AT_ONCE = 2
"""Crawls of one process of the site at a time: each holds a thread of it, and takes some 100 MB."""
_places = threading.BoundedSemaphore(AT_ONCE)


class PageNotFetched(Exception):
    """An address gave no page. Raised by `fetch_page` and `fetch_first_article`; the message says why, for a person."""


class _TooSlow(Exception):
    """The time is up. Raised between two signs of life of the crawl."""


@dataclass(frozen=True, kw_only=True)
class FetchedPage:
    url: str
    """Where the page was found in the end, behind its redirects."""
    text: str


def fetch_page(address: str, source: Source | None = None, *, patience: float = LONGEST_WAIT) -> FetchedPage:
    """The page at an address; PageNotFetched when there is none.

    Only an address on a saved source's own hosts is asked as that source allows. Any other is a stranger's, who may
    lead to public addresses alone.
    """
    if source is not None and source.pk and _is_own(source, address):
        asking = Source(
            slug=source.slug,
            address=source.address,
            profile=source.profile,
            allow_private=source.allow_private,
            credentials=source.credentials,
        )
    else:
        asking = Source(slug="trial", address=_checked(address))
    return _fetched(asking, patience, urls=[_checked(address)])


def fetch_first_article(
    address: str, profile: SourceProfile, source: Source | None = None, *, patience: float = LONGEST_WAIT
) -> FetchedPage:
    """The first article that a hub names, found as a run with this profile would find it."""
    own = source if source is not None and source.pk and _is_own(source, address) else None
    rules = profile.to_dict()
    if own is not None:
        # Hosts that are only typed so far are none that the source was allowed to ask.
        rules["alias_hosts"] = own.profile.get("alias_hosts", [])
    asking = Source(
        slug="trial",
        address=_checked(address),
        profile=rules,
        allow_private=own.allow_private if own is not None else False,
    )
    if own is not None and origin_of(own) == origin_of(asking):
        asking.credentials = own.credentials
    return _fetched(asking, patience, limit=1)


def _checked(address: str) -> str:
    try:
        return normalise(address)
    except AddressError as error:
        raise PageNotFetched(str(error)) from error


def _is_own(source: Source, address: str) -> bool:
    try:
        return HostFamily.of(source.address, source.profile.get("alias_hosts", [])).holds(address)
    except AddressError:
        return False


def _fetched(asking: Source, patience: float, *, urls: Sequence[str] = (), limit: int | None = None) -> FetchedPage:
    with _place(), tempfile.TemporaryDirectory(prefix="gleaner-page-") as folder:
        files = CrawlFiles(records=Path(folder) / "page.jsonl", responses=Path(folder) / "responses")
        spec = specification(asking, files, urls=urls, limit=limit)
        try:
            said = crawl(spec, files, _until(time.monotonic() + patience), asking)
            return _found(spec, files, said)
        except _TooSlow as error:
            raise PageNotFetched(f"there was no answer within {patience:.0f} seconds") from error
        except (CrawlFailed, ContractError) as error:
            raise PageNotFetched(str(error)) from error


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(blocking=False):
        raise PageNotFetched("other pages are being fetched at this moment; it goes in some seconds")
    try:
        yield
    finally:
        _places.release()


def _until(deadline: float) -> Callable[[int, int], None]:
    def watch(_found: int, _done: int) -> None:
        if time.monotonic() > deadline:
            raise _TooSlow

    return watch


def _found(spec: SourceSpec, files: CrawlFiles, said: str) -> FetchedPage:
    """What the crawl stored of the page. One that came but gave no article is shown, too: a profile may mend that."""
    reason = said.strip() or "the crawl gave neither a page nor a reason"
    for record in read_records(files.records):
        if isinstance(record, CrawledArticle):
            return _stored(spec, record.fetched[-1])
        if isinstance(record, Failure):
            reason = record.reason
            if record.outcome == "reject" and record.url in spec.urls:
                return _stored(spec, record.location or record.url)
    raise PageNotFetched(reason)


def _stored(spec: SourceSpec, address: str) -> FetchedPage:
    # Imported late: Scrapy is as large as all the rest of the site, which needs it for nothing else.
    from scraper.spiders.hub import HubSpider
    from scraper.spiders.page import RejectedPage, text_of
    from scraper.spiders.scope import Scope
    from scraper.stored import StoredPages, UnreadableResponse

    pages = StoredPages(Path(spec.cache_folder or ""), HubSpider.name, Scope(spec.address, spec.source_profile).key)
    page = pages.page(address)
    if page is None:
        raise PageNotFetched("the page came, but could not be kept")
    try:
        # A NUL is no character of a page, and a form takes none.
        text = text_of(pages.response(page)).replace("\0", "")
    except (RejectedPage, UnreadableResponse) as error:
        raise PageNotFetched(str(error)) from error
    if (size := len(text.encode(errors="replace"))) > LARGEST_PAGE:
        raise PageNotFetched(f"the page has {size / 1e6:.1f} MB; at most {LARGEST_PAGE / 1e6:.0f} MB can be tried here")
    return FetchedPage(url=page.url, text=text)
