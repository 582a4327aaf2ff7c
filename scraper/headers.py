"""Bounds what a server may send before its page begins: Twisted bounds each line of it, but not how many there are."""

from __future__ import annotations

from functools import wraps
from typing import Any

from twisted.web._newclient import BODY, HTTPClientParser, ParseError

LARGEST_HEAD = 256 * 1024
"""Bytes of status line and headers. Servers in use send a few kilobytes, and most clients take 64 at the most."""


def bound_headers() -> None:
    """Let the client end a connection whose headers do not end; to be called before the reactor runs."""
    usual = HTTPClientParser.lineReceived
    if getattr(usual, "is_bounded", False):
        return

    @wraps(usual)
    def line_received(self: Any, line: bytes) -> None:
        # Answers that say "wait" (1xx) count along: they come before the page, and may come without end as well.
        self.head_bytes = getattr(self, "head_bytes", 0) + len(line) + 2
        if self.state != BODY and self.head_bytes > LARGEST_HEAD:
            raise ParseError(f"its headers are larger than {LARGEST_HEAD // 1024} KB", line[:100])
        usual(self, line)

    line_received.is_bounded = True  # type: ignore[attr-defined]
    HTTPClientParser.lineReceived = line_received
