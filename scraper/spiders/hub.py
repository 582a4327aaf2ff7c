"""The spider: asks for a hub's articles and hands each page to the parser. Finding, parsing, checking are elsewhere.

Every address that is asked for ends in a record. What breaks on one page is that page's failure; the rest goes on.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from scraper.addresses import AddressError
from scraper.outcomes import UNREACHABLE, NoAnswer, failure_of, status_failure
from scraper.output import Output
from scraper.records import CrawledArticle, Failure, NotModified
from scraper.source import SourceSpec
from scraper.spiders.discovery import Discovery, Found
from scraper.spiders.documents import LARGEST_SITEMAP
from scraper.spiders.page import RejectedPage, read_article
from scraper.spiders.scope import Scope


class HubSpider(Spider):
    name = "hub"

    def __init__(self, spec: SourceSpec, output: Output, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.spec = spec
        self.output = output
        self.profile = spec.source_profile
        self.scope = Scope(spec.address, self.profile)
        self.known = {self.scope.family.key(each) for each in spec.known}
        self.complete = False
        """Whether all of the hub's articles are asked for."""
        self.waiting: set[str] = set()
        """Addresses asked for that have no record yet."""
        self.articles: dict[str, str] = {}
        """Written articles: the key of the address to the fingerprint."""

    async def start(self) -> AsyncIterator[Request]:
        found = self._given() if self.spec.urls else await self._discover()
        for failure in found.failures:
            self.output.write(failure)
        addresses = found.addresses[: self.spec.limit]
        self.complete = found.complete and len(addresses) == len(found.addresses)
        self.output.found, self.output.asked = len(found.addresses), len(addresses)
        self.output.tell()
        self.waiting.update(addresses)
        for address in addresses:
            # Not filtered: Scrapy would drop a redirect to an address that was asked before without a word.
            yield Request(address, self.article, errback=self.failed, dont_filter=True, cb_kwargs={"asked": address})

    def _given(self) -> Found:
        """The addresses that the specification names, each once. A part of a hub never is complete."""
        found = Found(complete=False)
        addresses: dict[str, str] = {}
        for each in self.spec.urls:
            try:
                address = self.scope.normalise(each)
            except AddressError as error:
                found.failures.append(Failure(url=each, outcome="fail", reason=str(error)))
            else:
                addresses.setdefault(self.scope.family.key(address), address)
        found.addresses = list(addresses.values())
        return found

    async def _discover(self) -> Found:
        return await Discovery(self.scope, self.fetch, self.spec.limit).run()

    async def fetch(self, address: str) -> Response:
        """Bring a page for discovery, through the same middlewares as an article; NoAnswer when it does not come."""
        # Whether robots.txt may be read is not robots.txt's to say. Scrapy's own size limit is below the protocol's.
        meta = {"dont_obey_robotstxt": address.endswith("/robots.txt"), "download_maxsize": LARGEST_SITEMAP}
        try:
            request = Request(address, dont_filter=True, meta=meta)
            response = await self.crawler.engine.download_async(request)
        except Exception as error:
            # Whatever it was, discovery has further places to look, and says in the end why there was nothing.
            failure = failure_of(address, error, request)
            raise NoAnswer(failure, unreachable=isinstance(error, UNREACHABLE)) from error
        if not 200 <= response.status < 300:
            raise NoAnswer(status_failure(address, response))
        return response

    def article(self, response: Response, asked: str) -> None:
        """Write the record of a page that came."""
        fetched = [*response.meta.get("redirect_urls", []), response.url]
        if self._is_known(response, fetched):
            self.output.write(NotModified(url=asked))
        else:
            try:
                self._write(read_article(response, self.profile, fetched), asked)
            except RejectedPage as rejection:
                reason = str(rejection)
                self.output.write(Failure(url=asked, outcome="reject", reason=reason, status=response.status))
        self._finish(asked)

    def _is_known(self, response: Response, fetched: list[str]) -> bool:
        """Whether there is nothing new to say. A redirected page never is: its record tells where it moved to."""
        return "cached" in response.flags and len(fetched) == 1 and self.scope.family.key(response.url) in self.known

    def _write(self, record: CrawledArticle, asked: str) -> None:
        """Write an article, unless the same one came by another address before."""
        key, fingerprint = self.scope.family.key(record.article.url), record.article.fingerprint
        if key not in self.articles:
            self.articles[key] = fingerprint
            self.output.write(record)
        elif self.articles[key] != fingerprint:
            raise RejectedPage(f"it calls itself {record.article.url}, where another article was found before")

    def failed(self, failure: TwistedFailure) -> None:
        """Write the record of an address whose page did not come."""
        request: Request = failure.request  # type: ignore[attr-defined]
        asked = request.cb_kwargs["asked"]
        error = failure.value or RuntimeError("unknown")
        self.output.write(failure_of(asked, error, request))
        self._finish(asked)

    def _finish(self, asked: str) -> None:
        self.waiting.discard(asked)
        self.output.step()
