"""The spider: one short request a link, and at most a second one where the first is not understood."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from scraper.addresses import SCHEMES
from scraper.links.answers import LinkAnswer
from scraper.outcomes import failure_of
from scraper.safety import RefusedAddress

PERMANENT = frozenset({301, 308})
ASK_WHOLE = frozenset({400, 403, 404, 405, 406, 410, 429, 500, 501, 503})
"""Answers to a HEAD that a GET may be spared: many hosts know the one only."""
GONE = frozenset({404, 410})
SHY = frozenset({401, 403, 405, 406, 418, 429, 451, 503, 999})
"""What hosts say to machines of pages that people may well see."""
MOST_READ = 4 * 1024 * 1024
"""Bytes of an answer; a larger one is not read to its end, and is there all the same."""


class LinkSpider(Spider):
    name = "links"

    def __init__(self, urls: list[str], tell: Callable[[LinkAnswer], None], **arguments: Any) -> None:
        super().__init__(**arguments)
        self.urls = list(dict.fromkeys(urls))
        self.tell = tell
        self.waiting = set(self.urls)

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            try:
                yield self._request(url, url, "HEAD")
            except ValueError as error:
                self._end(LinkAnswer(url=url, state="broken", reason=f"it cannot be asked: {error}"))

    def _request(self, url: str, asked: str, method: str, permanent: bool = True, step: int = 0) -> Request:
        if urlsplit(url).scheme not in SCHEMES:
            raise ValueError(f"no address of the web: {url}")
        return Request(
            url,
            self.answered,
            method=method,
            errback=self.failed,
            dont_filter=True,
            meta={"dont_redirect": True, "handle_httpstatus_all": True},
            cb_kwargs={"asked": asked, "permanent": permanent, "step": step},
        )

    def answered(self, response: Response, asked: str, permanent: bool, step: int) -> Iterator[Request]:
        status, location = response.status, response.headers.get("Location")
        if status in range(300, 400) and location is not None:
            yield from self._follow(response, asked, permanent, step)
            return
        method = response.request.method if response.request else "GET"
        if method == "HEAD" and status in ASK_WHOLE:
            yield self._request(response.url, asked, "GET", permanent, step)
            return
        moved = response.url if step and permanent else None
        self._end(answer(asked, status, moved))

    def _follow(self, response: Response, asked: str, permanent: bool, step: int) -> Iterator[Request]:
        target = response.urljoin((response.headers["Location"] or b"").decode("utf-8", "replace"))
        if step >= self.settings.getint("REDIRECT_MAX_TIMES"):
            self._end(LinkAnswer(url=asked, state="broken", reason="it redirects in a circle, or too often"))
            return
        try:
            yield self._request(target, asked, "HEAD", permanent and response.status in PERMANENT, step + 1)
        except ValueError as error:
            self._end(LinkAnswer(url=asked, state="broken", status=response.status, reason=f"it redirects to {error}"))

    def failed(self, failure: TwistedFailure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value or RuntimeError("unknown")
        asked = request.cb_kwargs["asked"]
        state = "unreachable"
        if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in str(error):
            self._end(LinkAnswer(url=asked, state="ok"))
            return
        if isinstance(error, RefusedAddress):
            state = "broken"
        elif isinstance(error, IgnoreRequest):
            state = "unknown"
        self._end(LinkAnswer(url=asked, state=state, reason=failure_of(asked, error, request).reason))

    def _end(self, told: LinkAnswer) -> None:
        if told.url in self.waiting:
            self.waiting.discard(told.url)
            self.tell(told)


def answer(url: str, status: int, moved_to: str | None) -> LinkAnswer:
    """What a final status says of the link; `moved_to` is where it leads to for good, None where it is at home."""
    if status in SHY:
        return LinkAnswer(url=url, state="unknown", status=status, reason=f"the server answers machines {status}")
    if status in GONE or status in range(400, 500):
        return LinkAnswer(url=url, state="broken", status=status, reason=f"the server answered {status}")
    if status >= 500 or status < 200:
        return LinkAnswer(url=url, state="unreachable", status=status, reason=f"the server answered {status}")
    if moved_to is not None and moved_to != url:
        return LinkAnswer(url=url, state="redirected", status=status, location=moved_to)
    return LinkAnswer(url=url, state="ok", status=status)
