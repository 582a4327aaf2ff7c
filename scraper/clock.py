"""The clock by which the crawl waits: one that nobody can set back."""

from __future__ import annotations

import time


def wait_by_a_steady_clock() -> None:
    """Let the installed reactor count its waits monotonically; to be called before it runs.

    Twisted counts by the wall clock (https://github.com/twisted/twisted/issues/2424): set back by an hour, it would let
    every wait under way last an hour longer, an answer from its own threads included, and the crawl would stand still.
    """
    from twisted.internet import reactor

    reactor.seconds = time.monotonic  # type: ignore[method-assign, misc]
