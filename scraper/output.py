"""The crawl's output file and its progress: every record at once on disk, every address accounted for."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from scraper.records import End, Failure, Record, record_line

SECONDS_BETWEEN_PROGRESS = 0.4
"""A parent process draws a bar of it: a few lines a second are smooth and cost nothing."""


class Output:
    """Writes records and tells how far the crawl is."""

    def __init__(self, path: Path, progress: TextIO = sys.stderr) -> None:
        self._lines = path.open("w", encoding="utf-8")
        self._progress = progress
        self._started = time.monotonic()
        self._told = 0.0
        self.found = 0
        """Addresses of articles discovered."""
        self.asked = 0
        """Addresses that will be asked: fewer than found under a limit."""
        self.done = 0
        """Addresses that have come to an end."""
        self.failures = 0

    def write(self, record: Record) -> None:
        """One record, on disk when this returns: what a killed crawl has got is not lost."""
        self._lines.write(record_line(record) + "\n")
        self._lines.flush()
        self.failures += isinstance(record, Failure)

    def step(self) -> None:
        """One more address has come to its end."""
        self.done += 1
        self.tell()

    def tell(self, *, at_once: bool = False) -> None:
        now = time.monotonic()
        if at_once or now - self._told >= SECONDS_BETWEEN_PROGRESS:
            self._told = now
            with suppress(BrokenPipeError):  # whoever read it is gone, and the records still count
                self._progress.write(f"progress found={self.asked} done={self.done}\n")
                self._progress.flush()

    def end(self, *, complete: bool, reason: str) -> None:
        """Close the file with its last line."""
        seconds = round(time.monotonic() - self._started, 3)
        self.write(End(complete=complete, reason=reason, found=self.found, seconds=seconds))
        self._lines.close()
        self.tell(at_once=True)
