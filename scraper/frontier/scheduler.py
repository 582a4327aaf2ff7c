"""The scheduler of a process that shares its crawl: scrapy-redis', made safe against a process that is killed.

What is taken over of scrapy-redis: the scheduler's way of sharing a queue, the queue, the set of what was asked, the
connection. What is not: its queue forgets a request as soon as a process has popped it, so that a kill loses it; its
scheduler empties the queue for everybody when the first process ends, takes an empty queue for the end of the crawl,
and shares every request, also those that only this process can answer; its requests travel as pickles, by which
whoever can write to Redis could run code here.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from redis import RedisError
from scrapy.core.scheduler import Scheduler as OwnScheduler
from scrapy_redis.dupefilter import RFPDupeFilter
from scrapy_redis.queue import FifoQueue
from scrapy_redis.scheduler import Scheduler

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler

    from scraper.frontier.meeting import Meeting

SHARED = "gleaner_shared"
"""The request's mark that any process may make it; gone once one has taken it."""


class JsonRequests:
    """Requests as JSON: whatever Redis holds, reading it runs nothing."""

    @staticmethod
    def dumps(request: dict[str, Any]) -> str:
        return json.dumps(request, default=lambda value: {"bytes": b64encode(value).decode()})

    @staticmethod
    def loads(text: bytes) -> dict[str, Any]:
        def bytes_again(value: dict[str, Any]) -> Any:
            return b64decode(value["bytes"]) if value.keys() == {"bytes"} else value

        request: dict[str, Any] = json.loads(text, object_hook=bytes_again)
        # Named by what is read, it could be any class there is.
        request.pop("_class", None)
        return request


class LeasedQueue(FifoQueue):
    """What is popped stays in a list of the process until it is answered."""

    def pop(self, timeout: int = 0) -> Request | None:
        meeting: Meeting = self.spider.meeting
        lease = self.server.lmove(self.key, meeting.mine, "RIGHT", "LEFT")
        if lease is None:
            return None
        request: Request = self._decode_request(lease)
        meeting.taken[request.cb_kwargs["asked"]] = lease
        request.meta.pop(SHARED)
        return request.replace(dont_filter=True)  # what becomes of it is never asked too often


class AskedAddresses(RFPDupeFilter):
    """Each address is pushed once, also by a leader that begins anew."""

    def request_fingerprint(self, request: Request) -> str:
        return request.url


class SharedScheduler(Scheduler):
    def __init__(self, own: OwnScheduler, meeting: Meeting) -> None:
        super().__init__(
            meeting.server,
            persist=True,
            queue_key=meeting.name("queue"),
            queue_cls=LeasedQueue,
            dupefilter=AskedAddresses(meeting.server, meeting.name("asked")),
            serializer=JsonRequests,
        )
        self.own = own
        """For what only this process can answer: second attempts, redirects, images."""
        self.meeting = meeting

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SharedScheduler:
        return cls(OwnScheduler.from_crawler(crawler), crawler.spider.meeting)  # type: ignore[union-attr]

    def open(self, spider: Spider) -> Any:
        super().open(spider)
        return self.own.open(spider)

    def close(self, reason: str) -> Any:
        try:
            if not self.meeting.broken:
                self.meeting.leave()
        except RedisError as error:
            self.meeting.fail(error)
        return self.own.close(reason)

    def enqueue_request(self, request: Request) -> bool:
        if not request.meta.get(SHARED):
            return self.own.enqueue_request(request)
        try:
            super().enqueue_request(request)
        except RedisError as error:
            self.meeting.fail(error)
        return True

    def next_request(self) -> Request | None:
        request = self.own.next_request()
        if request is not None or self.meeting.closed:
            return request
        try:
            return self.queue.pop()  # type: ignore[no-any-return]
        except RedisError as error:
            self.meeting.fail(error)
            return None

    def has_pending_requests(self) -> bool:
        """Whether it is too early to end: another process may give back what it has taken."""
        return self.own.has_pending_requests() or not self.meeting.closed
