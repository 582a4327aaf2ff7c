"""Ends a crawl or a replay before its time: on SIGTERM, on Ctrl-C, when the process that started it is gone."""

from __future__ import annotations

import asyncio
import os
import signal

from scrapy.crawler import AsyncCrawlerProcess

GRACE = 3.0
"""Seconds for answers under way once the crawl was told to stop; whoever stops it waits for that."""
SECONDS_BETWEEN_LOOKS = 2.0
"""How late the end of the parent may be noticed."""


class Stopping:
    """Scrapy's own signal handlers would wait for every answer under way, which a hanging server makes long."""

    def __init__(self, process: AsyncCrawlerProcess) -> None:
        self._process = process
        self._loop = asyncio.get_event_loop()
        self._tasks: list[asyncio.Task[None]] = []

    def on_signals(self) -> None:
        for each in (signal.SIGINT, signal.SIGTERM):
            self._loop.add_signal_handler(each, self.stop)

    def with_parent(self, parent: int) -> None:
        """Stop when this process is no longer that one's child. A killed parent sends no signal that could tell."""
        self._loop.call_soon(self._look, parent)

    def _look(self, parent: int) -> None:
        if os.getppid() == parent:
            self._loop.call_later(SECONDS_BETWEEN_LOOKS, self._look, parent)
        else:
            self.stop()

    def stop(self) -> None:
        """End the crawl in order, and at once when its answers under way take long."""
        if not self._loop.is_running():
            return  # it has ended by itself
        self._tasks.append(self._loop.create_task(self._process.stop()))
        if len(self._tasks) == 1:
            self._loop.call_later(GRACE, self._give_up)

    def _give_up(self) -> None:
        # Imported late: the import makes a reactor where Scrapy has not put its own yet.
        from twisted.internet import reactor

        if reactor.running:
            reactor.stop()  # type: ignore[misc]


class StopWish:
    """The same for work that has no reactor: it looks here whether to go on."""

    def __init__(self, parent: int | None = None) -> None:
        self._parent = parent
        self._wished = False
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, self.stop)

    def __call__(self) -> bool:
        return self._wished or (self._parent is not None and os.getppid() != self._parent)

    def stop(self, *_: object) -> None:
        self._wished = True
