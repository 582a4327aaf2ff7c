"""One crawl in this process, from its start to the End record; a look at links goes the same way."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess

from scraper.clock import wait_by_a_steady_clock
from scraper.log import is_told, keep_log, tell_parent
from scraper.output import Output
from scraper.records import Failure
from scraper.spiders.hub import HubSpider
from scraper.stopping import Stopping

FINISHED = "finished"
"""Scrapy's word for a crawl that came to its end by itself."""
START_ERROR = "start_error"


class Crawling:
    """A spider's work in a reactor, which can be started once in a process."""

    def __init__(self, settings: dict[str, object], *, parent: int | None, log: Path | None, add: bool = False) -> None:
        # Told line by line, a parent needs no second copy in Scrapy's own form.
        self.process = AsyncCrawlerProcess({**settings, "LOG_INSTALL_ROOT_HANDLER": not is_told()})
        keep_log(log, add=add)  # not before: Scrapy takes away what was there
        tell_parent()
        # Scrapy logs a trace when robots.txt does not come; the addresses of that host say so themselves.
        logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
        self.parent = parent
        self.spider: HubSpider | None = None
        self.reason = START_ERROR

    def run(self, spider_class: type[Spider], **arguments: Any) -> str:
        """How it ended, in Scrapy's word. What is to end it early is told by `stop`, which is handed on before."""
        crawler = self.process.create_crawler(spider_class)
        self.process.crawl(crawler, **arguments)
        wait_by_a_steady_clock()
        self.stopping = Stopping(self.process)
        self.stopping.on_signals()
        if self.parent is not None:
            self.stopping.with_parent(self.parent)
        self.process.start(install_signal_handlers=False)
        spider = crawler.spider
        if spider is not None and not self.process.bootstrap_failed:
            self.spider = spider if isinstance(spider, HubSpider) else None
            self.reason = str(crawler.stats.get_value("finish_reason", "shutdown"))
        return self.reason  # else Scrapy could not even begin, and has logged why

    def stop(self) -> None:
        self.stopping.stop()

    def end(self, output: Output, *, broken: str = "") -> str:
        """Write what is still to be said of the crawl; gives back how it ended."""
        reason = "frontier_lost" if broken else self.reason
        spider = self.spider
        lost = sorted(spider.waiting) if spider and reason == FINISHED else []
        for address in lost:
            output.write(Failure(url=address, outcome="fail", reason="the crawl ended without an answer for it"))
        output.end(complete=bool(reason == FINISHED and spider and spider.complete and not lost), reason=reason)
        return reason
