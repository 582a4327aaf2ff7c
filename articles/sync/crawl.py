"""The crawl as a process of its own: the source goes in as a file, records come out as a file.

Scrapy's reactor cannot be started twice in one process and knows nothing of Django's connections. A crawl that breaks
does not break the sync: what it had written by then is read as far as it goes.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, runtime_checkable

from django.conf import settings

import scraper
from articles.models import Source, SyncRun
from scraper.source import SourceSpec

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


@dataclass(frozen=True, kw_only=True)
class CrawlFiles:
    """Where one crawl of a source keeps its things."""

    records: Path
    responses: Path | None
    """Folder of stored responses, shared by the source's crawls; None to store and ask nothing."""
    images: Path | None = None
    """Folder of the source's images; None to fetch none."""

    @property
    def specification(self) -> Path:
        return self.records.with_suffix(".source.json")

    @property
    def log(self) -> Path:
        return log_beside(self.records)


def log_beside(records: Path) -> Path:
    return records.with_suffix(".log")


def folder_of(source: Source) -> Path:
    return Path(settings.GLEANER_CRAWLS) / source.slug


def records_of(run: SyncRun) -> Path:
    """Where the run's records stand, or stood."""
    return folder_of(run.source) / f"run-{run.pk}.jsonl"


def responses_folder(source: Source) -> Path:
    """Where the source's crawls store responses; need not be there."""
    return folder_of(source) / "responses"


def crawl_files(source: Source, name: str, *, store: bool = True) -> CrawlFiles:
    folder = folder_of(source)
    folder.mkdir(parents=True, exist_ok=True)
    return CrawlFiles(
        records=folder / f"{name}.jsonl",
        responses=responses_folder(source) if store else None,
        images=folder / "images" if store else None,
    )


def specification(
    source: Source,
    files: CrawlFiles,
    *,
    urls: Sequence[str] = (),
    limit: int | None = None,
    known: Sequence[str] = (),
    expected: Sequence[str] = (),
    known_images: Sequence[str] | None = None,
    wanted_images: Sequence[str] = (),
) -> SourceSpec:
    """What the crawl is told of its source; `scraper.source` says what each of these means.

    Images are fetched where `known_images` is given, be it empty.
    """
    images = files.images if known_images is not None else None
    return SourceSpec(
        slug=source.slug,
        address=source.address,
        profile=source.profile,
        allow_private=source.allow_private,
        urls=list(urls),
        limit=limit,
        cache_folder=str(files.responses.resolve()) if files.responses else None,
        known=list(known),
        expected=list(expected),
        image_folder=str(images.resolve()) if images else None,
        largest_image=source.largest_image,
        download_delay=float(source.request_delay),
        known_images=list(known_images or ()),
        wanted_images=list(wanted_images),
    )


def bounded(source: Source, urls: Sequence[str], limit: int | None) -> int | None:
    """How many articles a crawl asks for at most: the fewer of what is asked for and what the source allows.

    Articles that are named are asked for all the same.
    """
    bounds = [limit] if urls else [limit, source.most_articles]
    return min((each for each in bounds if each is not None), default=None)


def crawl(spec: SourceSpec, files: CrawlFiles, progress: Progress) -> str:
    """Crawl into the records file; gives back the end of what the process said on standard error."""
    return _scrape(spec, files, progress)


def replay(spec: SourceSpec, files: CrawlFiles, progress: Progress) -> str:
    """Parse the stored responses of `spec.urls`, or else of `spec.expected`, into the records file, like `crawl`.

    Nothing is asked. An address without a stored response is a failure that says so; the End is never complete.
    """
    return _scrape(spec, files, progress, "--replay")


def _scrape(spec: SourceSpec, files: CrawlFiles, progress: Progress, *options: str) -> str:
    files.specification.write_text(json.dumps(spec.to_dict(), ensure_ascii=False), encoding="utf-8")
    for each in (files.records, files.log):
        each.unlink(missing_ok=True)
    return run_scraper(
        "scraper", [*options, "--log", str(files.log), str(files.specification), str(files.records)], progress
    )


def run_scraper(module: str, arguments: Sequence[str], progress: Progress) -> str:
    """Run one of the scraper's modules to its end; the last lines that it said. The last argument is what it writes."""
    # Killed outright, this process ends nothing any more: then the crawl notices by itself.
    with_us = ["--with-parent", str(os.getpid())]
    with _running([sys.executable, "-m", module, *with_us, *arguments]) as process:
        said = _watch(process, progress)
    if process.returncode == EXIT_UNUSABLE or not Path(arguments[-1]).exists():
        raise CrawlFailed(said.strip() or f"the crawl ended with exit code {process.returncode}")
    return said


@contextmanager
def _running(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """The process in a group of its own, ended with all its children however the block is left."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(  # noqa: S603 - our own module, with files that we wrote
        command,
        cwd=PROJECT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
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
            tail.append(line)
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
