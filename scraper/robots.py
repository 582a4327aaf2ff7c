"""robots.txt is obeyed by every request, also by those that were made before it was there."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser


class RobotsForAll(RobotsTxtMiddleware):
    """Scrapy's middleware, one request of a host at a time until its rules are known.

    In Scrapy 2.19 requests that wait for the same robots.txt share one Deferred: the first to be woken takes its
    result, the others get None, which means "no rules", and go out whatever robots.txt says.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        async with self._turns[urlsplit(request.url).netloc]:
            return await super().robot_parser(request)
