"""How far apart the requests to one host are, at the least, whatever pace its answers would suggest.

Of robots.txt's Crawl-delay and the source's own setting the longer one holds. Where several processes share a crawl,
each of them takes its share of the pace, so that the host sees one crawl and not several.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from scrapy.extensions.throttle import AutoThrottle

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.core.downloader import Downloader
    from scrapy.crawler import Crawler
    from scrapy.http import Response

MOST_CRAWL_DELAY = 60.0
"""Seconds. What asks for more means "stay away", and has a line for saying so; a night holds 500 requests at this."""
PROCESSES = "GLEANER_PROCESSES"
"""The setting that says over how many processes the crawl is split."""

logger = logging.getLogger(__name__)


def keep_apart(crawler: Crawler, host: str, asked: float) -> None:
    """From now on leave so many seconds between two requests to the host, within bounds; said in the log.

    A host with another port has the same slot in Scrapy's downloader, and so the same pace: the slower one.
    """
    seconds = min(asked, MOST_CRAWL_DELAY)
    if seconds <= 0:
        return
    bounded = f", which is more than {MOST_CRAWL_DELAY:g}: that is kept" if asked > seconds else ""
    logger.info("robots.txt of %s asks for %g seconds between requests%s", host, asked, bounded)
    downloader = _downloader(crawler)
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    name = name.strip("[]")
    shared = seconds * max(1, crawler.settings.getint(PROCESSES, 1))
    kept = max(shared, _least(downloader, name), downloader._delay)
    downloader.per_slot_settings[name] = {"delay": kept, "jitter": 0.0}
    if slot := downloader.slots.get(name):
        slot.delay, slot.jitter = max(slot.delay, kept), 0.0


class Throttle(AutoThrottle):
    """Scrapy's, which knows one least delay for all hosts."""

    def alone(self) -> None:
        """From now on this process is the only one of its crawl, and takes the other ones' share of the pace, too."""
        downloader = _downloader(self.crawler)
        processes = max(1, self.crawler.settings.getint(PROCESSES, 1))
        self.target_concurrency *= processes
        self.mindelay /= processes
        downloader.domain_concurrency *= processes
        for kept in downloader.per_slot_settings.values():
            kept["delay"] /= processes
        # Idle slots come again with the new values; what is under way there goes on.
        for name in [name for name, slot in downloader.slots.items() if not slot.active]:
            downloader.slots.pop(name).close()

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        name, slot = self._get_slot(request, spider)
        if name is not None and slot is not None:
            slot.delay = max(slot.delay, _least(_downloader(self.crawler), name))


def _downloader(crawler: Crawler) -> Downloader:
    assert crawler.engine is not None  # noqa: S101 - whoever asks runs inside it
    return crawler.engine.downloader


def _least(downloader: Downloader, name: str) -> float:
    return float(downloader.per_slot_settings.get(name, {}).get("delay", 0.0))
