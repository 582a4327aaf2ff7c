"""The crawl's own log, a file: every address as it came to its end, and what Scrapy says of itself."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
OWN = "scraper"


WORTH_READING = ("scrapy.core.engine", "scrapy.extensions.logstats", "scrapy.statscollectors")
"""Of what Scrapy says when all goes well: begin, pace, and the sums of the end; not its settings and middlewares."""


def worth_keeping(record: logging.LogRecord) -> bool:
    return record.levelno > logging.INFO or record.name in WORTH_READING or record.name.partition(".")[0] == OWN


class _Quiet(logging.FileHandler):
    """What cannot be written (the disk is full) is lost: standard error is there for what ends the crawl."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        pass


def keep_log(path: Path | None, *, add: bool = False) -> None:
    """From now on everything that is said goes there too; a file that cannot be opened harms no crawl."""
    if path is None:
        return
    with contextlib.suppress(OSError):
        handler = _Quiet(path, mode="a" if add else "w", encoding="utf-8", errors="replace")
        handler.setLevel(logging.INFO)
        handler.addFilter(worth_keeping)
        handler.setFormatter(logging.Formatter(FORMAT))
        logging.getLogger().addHandler(handler)
        # The root's own level, where Scrapy has not set it, would keep back what goes well.
        logging.getLogger(OWN).setLevel(logging.INFO)
