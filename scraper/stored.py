"""The folder of stored responses: each is stored in whole or not at all, with the redirects that led to it.

A crawl that is killed while it stores a response must not leave the new headers beside the old body: the next crawl
would ask by the new ETag, hear that nothing changed, and take the old page for the new one.
"""

from __future__ import annotations

import ast
import json
import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.extensions.httpcache import FilesystemCacheStorage
from scrapy.settings import Settings
from scrapy.utils.request import RequestFingerprinter

from scraper.settings import LARGEST_ANSWER

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response

STAGING = "unfinished"
"""Folder beside the responses in which each is put together."""
REDIRECTS = "redirects"
"""File of a response with the addresses that led to it, as JSON."""
LENGTH = "response_length"
"""File of a response with the bytes that its body has: where the power fails, what was stored last can be cut off."""

logger = logging.getLogger(__name__)


class UnreadableResponse(Exception):
    """A stored response is damaged. Raised by `StoredPages.response`; the next crawl asks for the page anew."""


class WholeResponses(FilesystemCacheStorage):
    """Scrapy's storage in a folder, safe against a crawl that is killed or a disk that is full."""

    failed = False

    def store_response(self, spider: Spider, request: Request, response: Response) -> None:
        try:
            self._store(spider, request, response)
        except OSError as error:
            # The page is here and counts; that it could not be kept costs the next crawl an unconditional request.
            if not self.failed:
                logger.error("Responses cannot be stored in %s: %s", self.cachedir, error.strerror)
            self.failed = True

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:
        """None also for one without its whole body: asked by its ETag, the server would say that nothing changed."""
        response = super().retrieve_response(spider, request)
        if response is None or not response.body:
            return None
        return response if _is_whole(Path(self._get_request_path(spider, request)), response) else None

    def _store(self, spider: Spider, request: Request, response: Response) -> None:
        place = Path(self._get_request_path(spider, request))
        usual, self.cachedir = self.cachedir, str(Path(self.cachedir, STAGING))
        try:
            staged = Path(self._get_request_path(spider, request))
            shutil.rmtree(staged, ignore_errors=True)
            super().store_response(spider, request, response)
        finally:
            self.cachedir = usual
        (staged / LENGTH).write_text(str(len(response.body)), encoding="utf-8")
        if redirects := request.meta.get("redirect_urls"):
            (staged / REDIRECTS).write_text(json.dumps(redirects), encoding="utf-8")
        shutil.rmtree(place, ignore_errors=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        staged.rename(place)


@dataclass(frozen=True, kw_only=True)
class StoredPage:
    url: str
    """The address that was asked last, behind all redirects."""
    redirects: list[str] = field(default_factory=list)
    """The addresses that led to it, first asked first."""
    stored_at: float
    """Seconds since 1970."""


class StoredPages:
    """The stored responses of one source, found by the address of the page or one that redirected to it."""

    def __init__(self, folder: Path, name: str, key: Callable[[str], str]) -> None:
        """`name` is the spider's, `key` is what all spellings of one address have in common."""
        self._storage = FilesystemCacheStorage(Settings({"HTTPCACHE_DIR": str(folder)}))
        # All that the storage wants of a spider: its name, and how its requests are told apart.
        crawler = SimpleNamespace(request_fingerprinter=RequestFingerprinter())
        self._spider = cast("Spider", SimpleNamespace(name=name, crawler=crawler))
        self._storage.open_spider(self._spider)
        self._key = key
        self._folder = folder / name
        # Responses are stored as they came over the wire, packed where the server packs.
        settings = Settings({"DOWNLOAD_MAXSIZE": LARGEST_ANSWER, "DOWNLOAD_WARNSIZE": 0})
        deaf = SimpleNamespace(connect=lambda *_arguments: None)
        self._packing = HttpCompressionMiddleware(
            crawler=cast("Crawler", SimpleNamespace(stats=None, settings=settings, signals=deaf))
        )

    @cached_property
    def pages(self) -> dict[str, StoredPage]:
        """The newest page under each address' key."""
        found: dict[str, StoredPage] = {}
        for page in _pages(self._folder):
            for address in (page.url, *page.redirects):
                if (known := found.get(self._key(address))) is None or known.stored_at < page.stored_at:
                    found[self._key(address)] = page
        return found

    def at(self, address: str) -> StoredPage | None:
        """The page that was asked for by just this spelling of its address: found without a look at all others."""
        return _page(Path(self._storage._get_request_path(self._spider, Request(address)), "meta"))

    def page(self, address: str) -> StoredPage | None:
        return self.pages.get(self._key(address))

    def response(self, page: StoredPage) -> Response:
        """The response as it came, marked as a stored one; UnreadableResponse when it is damaged."""
        request = Request(page.url, meta={"redirect_urls": page.redirects} if page.redirects else {})
        try:
            response = self._storage.retrieve_response(self._spider, request)
            if response is not None:
                if not _is_whole(Path(self._storage._get_request_path(self._spider, request)), response):
                    raise UnreadableResponse("its stored response is damaged: its body is cut off")
                response = cast("Response", self._packing.process_response(request, response))
        except UnreadableResponse:
            raise
        except Exception as error:
            # A response that was not stored in whole can break at any of Scrapy's steps.
            raise UnreadableResponse(f"its stored response is damaged: {type(error).__name__}: {error}") from error
        if response is None:
            raise UnreadableResponse("its stored response is gone")
        response.request = request
        response.flags.append("cached")
        return response


def response_folders(folder: Path) -> Iterator[tuple[Path, StoredPage | None]]:
    """Each stored response's own folder, and what it is of; None where that cannot be read. For any spider's."""
    for meta in folder.glob("*/*/*/meta"):
        if meta.relative_to(folder).parts[0] != STAGING:
            yield meta.parent, _page(meta)


def _is_whole(place: Path, response: Response) -> bool:
    """Whether the body has its length; one that was stored before lengths were kept counts as whole."""
    kept = place / LENGTH
    return not kept.exists() or kept.read_text(encoding="utf-8") == str(len(response.body))


def _pages(folder: Path) -> Iterator[StoredPage]:
    yield from filter(None, map(_page, folder.glob("*/*/meta")))


def _page(meta: Path) -> StoredPage | None:
    try:
        said = ast.literal_eval(meta.read_text(encoding="utf-8"))
        url, stored_at = str(said["url"]), float(said["timestamp"])
        named = meta.with_name(REDIRECTS)
        redirects = json.loads(named.read_text(encoding="utf-8")) if named.exists() else []
    except (OSError, ValueError, SyntaxError, TypeError, KeyError):
        return None  # none was stored, or a crawl that was killed left it
    return StoredPage(url=url, redirects=redirects, stored_at=stored_at)
