"""Waits for what happens by itself, and says what it was that did not."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

LONGEST = 120.0
"""Seconds until something has happened, however busy the machine."""
Found = TypeVar("Found")


def wait_until(met: Callable[[], Found], what: str, *, seconds: float = LONGEST, often: float = 0.05) -> Found:
    """What `met` gives once it is something."""
    until = time.monotonic() + seconds
    while not (found := met()):
        assert time.monotonic() < until, f"{what} takes too long"
        time.sleep(often)
    return found
