"""Stored responses: every page is asked for again, and only the server's own 304 lets the stored one stand for it.

Scrapy's RFC 2616 cache also answers from the store while a page counts as fresh (a tenth of its age, weeks for an
old article) and where the server fails. Both would report "not modified" without anyone having said so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.httpcache import HttpCacheMiddleware
from scrapy.extensions.httpcache import RFC2616Policy

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response

ASK_AGAIN = {"Cache-Control": "max-age=0"}
"""Request header under which nothing stored counts as fresh, here or in a cache on the way."""

VALIDATORS = ("If-Modified-Since", "If-None-Match")
"""Request headers that ask whether the stored page is still the same."""

SAME = "same"
"""Flag of a response that came anew, with the very bytes of the stored one."""


class OnlyWhatTheServerConfirms(RFC2616Policy):
    """RFC 2616 without its answers from a stale store."""

    def should_cache_response(self, response: Response, request: Request) -> bool:
        # A stored permanent redirect would hide for a year that the article is back at its old address.
        return response.status == 200 and bool(super().should_cache_response(response, request))

    def is_cached_response_valid(self, cachedresponse: Response, response: Response, request: Request) -> bool:
        return response.status == 304


class ConditionalRequests(HttpCacheMiddleware):
    """Scrapy's cache, which does not step in where the request failed: a server that is down is a failure."""

    DOWNLOAD_EXCEPTIONS = ()  # type: ignore[assignment]

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        before: Response | None = request.meta.get("cached_response")
        answer = super().process_response(request, response)
        for header in VALIDATORS:
            # What follows a redirect copies the headers: another page would be asked whether it is still this one.
            request.headers.pop(header, None)
        if before is not None and answer is response and response.body == before.body:
            response.flags.append(SAME)
        return answer


def is_unchanged(response: Response) -> bool:
    """Whether the page is the stored one, by its server's word or byte for byte."""
    return "cached" in response.flags or SAME in response.flags
