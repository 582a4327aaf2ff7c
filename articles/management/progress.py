"""Progress of a command on standard error: a live bar per phase in a terminal, plain lines elsewhere."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from django.conf import settings
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from scraper.log_lines import JSON

logger = logging.getLogger(__name__)
Report = Callable[[str, int, int], None]
PHASES = {
    "crawl": "Crawling",
    "read": "Reading",
    "write": "Writing",
    "undo": "Taking back",
    "store": "Storing",
    "verify": "Checking",
    "restore": "Unpacking",
    "export": "Exporting",
    "import": "Importing",
}
# A log wants to see that something goes on, not every step of it.
SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def progress_for(stream: Any) -> Iterator[Report]:
    """A callable that takes the phase, how many are done and how many there are."""
    out = getattr(stream, "_out", stream)  # Django's wrapper would style every piece and end it with a line break
    if settings.LOG_FORMAT == JSON:
        yield _lines(lambda words: logger.info("%s", words))
    elif stream.isatty():
        with _bar(out) as progress:
            yield progress
    else:
        yield _lines(lambda words: _write(out, words))


@contextmanager
def _bar(stream: TextIO) -> Iterator[Report]:
    columns = (
        TextColumn("{task.description:<11}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(file=stream)) as progress:

        def report(phase: str, done: int, total: int) -> None:
            if phase not in tasks:
                tasks[phase] = progress.add_task(PHASES[phase], total=total or None)
            progress.update(tasks[phase], completed=done, total=total or None)

        yield report


def _write(stream: TextIO, words: str) -> None:
    stream.write(f"{words}\n")
    stream.flush()


def _lines(say: Callable[[str], None]) -> Report:
    told: dict[str, float] = {}
    finished: set[str] = set()

    def report(phase: str, done: int, total: int) -> None:
        now = time.monotonic()
        is_end = 0 < total <= done and phase not in finished
        if is_end:
            finished.add(phase)
        if is_end or now - told.get(phase, -SECONDS_BETWEEN_LINES) >= SECONDS_BETWEEN_LINES:
            told[phase] = now
            say(f"{PHASES[phase]}: {done} of {total or '?'}")

    return report
