"""The scraper as a process of its own: a file goes in, records come out as a file.

Scrapy's reactor cannot be started twice in one process and knows nothing of Django's connections.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO, Protocol, runtime_checkable

import scraper
from articles.sync.crawl_log import context_for_crawl, pass_on

EXIT_UNUSABLE = 2
# A sign of life is due at least so often while the crawl says nothing.
TICK_SECONDS = 2.0
# Lines of standard error that are kept to explain a crash.
TAIL_LINES = 12
# The crawl ends its open requests within five seconds by itself; then it is ended.
GRACE_SECONDS = 8.0
PROJECT = Path(scraper.__file__).resolve().parent.parent

Progress = Callable[[int, int], None]
"""Called with the addresses found and done, and at least every few seconds."""


@runtime_checkable
class Following(Protocol):
    """A `Progress` that is also told, just before, which address was done last."""

    def saw(self, address: str) -> None: ...


class CrawlFailed(Exception):
    """The crawl could not run at all. Raised by `crawl` and `replay`; the message says why, for the operator."""


def run_scraper(
    module: str, arguments: Sequence[str], progress: Progress, *, environment: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Run one of the scraper's modules to its end; the last lines that it said. The last argument is what it writes.

    `environment` is what it is told that no other process may read in its arguments, or anybody in a file.
    """
    with running([sys.executable, "-m", module, *with_us(), *arguments], environment) as process:
        said = _watch(process, progress)
    if process.returncode == EXIT_UNUSABLE or not Path(arguments[-1]).exists():
        raise CrawlFailed(said.strip() or f"the crawl ended with exit code {process.returncode}")
    return said


def inherited() -> dict[str, str]:
    """This process's environment for one of the scraper's, to which other sources' credentials are no business."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    return known | {"PYTHONPATH": str(PROJECT)}


def with_us() -> list[str]:
    """Killed outright, this process ends nothing any more: then what it started notices by itself."""
    return ["--with-parent", str(os.getpid())]


@contextmanager
def running(
    command: list[str], told: Mapping[str, str], errors: int = subprocess.PIPE
) -> Iterator[subprocess.Popen[str]]:
    """The process in a group of its own, ended with all its children however the block is left."""
    environment = inherited() | {"PYTHONUNBUFFERED": "1", **context_for_crawl()} | dict(told)
    process = subprocess.Popen(  # noqa: S603 - our own module, with files that we wrote
        command,
        cwd=PROJECT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,  # Ctrl-C in a terminal reaches us alone, and we end the crawl in order
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process.stderr:
        process.stderr.close()


def _watch(process: subprocess.Popen[str], progress: Progress) -> str:
    """Pass progress on until the process ends; gives back the last other lines that it said."""
    assert process.stderr is not None  # noqa: S101 - it was opened as a pipe
    lines: queue.Queue[str | None] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process.stderr, lines), daemon=True)
    reader.start()
    tail: deque[str] = deque(maxlen=TAIL_LINES)
    counts: tuple[int, int, str] = (0, 0, "")
    told = 0.0
    while True:
        try:
            line = lines.get(timeout=TICK_SECONDS)
        except queue.Empty:
            line = ""
        if line is None:
            break
        fresh = _counts(line)
        if fresh:
            counts = fresh
        elif line:
            tail.append(pass_on(line))
        if fresh or time.monotonic() - told > TICK_SECONDS:
            told = time.monotonic()
            found, done, last = counts
            if fresh and last and isinstance(progress, Following):
                progress.saw(last)
            progress(found, done)
    reader.join()
    process.wait()
    return "".join(tail)


def _read(stream: IO[str], lines: queue.Queue[str | None]) -> None:
    for line in stream:
        lines.put(line)
    lines.put(None)


def _counts(line: str) -> tuple[int, int, str] | None:
    """What a line like "progress found=25 done=12 last=https://…" says; None for any other line."""
    if not line.startswith("progress "):
        return None
    numbers, _, last = line.partition(" last=")
    try:
        values = {name: int(number) for name, _, number in (part.partition("=") for part in numbers.split()[1:])}
        return values["found"], values["done"], last.strip()
    except (KeyError, ValueError):
        return None
