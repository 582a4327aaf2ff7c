"""Leads a crawl that others help with, or helps with one; what `python -m scraper` does for more than one process."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from redis import RedisError

from scraper.crawling import FINISHED, Crawling
from scraper.frontier.meeting import FrontierLost, Meeting, connect
from scraper.frontier.spiders import HelpingSpider, LeadingSpider, told_to_others
from scraper.output import Output
from scraper.settings import crawl_settings
from scraper.source import SourceSpec

REDIS_VARIABLE = "REDIS_URL"
"""The environment variable that says where the processes meet: a password in it is nobody's to read in a list."""
SHARING = {"SCHEDULER": "scraper.frontier.scheduler.SharedScheduler"}
LEADER_STARTS_WITHIN = 30.0
"""Seconds: leader and helpers are started side by side, and on a busy machine either may be first."""
NO_PLACE = 3
"""Exit code of a helper that found all places taken."""


def lead(
    spec: SourceSpec, output: Output, key: str, processes: int, *, journal: Path, parent: int | None, log: Path | None
) -> str:
    """Crawl as the leader; gives back how it ended. FrontierLost when Redis is not there to begin with."""
    meeting = Meeting(connect(os.environ.get(REDIS_VARIABLE, "")), key)
    meeting.announce(spec.slug, told_to_others(spec), processes)
    settings = crawl_settings(spec, processes=processes) | SHARING
    crawling = Crawling(settings, parent=parent, log=log, add=journal.exists())
    output.on_broken = meeting.on_broken = crawling.stop
    crawling.run(LeadingSpider, spec=spec, output=output, meeting=meeting, journal=journal)
    if meeting.broken:
        sys.stderr.write(f"error: {meeting.broken}\n")
        with suppress(RedisError):  # where it is still there, whoever joined goes home
            meeting.close()
    return crawling.end(output, broken=meeting.broken)


def help_with(key: str, *, cache_folder: str | None, parent: int | None, log: Path | None) -> int:
    """Join a crawl and help until it is over; gives back an exit code. FrontierLost when there is none."""
    meeting = Meeting(connect(os.environ.get(REDIS_VARIABLE, "")), key)
    told, processes = _told(meeting, parent)
    spec = SourceSpec.from_dict({**told, "cache_folder": cache_folder})
    if not meeting.sit_down(processes):
        return NO_PLACE
    crawling = Crawling(crawl_settings(spec, processes=processes) | SHARING, parent=parent, log=log)
    meeting.on_broken = crawling.stop
    # What it reads goes to the leader: here is nothing to be written.
    reason = crawling.run(HelpingSpider, spec=spec, output=Output(Path(os.devnull)), meeting=meeting)
    if meeting.broken:
        raise FrontierLost(meeting.broken)
    return 0 if reason == FINISHED else 1


def _told(meeting: Meeting, parent: int | None) -> tuple[dict[str, Any], int]:
    """What the leader announces; it may be starting at this moment."""
    until = time.monotonic() + LEADER_STARTS_WITHIN
    while True:
        try:
            return meeting.told()
        except FrontierLost:
            if time.monotonic() > until or (parent is not None and os.getppid() != parent):
                raise
        time.sleep(0.2)
