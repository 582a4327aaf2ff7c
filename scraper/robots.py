"""robots.txt is obeyed by every request, also by those that were made before it was there; its Crawl-delay as well."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.robotstxt import RobotParser

from scraper.outcomes import UNREACHABLE
from scraper.pace import keep_apart
from scraper.retry_after import NotNow
from scraper.safety import IMAGE

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

SERVER_ERROR = 500


class RulesUnknown(NotNow):
    """A host that is in trouble does not tell its rules, and then everything is forbidden (RFC 9309, 2.3.1.4)."""


class RobotsForAll(RobotsTxtMiddleware):
    """Scrapy's middleware, one request of a host at a time until its rules are known.

    In Scrapy 2.19 requests that wait for the same robots.txt share one Deferred: the first to be woken takes its
    result, the others get None, which means "no rules", and go out whatever robots.txt says.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._silent: dict[str, Exception] = {}
        """Hosts that did not answer when they were asked for their rules, and with what error."""
        self._unknown: dict[str, RulesUnknown] = {}
        """Hosts that answered an error of theirs when they were asked for their rules."""
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        host = urlsplit(request.url).netloc
        async with self._turns[host]:
            parser = await super().robot_parser(request)
        if request.meta.get(IMAGE) and host in self._silent:
            # To ask for an image too would be to wait as long again; nobody but the host's rules could allow it.
            raise self._silent[host]
        if host in self._unknown:
            raise self._unknown[host]
        return parser

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= SERVER_ERROR:
            self._unknown[netloc] = RulesUnknown(f"its host's robots.txt cannot be read: {response.status}")
        await super()._parse_robots(response, netloc, request)
        # The group that names us, and only where none does the one for everybody: the parser sees to that.
        rules = self._parsers[netloc]
        if isinstance(rules, RobotParser) and (delay := rules.crawl_delay(self._robotstxt_useragent or "")):
            keep_apart(self.crawler, netloc, delay)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if isinstance(exc, UNREACHABLE):
            self._silent[netloc] = exc
        super()._robots_error(exc, netloc)
