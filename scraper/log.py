"""The crawl's own log, a file: every address as it came to its end, and what Scrapy says of itself.

Whoever started the crawl as a process is told the same on standard error, see `tell_parent`.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
from pathlib import Path

import structlog

from scraper.log_lines import JSON, CarefulFormatter, json_lines

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
OWN = "scraper"
CONTEXT_VARIABLE = "GLEANER_LOG_CONTEXT"
"""What the lines of a crawl are about (run, source), as JSON: given by the process that reads them."""
FORMAT_VARIABLE = "LOG_FORMAT"
LINE = "log "
"""With this begins a line of standard error that is one of the log, as JSON."""


WORTH_READING = ("scrapy.core.engine", "scrapy.extensions.logstats", "scrapy.statscollectors")
"""Of what Scrapy says when all goes well: begin, pace, and the sums of the end; not its settings and middlewares."""


def worth_keeping(record: logging.LogRecord) -> bool:
    return record.levelno > logging.INFO or record.name in WORTH_READING or record.name.partition(".")[0] == OWN


class _Quiet(logging.FileHandler):
    """What cannot be written (the disk is full) is lost: standard error is there for what ends the crawl."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        pass


class _ToParent(logging.StreamHandler):  # type: ignore[type-arg]
    """A line with its mark in front. A parent that is gone reads no more, which is no trouble of the crawl's."""

    def format(self, record: logging.LogRecord) -> str:
        return LINE + super().format(record)

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
        handler.setFormatter(CarefulFormatter(FORMAT))
        logging.getLogger().addHandler(handler)
        # The root's own level, where Scrapy has not set it, would keep back what goes well.
        logging.getLogger(OWN).setLevel(logging.INFO)


def is_told() -> bool:
    """Whether a parent process reads our log on standard error."""
    return CONTEXT_VARIABLE in os.environ


def tell_parent() -> None:
    """From now on what is said goes to the parent process, line by line; nothing where none reads it.

    Where its own log is JSON it gets every address; else only what went wrong, since the file has the rest.
    """
    if not is_told():
        return
    with contextlib.suppress(ValueError):
        context = json.loads(os.environ[CONTEXT_VARIABLE])
        structlog.contextvars.bind_contextvars(**context)
    handler = _ToParent(sys.stderr)
    handler.setLevel(logging.INFO if os.environ.get(FORMAT_VARIABLE, "").strip().lower() == JSON else logging.ERROR)
    handler.addFilter(worth_keeping)
    handler.setFormatter(json_lines())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.NOTSET)
    logging.getLogger(OWN).setLevel(logging.INFO)
