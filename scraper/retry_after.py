"""A host that answers 429 or 503 with Retry-After is left alone for that long; the other hosts go on meanwhile.

A wait that is longer than a crawl lasts ends the address as a failure which says so, and every other address of that
host with it: to go on asking is what the host forbade.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import IgnoreRequest

from scraper.headers import BoundedFactory

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

TOO_MANY, IN_TROUBLE = 429, 503
"""The first says when to ask, of any request; the second is an error like others, which not every request outlives."""
STATUSES = frozenset({TOO_MANY, IN_TROUBLE})
LONGEST_WAIT = 120.0
"""Seconds that a crawl waits at a time; a host that wants more is asked by the next run."""
LONGEST_IN_ALL = 600.0
"""Seconds that one crawl waits for one host."""
SHORTEST_WAIT = 1.0
MOST_TIMES = 3
"""So often one address is put off; then its answer is what it is."""

logger = logging.getLogger(__name__)


class NotNow(IgnoreRequest):
    """An address that is not asked now, and may be by another run. The message is the reason for a person."""


class HostWantsRest(NotNow):
    """A host asks to be left alone for longer than a crawl waits. Raised by `PatientHandler`."""


def seconds_of(value: str, *, date: str = "", now: datetime | None = None) -> float | None:
    """The wait that a Retry-After asks for, as seconds or as a date; None where it says neither.

    A date is compared with the answer's own `date`, for the two machines' clocks may differ.

    >>> seconds_of("120")
    120.0
    >>> seconds_of("Wed, 21 Oct 2026 07:28:00 GMT", date="Wed, 21 Oct 2026 07:27:00 GMT")
    60.0
    >>> seconds_of("soon") is None
    True
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    until = _moment(value)
    if until is None:
        return None
    return max(0.0, (until - (_moment(date) or now or datetime.now(UTC))).total_seconds())


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class PatientHandler(HTTP11DownloadHandler):
    """Scrapy's handler of the web, which asks a host nothing while that wants rest.

    Here and not in a middleware: what has passed those already waits in the downloader for its turn, and would still
    be sent. A request that rests keeps its turn, so that the others of its host stand in line behind it.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
        self._until: defaultdict[str, float] = defaultdict(float)
        """Host to the moment, by the steady clock, before which it is not asked."""
        self._waited: defaultdict[str, float] = defaultdict(float)
        """Host to the seconds that were waited for it in all."""

    async def download_request(self, request: Request) -> Response:
        host = urlsplit(request.url).netloc
        for _ in range(MOST_TIMES):
            await self._rested(host)
            response = await super().download_request(request)
            if (seconds := _wanted(response)) is None:
                return response
            self._rest(host, seconds, response.status)
            if response.status == IN_TROUBLE and request.meta.get("dont_retry"):
                return response
        await self._rested(host)
        return await super().download_request(request)

    async def _rested(self, host: str) -> None:
        # More than once: while one request waits, the answer to another may ask for more.
        while (seconds := self._until[host] - time.monotonic()) > 0:
            if seconds > LONGEST_WAIT:
                raise _refusal(seconds)
            await asyncio.sleep(seconds)

    def _rest(self, host: str, seconds: float, status: int) -> None:
        now = time.monotonic()
        known = max(self._until[host], now)
        more = max(0.0, now + seconds - known)
        self._waited[host] += more
        left = seconds > LONGEST_WAIT or self._waited[host] > LONGEST_IN_ALL
        self._until[host] = float("inf") if left and seconds <= LONGEST_WAIT else max(known, now + seconds)
        if more:
            then = ": it is left for another run" if left else ""
            logger.info("%s answers %d and asks to wait %g seconds%s", host, status, seconds, then)


def _wanted(response: Response) -> float | None:
    """The seconds for which an answer wants its host left alone; None where it wants nothing of the kind."""
    if response.status not in STATUSES or not (said := response.headers.get("Retry-After")):
        return None
    date = (response.headers.get("Date") or b"").decode("latin-1")
    seconds = seconds_of(said.decode("latin-1"), date=date)
    return None if seconds is None else max(seconds, SHORTEST_WAIT)


def _refusal(seconds: float) -> HostWantsRest:
    if seconds == float("inf"):
        return HostWantsRest(
            f"the server asked to wait again and again, for more than the {LONGEST_IN_ALL:.0f} seconds of one crawl"
        )
    return HostWantsRest(
        f"the server asks to wait {seconds:.0f} seconds, longer than a crawl does ({LONGEST_WAIT:.0f})"
    )
