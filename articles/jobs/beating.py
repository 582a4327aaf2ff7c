"""Calls something every few seconds, from a thread of its own, while the process is busy with something else."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connections

SECONDS_BETWEEN_BEATS = 10.0
logger = logging.getLogger(__name__)


@contextmanager
def beating(beat: Callable[[], object]) -> Iterator[None]:
    """Until the block is left. A beat that fails is logged, and the next one tried: the database may be away."""
    ended = threading.Event()
    thread = threading.Thread(target=_go_on, args=(beat, ended), name="beats", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(SECONDS_BETWEEN_BEATS)


def _go_on(beat: Callable[[], object], ended: threading.Event) -> None:
    while not ended.wait(SECONDS_BETWEEN_BEATS):
        try:
            beat()
        except Exception:
            logger.warning("a sign of life could not be written; the next one is tried", exc_info=True)
        finally:
            connections.close_all()  # this thread's own
