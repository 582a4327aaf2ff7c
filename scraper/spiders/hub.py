"""The spider: asks for a hub's articles and hands each page to the parser. Finding, parsing, checking are elsewhere.

Every address that is asked for ends in a record. What breaks on one page is that page's failure; the rest goes on.
When the articles are in, it asks what became of those that are not among them any more, and then for the images.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from scraper.addresses import AddressError
from scraper.outcomes import UNREACHABLE, NoAnswer, failure_of, status_failure
from scraper.output import Output
from scraper.records import CrawledArticle, Failure, NotModified
from scraper.source import SourceSpec
from scraper.spiders.answers import Answer, answer_of, path_of
from scraper.spiders.discovery import Discovery, Found
from scraper.spiders.documents import LARGEST_SITEMAP
from scraper.spiders.images import Images
from scraper.spiders.page import RejectedPage
from scraper.spiders.probing import Probing
from scraper.spiders.scope import Scope
from scraper.spiders.unlisted import redirected


class HubSpider(Spider):
    name = "hub"

    def __init__(self, spec: SourceSpec, output: Output, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.spec = spec
        self.output = output
        self.profile = spec.source_profile
        self.scope = Scope(spec.address, self.profile)
        self.known = {self.scope.key(each) for each in spec.known}
        self.expected = {self.scope.key(each): each for each in spec.expected}
        self.complete = False
        """Whether all of the hub's articles are asked for."""
        self.probing: Probing | None = None
        """What asks for the expected articles that were not found; None where a part of the hub was looked at."""
        self.images = Images(spec, output, self._ask)
        self.waiting: set[str] = set()
        """Addresses asked for that have no record yet."""
        self.listed: set[str] = set()
        """The keys of the addresses that are asked for as articles."""
        self.pages: set[str] = set()
        """The keys of the pages that have a record: what leads to one of them later says nothing new."""
        self.articles: dict[str, str] = {}
        """Written articles: the key of the address to the fingerprint."""

    async def start(self) -> AsyncIterator[Request]:
        self.crawler.signals.connect(self.idle, signals.spider_idle)
        found = self._given() if self.spec.urls or self.spec.images_only else await self._discover()
        for failure in found.failures:
            self.output.write(failure)
        addresses = found.addresses[: self.spec.limit]
        self.complete = found.complete and len(addresses) == len(found.addresses)
        if self.complete and self.spec.limit is None:
            self.probing = Probing(self.scope, self.profile, self.output)
        self.output.found, self.output.asked = len(found.addresses), len(addresses)
        self.output.tell()
        self.waiting.update(addresses)
        self.listed = {self.scope.key(address) for address in addresses}
        for address in addresses:
            yield self.request(address)

    def request(self, address: str) -> Request:
        # Not filtered: Scrapy would drop a redirect to an address that was asked before without a word.
        return Request(address, self.article, errback=self.failed, dont_filter=True, cb_kwargs={"asked": address})

    def idle(self) -> None:
        """Nothing is left to be asked: begin with what comes after the articles, or let the crawl end."""
        requests: list[Request] = []
        if self.probing:
            requests, self.probing = self.probing.requests(self._missed()), None
        for request in requests:
            self._ask(request)
        if requests or self.images.begin():
            raise DontCloseSpider

    def _ask(self, request: Request) -> None:
        self.crawler.engine.crawl(request)

    def _missed(self) -> list[str]:
        """The expected articles that were neither asked for nor found at another address."""
        return [each for key, each in self.expected.items() if key not in self.listed and key not in self.articles]

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
        request = None
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
        """Read a page that came, unless that would say nothing new."""
        fetched = path_of(response)
        known = self._is_known(response, fetched)
        if known or self.scope.key(response.url) in self.pages:
            self.deliver(Answer(asked=asked, fetched=fetched, status=response.status, not_modified=known))
        else:
            self.deliver(answer_of(response, asked, self.profile))

    def deliver(self, answer: Answer) -> None:
        """Where an answer goes; a crawl that is shared by several processes collects them first."""
        self.take(answer)

    def take(self, answer: Answer) -> None:
        """Write the record of an address, in the light of all that came before."""
        try:
            if answer.failure:
                self.output.write(answer.failure)
            else:
                self._take(answer)
        except RejectedPage as rejection:
            location = answer.fetched[-1] if len(answer.fetched) > 1 else None
            self.output.write(
                Failure(
                    url=answer.asked, outcome="reject", reason=str(rejection), status=answer.status, location=location
                )
            )
        self._finish(answer.asked)

    def _take(self, answer: Answer) -> None:
        url, record = answer.fetched[-1], answer.record
        page = self.scope.key(url)
        if page in self.pages:
            # Another address led here before. That a known article's own address leads here is news all the same.
            self._leads_elsewhere(answer.asked, url)
        elif answer.not_modified:
            self.output.write(NotModified(url=answer.asked))
            self.pages.add(page)
        elif record is None:
            raise RejectedPage(answer.rejection)
        else:
            if self._leads_elsewhere(answer.asked, record.article.url) and (
                self.scope.key(record.article.url) in self.listed
            ):
                return  # the other article gives its own record
            self._write(record)
            self.pages.add(page)

    def _is_known(self, response: Response, fetched: list[str]) -> bool:
        """Whether there is nothing new to say. A redirected page never is: its record tells where it moved to."""
        return "cached" in response.flags and len(fetched) == 1 and self.scope.key(response.url) in self.known

    def _leads_elsewhere(self, asked: str, location: str) -> bool:
        """Whether the address of one known article leads to another one, which is then told."""
        here, there = self.scope.key(asked), self.scope.key(location)
        if here == there or here not in self.expected or there not in self.expected:
            return False
        self.output.write(redirected(self.expected[here], location))
        return True

    def _write(self, record: CrawledArticle) -> None:
        """Write an article, unless the same one came by another address before."""
        key, fingerprint = self.scope.key(record.article.url), record.article.fingerprint
        if key not in self.articles:
            self.articles[key] = fingerprint
            self.output.write(record)
            self.images.want_those_of(record.article)
        elif self.articles[key] != fingerprint:
            raise RejectedPage(f"it calls itself {record.article.url}, where another article was found before")

    def failed(self, failure: TwistedFailure) -> None:
        """Tell of an address whose page did not come."""
        request: Request = failure.request  # type: ignore[attr-defined]
        asked = request.cb_kwargs["asked"]
        error = failure.value or RuntimeError("unknown")
        self.deliver(Answer(asked=asked, failure=failure_of(asked, error, request)))

    def _finish(self, asked: str) -> None:
        self.waiting.discard(asked)
        self.output.step()
