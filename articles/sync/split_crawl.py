"""A source's crawl by several processes: starts those of this machine, and the leader anew when it was killed.

Their parts are joined by the leader, so that the run reads one records file with one End, as from any other crawl.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from articles.models import Source
from articles.sync.scraper_process import CrawlFailed, Progress, run_scraper, running, with_us

MOST_STARTS = 4
"""Of the leader in one crawl: what kills it as often as that would kill it again."""
TAIL = 4096
"""Bytes in which the last line of a records file begins, where that is its End."""


def crawl_by_many(
    source: Source, arguments: Sequence[str], progress: Progress, environment: Mapping[str, str], cache: Path | None
) -> str:
    """As `run_scraper`, by as many processes as the source says, of which some may be on other machines."""
    check_split(source)
    processes, key = source.crawl_processes, f"{source.slug}-{secrets.token_hex(6)}"
    told = {**environment, "REDIS_URL": settings.REDIS_URL}
    lead = ["--share", key, "--processes", str(processes), *arguments]
    records = Path(arguments[-1])
    journal = records.with_suffix(".answers")
    journal.unlink(missing_ok=True)
    said = ""
    try:
        with ExitStack() as helpers:
            for number in range(1, min(processes, settings.CRAWL_PROCESSES_HERE)):
                command = helping(key, log=records.with_suffix(f".{number}.log"), cache=cache)
                helpers.enter_context(running(command, told, errors=subprocess.DEVNULL))
            for _ in range(MOST_STARTS):
                said = run_scraper("scraper", lead, progress, environment=told)
                if has_ended(records):
                    break
    finally:
        _clear(key)
        journal.unlink(missing_ok=True)
    return said


def helping(key: str, *, log: Path, cache: Path | None) -> list[str]:
    """The command of a process that helps with a crawl."""
    stores = ["--cache", str(cache.resolve())] if cache else []
    return [sys.executable, "-m", "scraper", *with_us(), "--join", key, "--log", str(log), *stores]


def check_split(source: Source) -> None:
    """CrawlFailed when this installation cannot have several processes meet."""
    needs = f"{source.slug}: its crawl is split over {source.crawl_processes} processes, which needs"
    if not settings.REDIS_URL:
        raise CrawlFailed(f"{needs} REDIS_URL")
    if find_spec("redis") is None or find_spec("scrapy_redis") is None:
        raise CrawlFailed(f"{needs} the packages of gleaner[scale]")


def has_ended(records: Path) -> bool:
    """Whether a records file ends with its End: a crawl that was killed leaves none."""
    with records.open("rb") as lines:
        lines.seek(max(0, records.stat().st_size - TAIL))
        last = lines.read()
    if not last.endswith(b"\n"):
        return False
    try:
        record = json.loads(last.splitlines()[-1])
    except ValueError:  # the end of a longer line, which is no End
        return False
    return isinstance(record, dict) and record.get("kind") == "end"


def _clear(key: str) -> None:
    """What a leader that was killed for good, or a run that was stopped, left in Redis."""
    from redis import RedisError

    from scraper.frontier.meeting import FrontierLost, clear, connect

    with contextlib.suppress(FrontierLost, RedisError):  # it forgets by itself
        clear(connect(settings.REDIS_URL), key)
