"""A run whose crawl is split reports what it would with one process, also when one of them is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from articles.models import ArticlePage, Source, SyncRun
from articles.sync.report import Report
from articles.sync.run import plan_source, request_run, run_source
from articles.sync.split_crawl import has_ended
from scraper.records import Failure, record_line
from tests.redis_server import redis_url
from tests.scraper.frontier.test_sharing import ARTICLES, hub
from tests.scraper.hub_server import HubServer
from tests.scraper.pictures import illustrated

__all__ = ["redis_url"]
pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc on this system")


@pytest.fixture
def served(source: Source, settings: Any, tmp_path: Path) -> Iterator[HubServer]:
    settings.GLEANER_CRAWLS = tmp_path / "crawls"
    with hub(pause=0.03) as server:
        source.address, source.allow_private, source.store_images = server.at("/hub/"), True, False
        source.save()
        yield server


def processes_of(word: str) -> list[int]:
    """The crawl processes of this one with this word on their command line."""
    children = [each for task in Path("/proc/self/task").glob("*/children") for each in task.read_text().split()]
    return [int(each) for each in children if word in Path(f"/proc/{each}/cmdline").read_bytes().decode().split("\0")]


class Killer(threading.Thread):
    """Kills a crawl process once so many articles are done."""

    def __init__(self, word: str, folder: Path, after: int) -> None:
        super().__init__(daemon=True)
        self.word, self.folder, self.after = word, folder, after
        self.killed: list[int] = []

    def run(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until and not self.killed:
            time.sleep(0.05)
            done = sum(each.read_bytes().count(b"\n") for each in self.folder.rglob("run-*.jsonl"))
            for victim in processes_of(self.word) if done >= self.after else []:
                os.kill(victim, signal.SIGKILL)
                self.killed.append(victim)


def outcomes(report: Report) -> set[tuple[str, str, str]]:
    return {(each.url, each.outcome, each.reason) for each in report.articles}


@pytest.mark.parametrize("victim", ["--join", "--share"])
def test_a_run_whose_crawl_process_is_killed_is_as_with_one_process(
    source: Source, served: HubServer, redis_url: str, settings: Any, tmp_path: Path, victim: str
) -> None:
    alone = plan_source(source)
    settings.REDIS_URL = redis_url
    Source.objects.update(crawl_processes=2)
    source.refresh_from_db()
    killer = Killer(victim, tmp_path, after=30)
    killer.start()
    run = request_run(source, SyncRun.Trigger.COMMAND)
    report = run_source(run)
    killer.join()
    assert len(killer.killed) == 1
    run.refresh_from_db()
    assert (run.status, run.complete) == ("problems", True), report.message  # some articles are broken, as with one
    assert report.counts == alone.counts
    assert outcomes(report) == outcomes(alone)
    assert ArticlePage.objects.count() == report.counts["create"]
    # The drift check sees what it would see, too: here the bylines are gone.
    for number in range(ARTICLES):
        status, headers, body = illustrated(f"Number {number}", f"/{number % 7}.png")
        served.routes[f"/hub/{number}/"] = (status, headers, bytes(body).replace(b"<p>By Ada Example</p>", b""))
    by_two = plan_source(source)
    Source.objects.update(crawl_processes=1)
    source.refresh_from_db()
    by_one = plan_source(source)
    assert "the drift brake stops the run" in by_one.message
    assert (by_two.message, by_two.counts) == (by_one.message, by_one.counts)


def test_what_is_missing_is_one_sentence(source: Source, settings: Any) -> None:
    source.crawl_processes, settings.REDIS_URL = 2, ""
    source.save()
    with pytest.raises(ValidationError, match="set REDIS_URL"):
        source.full_clean()
    report = run_source(request_run(source, SyncRun.Trigger.COMMAND))
    assert (report.status, report.message) == (
        "failed",
        "hub: its crawl is split over 2 processes, which needs REDIS_URL",
    )
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    report = run_source(request_run(source, SyncRun.Trigger.COMMAND))
    assert report.status == "failed"
    assert "Redis cannot be reached at REDIS_URL" in report.message


@pytest.mark.parametrize("tail", [b"", b'{"kind": "end"}', b'{"kind": "failure"}\n', b"no JSON\n", b'["end"]\n'])
def test_only_an_end_ends_a_records_file(tmp_path: Path, tail: bytes) -> None:
    records = tmp_path / "run-1.jsonl"
    long = record_line(Failure(url="https://hub.example/", outcome="fail", reason="x" * 9000)).encode()
    records.write_bytes(long + b"\n" + tail)
    assert not has_ended(records)
    records.write_bytes(long + b'\n{"kind": "end"}\n')
    assert has_ended(records)


def test_an_installation_without_the_extra_starts(tmp_path: Path) -> None:
    """The core imports nothing of Redis."""
    blocked = "import sys; sys.modules.update(redis=None, scrapy_redis=None); import scraper.__main__"
    subprocess.run([sys.executable, "-c", blocked], check=True)
