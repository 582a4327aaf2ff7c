"""Crawls that are killed or run out of disk: what came is synced, and the next run brings the rest."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from articles.models import ArticlePage, Source, SyncRun
from articles.sync import scraper_process
from articles.sync.report import Report
from articles.sync.run import request_run, run_source
from tests.scraper.hub_server import hub_server, page, sitemap

pytestmark = pytest.mark.django_db

NAMES = [f"article-{number}" for number in range(6)]
# The crawl, which kills itself after so many records.
MORTAL = """
import os, signal, sys
from scraper import __main__ as crawl
from scraper.output import Output
write, left = Output.write, int(sys.argv.pop(1))
def mortal(self, record):
    global left
    if left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    write(self, record)
Output.write = mortal
sys.exit(crawl.main())
"""


@pytest.fixture
def small_hub(source: Source) -> Iterator[Source]:
    with hub_server() as server:
        addresses = [server.at(f"/hub/{name}/") for name in NAMES]
        long = "This is one of the sentences that make up a long article about something. " * 60
        server.routes = {f"/hub/{name}/": page(name, words=long) for name in NAMES}
        server.routes["/sitemap.xml"] = sitemap(*addresses)
        source.address, source.allow_private = server.at("/hub/"), True
        source.save()
        yield source


def scrape(source: Source) -> Report:
    return run_source(request_run(source, SyncRun.Trigger.COMMAND))


def slugs() -> list[str]:
    return sorted(ArticlePage.objects.values_list("slug", flat=True))


@pytest.mark.parametrize("records", [1, 4, len(NAMES)])
def test_a_killed_crawl_is_synced_as_far_as_it_came(
    small_hub: Source, monkeypatch: pytest.MonkeyPatch, records: int
) -> None:
    start = scraper_process.subprocess.Popen

    def mortal(command: list[str], **options: Any) -> Any:
        return start([sys.executable, "-c", MORTAL, str(records), *command[3:]], **options)

    with monkeypatch.context() as patch:
        patch.setattr(scraper_process.subprocess, "Popen", mortal)
        report = scrape(small_hub)
    assert (report.status, report.counts) == ("problems", {"create": records}), report.message
    assert "broke off" in report.message
    report = scrape(small_hub)
    done = {"create": len(NAMES) - records, "unchanged": records}
    assert (report.status, report.counts) == ("done", {word: count for word, count in done.items() if count})
    assert slugs() == NAMES


@pytest.fixture
def small_disk(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A disk of a few pages for what the crawl leaves behind."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24k", "tmpfs", str(disk)]
    try:
        mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount here")
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
    settings.GLEANER_CRAWLS = disk
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_disk_that_is_full_is_said_and_the_next_run_brings_the_rest(small_hub: Source, small_disk: Path) -> None:
    report = scrape(small_hub)
    assert report.status == "problems"
    assert "No space left" in f"{report.message} {[each.reason for each in report.articles]}"
    assert len(slugs()) < len(NAMES)
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    report = scrape(small_hub)
    assert report.status == "done"
    assert slugs() == NAMES
