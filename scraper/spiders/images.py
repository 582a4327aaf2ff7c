"""Fetches the images of a crawl's articles when these are in: each address once, a host's a few at a time.

An image's trouble is told and never an article's. A host that does not answer costs one time-out, not one an image.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from scraper.blocks import ImageBlock
from scraper.images import RefusedImage, examine, keep
from scraper.items import ScrapedArticle
from scraper.outcomes import UNREACHABLE, failure_of
from scraper.output import Output
from scraper.records import FetchedImage
from scraper.retry_after import NotNow
from scraper.safety import IMAGE
from scraper.settings import crawl_timeout
from scraper.source import SourceSpec

IMAGE_TIMEOUT = 15.0
"""Seconds for one image, at most; an article would be worth a longer wait."""
AT_ONCE = 2
"""Images asked of one host at the same time."""
MOST_SILENCES = 2
"""Requests of a host that may go unanswered before its other images are left for another run."""
SKIPPED = "its host did not answer for other images, and was not asked for this one"
PASSING_STATUSES = frozenset({408, 425, 429})


class Images:
    """The images of one crawl: which are wanted, which are asked for, which host is silent."""

    def __init__(self, spec: SourceSpec, output: Output, ask: Callable[[Request], None]) -> None:
        """`ask` takes a request up into the crawl."""
        self.folder = Path(spec.image_folder) if spec.image_folder is not None else None
        self.largest = spec.largest_image
        self.timeout = min(IMAGE_TIMEOUT, crawl_timeout())
        self.output = output
        self.ask = ask
        self.seen = set(spec.known_images)
        self.waiting: dict[str, deque[str]] = {}
        """Host to the addresses not yet asked for."""
        self.under_way: Counter[str] = Counter()
        """Host to how many of its images are asked for now."""
        self.silences: Counter[str] = Counter()
        self.want(spec.wanted_images)

    def want_those_of(self, article: ScrapedArticle) -> None:
        self.want(block.src for block in article.blocks if isinstance(block, ImageBlock))

    def want(self, addresses: Iterable[str]) -> None:
        """Note images to be fetched, unless the source has them or they are noted already."""
        if self.folder is None:
            return
        for address in addresses:
            if address not in self.seen:
                self.seen.add(address)
                self.waiting.setdefault(_host(address), deque()).append(address)

    def begin(self) -> bool:
        """Ask for the first images of every host; False when there is none to ask for."""
        asked = 0
        for host in list(self.waiting):
            for _ in range(AT_ONCE):
                asked += self._next(host)
        return asked > 0

    def _next(self, host: str) -> bool:
        """Ask for the host's next image, if there is one; each answer calls this again."""
        while waiting := self.waiting.get(host):
            if self.silences[host] >= MOST_SILENCES:
                for address in self.waiting.pop(host):
                    self.output.write(FetchedImage(url=address, refused=SKIPPED, again=True))
                return False
            address = waiting.popleft()
            try:
                request = self._request(address)
            except ValueError as error:
                self.output.write(FetchedImage(url=address, refused=f"its address cannot be asked: {error}"))
                continue
            self.under_way[host] += 1
            self.ask(request)
            return True
        self.waiting.pop(host, None)
        return False

    def _request(self, address: str) -> Request:
        return Request(
            address,
            self.answered,
            errback=self.failed,
            dont_filter=True,
            headers={"Accept": "image/avif,image/webp,image/png,image/jpeg,image/gif,*/*;q=0.1"},
            meta={
                IMAGE: True,
                "download_timeout": self.timeout,
                "download_maxsize": self.largest * 1024 * 1024,
                "dont_retry": True,  # the next run does
                "dont_cache": True,  # it is stored under its content's hash; a second time would be too much
            },
            cb_kwargs={"asked": address},
        )

    def answered(self, response: Response, asked: str) -> None:
        self._end(self._kept(asked, response.body), silent=False)

    def _kept(self, address: str, body: bytes) -> FetchedImage:
        assert self.folder is not None  # noqa: S101 - without a folder nothing is asked for
        try:
            image = examine(body)
            digest, path = keep(body, image.type.ending, self.folder)
        except RefusedImage as error:
            return FetchedImage(url=address, refused=str(error), bytes=len(body))
        except OSError as error:
            return FetchedImage(url=address, refused=f"it cannot be stored: {error.strerror}", again=True)
        return FetchedImage(
            url=address,
            sha256=digest,
            path=str(path),
            type=image.type.name,
            bytes=len(body),
            width=image.width,
            height=image.height,
        )

    def failed(self, failure: TwistedFailure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        asked = request.cb_kwargs["asked"]
        error = failure.value or RuntimeError("unknown")
        told = failure_of(asked, error, request)
        record = FetchedImage(url=asked, refused=told.reason, again=_may_pass(error, told.status))
        self._end(record, silent=isinstance(error, UNREACHABLE))

    def _end(self, record: FetchedImage, *, silent: bool) -> None:
        """Write the record of an image and go on with its host."""
        self.output.write(record)
        host = _host(record.url)
        self.under_way[host] -= 1
        self.silences[host] += silent
        if silent and self.under_way[host] and self.silences[host] < MOST_SILENCES:
            return  # the other one that is under way will show whether to go on
        self._next(host)


def _may_pass(error: BaseException, status: int | None) -> bool:
    """Whether another run may have more luck: it was a disturbance, not a refusal by either side."""
    if status is not None:
        return status in PASSING_STATUSES or status >= 500
    return isinstance(error, NotNow) or not isinstance(error, (IgnoreRequest, DownloadCancelledError, ValueError))


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
