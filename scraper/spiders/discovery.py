"""Finds a hub's articles: by its sitemaps, else by its feeds, else by its listing pages.

Source of truth is what the site publishes about itself. What cannot be read is said (`failures`), and makes the
discovery incomplete: then an article's absence means nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin

from scrapy.http import Response

from scraper.decoding import page_text
from scraper.outcomes import NoAnswer
from scraper.records import Failure
from scraper.spiders.documents import (
    DocumentError,
    Listed,
    Page,
    read_feed,
    read_page,
    read_sitemap,
    sitemaps_of_robots,
)
from scraper.spiders.scope import Scope

MOST_SITEMAPS = 500
"""Sitemaps read for one hub: with 50,000 addresses each no hub needs more, and an index can name itself."""
MOST_LISTING_PAGES = 2000
"""Listing pages followed: 24,000 articles at a dozen a page; a calendar that pages for ever ends here."""

Fetch = Callable[[str], Awaitable[Response]]
"""Brings a page by its address; raises NoAnswer with the reason when it does not come."""


@dataclass
class Found:
    addresses: list[str] = field(default_factory=list)
    complete: bool = True
    """Whether these are all articles of the hub."""
    failures: list[Failure] = field(default_factory=list)
    """What should have been read and could not be."""


class Discovery:
    """One search for a hub's articles; `limit` lets it stop early."""

    def __init__(self, scope: Scope, fetch: Fetch, limit: int | None = None) -> None:
        self.scope = scope
        self.fetch = fetch
        self.limit = limit

    async def run(self) -> Found:
        try:
            by_sitemaps = await self._by_sitemaps(await self._robots())
            if by_sitemaps.addresses:
                return by_sitemaps
            front = await self._page(self.scope.address)
        except NoAnswer as no_answer:
            return self._nothing(no_answer.failure)
        failures = by_sitemaps.failures
        for search in (self._by_feeds, self._by_listings):
            found = await search(front)
            failures = failures + found.failures
            if found.addresses:
                return Found(found.addresses, found.complete and not failures, failures)
        reason = "no sitemap, feed or listing page leads to an article of this source"
        return self._nothing(Failure(url=self.scope.address, outcome="fail", reason=reason), failures)

    def _nothing(self, cause: Failure, others: list[Failure] | None = None) -> Found:
        reason = f"no articles found: {cause.reason}"
        failure = Failure(url=self.scope.address, outcome="fail", reason=reason, status=cause.status)
        return Found([], complete=False, failures=[*(others or []), failure])

    async def _robots(self) -> Listed:
        """The sitemaps that robots.txt names."""
        address = urljoin(self.scope.address, "/robots.txt")
        try:
            response = await self.fetch(address)
        except NoAnswer as no_answer:
            if no_answer.unreachable:
                # The host itself is not there: every further request would only wait as long again.
                raise
            return Listed(address)
        return sitemaps_of_robots(response.body, response.url)

    async def _by_sitemaps(self, robots: Listed) -> Found:
        usual, named = urljoin(self.scope.address, "/sitemap.xml"), robots.addresses
        waiting, seen = deque(named or [usual]), set(named or [usual])
        candidates: list[str] = []
        found, read = Found(failures=_unread(robots.base, robots, "robots.txt: ")), 0
        while waiting and read < MOST_SITEMAPS:
            address, read = waiting.popleft(), read + 1
            try:
                response = await self.fetch(address)
                sitemap = read_sitemap(response.body, response.url)
            except (NoAnswer, DocumentError) as error:
                # That the usual place is empty is no failure: nobody said that a sitemap is there.
                if address in named or address != usual:
                    found.failures.append(_sitemap_failure(address, error))
                continue
            found.failures += _unread(address, sitemap, "sitemap: ")
            if not sitemap.is_index:
                candidates += sitemap.addresses
                continue
            fresh = [each for each in sitemap.addresses if each not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
        found.addresses = self.scope.articles(candidates)
        found.complete = not (found.failures or waiting)
        return found

    async def _by_feeds(self, front: Page) -> Found:
        candidates: list[str] = []
        failures = []
        for address in dict.fromkeys(front.feeds):
            if "comment" in address:
                continue  # a blog's feed of comments leads to articles too, but to those that were talked about
            try:
                response = await self.fetch(address)
                feed = read_feed(response.body, response.url)
            except NoAnswer as no_answer:
                failures.append(no_answer.failure)
            except DocumentError as error:
                failures.append(Failure(url=address, outcome="reject", reason=str(error)))
            else:
                candidates += feed.addresses
                failures += _unread(address, feed)
        # A feed has the newest articles only: that an older one is not in it says nothing.
        return Found(self.scope.articles(candidates), complete=False, failures=failures)

    async def _by_listings(self, front: Page) -> Found:
        """Follow the listing pages and their further pages, breadth first."""
        waiting, seen = deque(self.scope.listings), {self.scope.family.key(each) for each in self.scope.listings}
        candidates: list[str] = []
        found, followed = Found(), 0
        while waiting and followed < MOST_LISTING_PAGES and not self._enough(candidates):
            address, followed = waiting.popleft(), followed + 1
            try:
                page = front if address == self.scope.address else await self._page(address)
            except NoAnswer as no_answer:
                found.failures.append(no_answer.failure)
                continue
            candidates += page.links
            for link in self._further(page):
                if (key := self.scope.family.key(link)) not in seen:
                    seen.add(key)
                    waiting.append(link)
        found.addresses = self.scope.articles(candidates)
        found.complete = not (found.failures or waiting)
        return found

    def _further(self, page: Page) -> list[str]:
        """The pages on which a listing goes on, and the listings that a hub's front page leads to."""
        following = [each for each in page.next if self.scope.family.holds(each)]
        return following + [
            each for each in page.links if self.scope.is_paging(each, page.address) or self.scope.is_listing(each)
        ]

    def _enough(self, candidates: list[str]) -> bool:
        return self.limit is not None and len(self.scope.articles(candidates)) >= self.limit

    async def _page(self, address: str) -> Page:
        response = await self.fetch(address)
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        page = read_page(page_text(response.body, content_type), response.url)
        self.scope.add_listing(page.address)
        return page


def _unread(address: str, listed: Listed, prefix: str = "") -> list[Failure]:
    """What could not be read of a document that was read otherwise."""
    return [Failure(url=address, outcome="reject", reason=prefix + each) for each in listed.unread]


def _sitemap_failure(address: str, error: NoAnswer | DocumentError) -> Failure:
    status = error.failure.status if isinstance(error, NoAnswer) else None
    outcome = "fail" if isinstance(error, NoAnswer) else "reject"
    return Failure(url=address, outcome=outcome, reason=f"sitemap: {error}", status=status)
