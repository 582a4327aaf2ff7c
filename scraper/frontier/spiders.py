"""The spiders of a crawl over several processes: one leads and writes the records, the others only ask and read."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redis import RedisError
from scrapy import Request, signals

from scraper.frontier.scheduler import SHARED, SharedScheduler
from scraper.pace import Throttle
from scraper.source import SourceSpec
from scraper.spiders.answers import Answer
from scraper.spiders.hub import HubSpider

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from scraper.frontier.meeting import Meeting

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.5
"""How late a process may notice that answers are there, or that the crawl is over."""


def told_to_others(spec: SourceSpec) -> dict[str, Any]:
    """What a process needs that asks for single articles: nothing of what comes after them, nor of the own disk.

    That records are known is left out, too: whether a stored page is the one that was recorded last, only the machine
    that stored it could tell.
    """
    bare = replace(spec, urls=[], known=[], expected=[], known_images=[], wanted_images=[])
    return replace(bare, cache_folder=None, image_folder=None).to_dict()


class SharingSpider(HubSpider):
    """What all processes of a shared crawl do: take what is there, hand in what came of it, show that they live."""

    def __init__(self, meeting: Meeting, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.meeting = meeting
        self._looking: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *arguments: Any, **options: Any) -> SharingSpider:
        spider = super().from_crawler(crawler, *arguments, **options)
        crawler.signals.connect(spider.begin_to_look, signals.spider_opened)
        crawler.signals.connect(spider.end_looking, signals.spider_closed)
        return spider

    def begin_to_look(self) -> None:
        self._looking = asyncio.get_running_loop().create_task(self._look_again_and_again())

    def end_looking(self) -> None:
        if self._looking:
            self._looking.cancel()

    async def _look_again_and_again(self) -> None:
        while not self.meeting.closed:
            try:
                self.meeting.beat()
                await self.look()
                self.take_up()
            except Exception as error:
                # Whatever it is: nobody would look again, and the crawl would wait for its answers for ever.
                if not isinstance(error, RedisError):
                    logger.exception("what came of the crawl cannot be taken")
                self.meeting.fail(error)
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    async def look(self) -> None:
        """What is to be done now and then."""

    def take_up(self) -> None:
        """Begin where nothing is under way: into a queue that was empty Scrapy looks again after five seconds only."""
        engine = self.crawler.engine
        if engine is None or engine.spider is None or self.meeting.taken:
            return
        if (request := self.shared_scheduler().next_request()) is not None:
            engine.crawl(request)

    def shared_scheduler(self) -> SharedScheduler:
        scheduler = self.crawler.engine.scheduler if self.crawler.engine else None
        assert isinstance(scheduler, SharedScheduler)  # noqa: S101 - it is what all of them are started with
        return scheduler

    def deliver(self, answer: Answer) -> None:
        try:
            self.meeting.hand_in(answer.asked, answer.line())
        except RedisError as error:
            self.meeting.fail(error)


class HelpingSpider(SharingSpider):
    async def start(self) -> AsyncIterator[Request]:
        none: list[Request] = []
        for request in none:
            yield request


class LeadingSpider(SharingSpider):
    """Begun anew after it was killed, it reads its journal first: what was collected is in Redis no more."""

    def __init__(self, journal: Path, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.journal = journal
        self._discovered = self._all_pushed = False

    def request(self, address: str) -> Request:
        request = super().request(address)
        request.meta[SHARED] = True
        # Filtered by its very address, among all that this crawl pushed; see `AskedAddresses`.
        return request.replace(dont_filter=False)

    async def start(self) -> AsyncIterator[Request]:
        try:
            async for request in super().start():
                if not self._discovered and self.journal.exists():
                    self._read_journal()
                self._discovered = True
                yield request
        finally:
            self._discovered = self._all_pushed = True

    def _read_journal(self) -> None:
        whole = 0
        with self.journal.open("r+b") as lines:
            for line in lines:
                if line.endswith(b"\n"):
                    whole += len(line)
                    self.collect(line)
            # A last line without its break is what a killed leader had not collected; the next one would go on in it.
            lines.truncate(whole)

    async def look(self) -> None:
        if not self._discovered:
            return
        self.meeting.give_back_of_the_dead()
        while answers := self.meeting.answers():
            with self.journal.open("ab") as journal:
                journal.writelines(each + b"\n" for each in answers)
            self.meeting.collected(len(answers))
            for each in answers:
                self.collect(each)
            await asyncio.sleep(0)  # others have a turn
        if not self._all_pushed:
            return
        if self.waiting and self.meeting.nothing_is_left():
            # Redis was emptied under us, or a leader was killed between noting an address and pushing it.
            self.push_again()
        if not self.waiting:
            self.come_to_the_end()

    def push_again(self) -> None:
        for address in self.waiting:
            self.shared_scheduler().queue.push(self.request(address))

    def collect(self, line: bytes) -> None:
        """Take an answer, unless the address has one: a process that was taken for dead may answer all the same."""
        answer = Answer.from_line(line)
        if answer.asked in self.waiting:
            self.take(answer)

    def come_to_the_end(self) -> None:
        """What comes after the articles is this process's alone, and so is the host's pace."""
        if self.meeting.closed:
            return
        self.meeting.close()
        if throttle := self.crawler.get_extension(Throttle):
            throttle.alone()
