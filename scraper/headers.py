"""Bounds what a server may send before its page begins: Twisted bounds each line of it, but not how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from twisted.web._newclient import HEADER, STATUS, ParseError

if TYPE_CHECKING:
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.web._newclient import HTTP11ClientProtocol, Request
    from twisted.web.iweb import IResponse

LARGEST_HEAD = 256 * 1024
"""Bytes of status line and headers. Servers in use send a few kilobytes, and most clients take 64 at the most."""


class BoundedParser(_LenientHTTPClientParser):
    """Scrapy's, which ends the connection when its headers do not end.

    Answers that say "wait" (1xx) count along: they come before the page, and may come without end as well.
    """

    head_bytes = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 (Twisted's name)
        super().dataReceived(data)
        if self.state in (STATUS, HEADER):
            self.head_bytes += len(data)
            if self.head_bytes > LARGEST_HEAD:
                raise ParseError(f"its headers are larger than {LARGEST_HEAD // 1024} KB", data[:100])


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Request) -> Deferred[IResponse]:
        answer = super().request(request)
        # As Scrapy does it: Twisted has no other place to name a parser.
        self._parser.__class__ = BoundedParser
        return answer


class BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: N802
        return BoundedProtocol(self._quiescentCallback)
