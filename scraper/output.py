"""The crawl's output file and its progress: every record at once on disk, every address accounted for.

A file that takes no more (the disk is full) keeps the whole lines that it has, and the crawl is told to end.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from scraper.log_lines import said as facts
from scraper.records import CrawledArticle, End, Failure, FetchedImage, Record, record_line

SECONDS_BETWEEN_PROGRESS = 0.4
"""A parent process draws a bar of it: a few lines a second are smooth and cost nothing."""
logger = logging.getLogger("scraper.crawl")


class Output:
    """Writes records and tells how far the crawl is."""

    def __init__(self, path: Path, progress: TextIO = sys.stderr) -> None:
        # Unbuffered: a half line that waits in a buffer could come after the error that it caused.
        self._file = path.open("wb", buffering=0)
        self._progress = progress
        self._started = time.monotonic()
        self._told = 0.0
        self.found = 0
        """Addresses of articles discovered."""
        self.asked = 0
        """Addresses that will be asked: fewer than found under a limit."""
        self.done = 0
        """Addresses that have come to an end."""
        self.last = ""
        """Address of the page that came to an end last."""
        self.failures = 0
        self.broken = ""
        """Why the file takes no more, for a person; empty while it does."""
        self.on_broken: Callable[[], None] = lambda: None
        """Called once when it is broken. Whatever is written after that is lost, and nobody needs to care."""

    def write(self, record: Record) -> None:
        """One record, on disk when this returns: what a killed crawl has got is not lost."""
        if self.broken:
            return
        self.failures += isinstance(record, Failure)
        self._log(record)
        # An address that somebody gave can hold half a character, which has no bytes.
        line = record_line(record).encode("utf-8", "replace") + b"\n"
        end = self._file.tell()
        try:
            while line:
                line = line[self._file.write(line) or 0 :]
        except OSError as error:
            self.broken = f"{self._file.name} cannot be written any more: {error.strerror}"
            with suppress(OSError):  # a device cannot be cut, and keeps nothing either
                self._file.truncate(end)
            self.on_broken()

    def _log(self, record: Record) -> None:
        if isinstance(record, End):
            logger.info("end: %s, %s of %s addresses", record.reason, self.done, self.asked)
            return
        # An address that somebody gave can hold a line break, which would look like another line.
        url = _in_one_line(record.article.url if isinstance(record, CrawledArticle) else record.url)
        if not isinstance(record, FetchedImage):
            self.last = url
        said = _in_one_line(getattr(record, "reason", "") or getattr(record, "refused", "") or "")
        about = {"image" if isinstance(record, FetchedImage) else "article": url}
        logger.info("%s %s%s", record.kind, url, f": {said}" if said else "", extra=facts(**about))

    def step(self) -> None:
        """One more address has come to its end."""
        self.done += 1
        self.tell()

    def tell(self, *, at_once: bool = False) -> None:
        now = time.monotonic()
        if at_once or now - self._told >= SECONDS_BETWEEN_PROGRESS:
            self._told = now
            with suppress(BrokenPipeError):  # whoever read it is gone, and the records still count
                last = f" last={self.last}" if self.last else ""
                self._progress.write(f"progress found={self.asked} done={self.done}{last}\n")
                self._progress.flush()

    def end(self, *, complete: bool, reason: str) -> None:
        """Close the file with its last line."""
        seconds = round(time.monotonic() - self._started, 3)
        self.write(End(complete=complete, reason=reason, found=self.found, seconds=seconds))
        self._file.close()
        self.tell(at_once=True)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
