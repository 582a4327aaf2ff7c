"""The crawl as a process: progress, crashes, and its end with its parent's."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from articles.models import Source
from articles.sync import scraper_process
from articles.sync.crawl import CrawlFiles, bounded, crawl, replay, specification
from articles.sync.scraper_process import CrawlFailed
from scraper.records import CrawledArticle, Failure, read_records
from scraper.settings import crawl_settings
from tests.scraper.hub_server import Answer, Asked, hub_server, page
from tests.waiting import wait_until

SOURCE = Source(slug="hub", address="https://hub.example/")
SOON = 12.0
"""Seconds for a crawl to notice that it is alone and to give up its open requests: five; more on a busy machine."""


@pytest.fixture
def files(tmp_path: Path) -> CrawlFiles:
    return CrawlFiles(records=tmp_path / "run-1.jsonl", responses=tmp_path / "responses")


def pretend(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let the program stand in for the crawler; it gets the same two arguments."""
    start = scraper_process.subprocess.Popen

    def popen(command: list[str], **options: Any) -> Any:
        return start([sys.executable, "-c", program, *command[-2:]], **options)

    monkeypatch.setattr(scraper_process.subprocess, "Popen", popen)


def test_the_specification_says_what_the_source_says(files: CrawlFiles) -> None:
    a, b, c = (f"https://hub.example/{each}/" for each in "abc")
    spec = specification(SOURCE, files, urls=[a], limit=3, known=[b], expected=[c])
    assert (spec.slug, spec.address, spec.urls, spec.limit) == ("hub", SOURCE.address, [a], 3)
    assert (spec.known, spec.expected) == ([b], [c])
    assert spec.cache_folder == str(files.responses)
    assert spec.image_folder is None


def test_a_source_says_how_slowly_and_how_much_it_is_crawled(files: CrawlFiles) -> None:
    source = Source(slug="hub", address="https://hub.example/", request_delay=3, most_articles=10)
    spec = specification(source, files)
    assert spec.download_delay == 3.0
    assert crawl_settings(spec)["DOWNLOAD_DELAY"] == 3.0
    assert crawl_settings(specification(SOURCE, files))["DOWNLOAD_DELAY"] == 0.0
    slow = crawl_settings(specification(Source(slug="hub", address=SOURCE.address, request_delay=60), files))
    assert slow["AUTOTHROTTLE_MAX_DELAY"] == 60.0
    assert [bounded(source, [], limit) for limit in (None, 5, 20)] == [10, 5, 10]
    assert bounded(source, ["https://hub.example/a/"], None) is None
    assert bounded(SOURCE, [], None) is None


def test_what_a_source_waits_between_requests_holds_at_the_least(files: CrawlFiles) -> None:
    moments: list[float] = []

    def told(_: Asked) -> Answer:
        moments.append(time.monotonic())
        return page()

    paths = ["/hub/a/", "/hub/b/", "/hub/c/", "/hub/d/"]
    with hub_server(dict.fromkeys(paths, told)) as server:
        source = Source(slug="hub", address=server.at("/hub/"), allow_private=True, request_delay=1)
        crawl(specification(source, files, urls=[*map(server.at, paths)]), files, lambda found, done: None)
    waits = [after - before for before, after in pairwise(moments)]
    assert len(waits) == 3
    assert min(waits) > 0.9


def test_images_are_fetched_where_it_is_said_which_are_known(files: CrawlFiles, tmp_path: Path) -> None:
    with_folder = dataclasses.replace(files, images=tmp_path / "images")
    source = Source(slug="hub", address="https://hub.example/", largest_image=7)
    a, b = "https://hub.example/a.png", "https://hub.example/b.png"
    spec = specification(source, with_folder, known_images=[a], wanted_images=[b])
    assert (spec.image_folder, spec.largest_image) == (str(tmp_path / "images"), 7)
    assert (spec.known_images, spec.wanted_images) == ([a], [b])
    assert specification(source, with_folder).image_folder is None
    assert specification(source, files, known_images=[]).image_folder is None


def test_progress_is_passed_on_and_the_rest_is_kept(files: CrawlFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(
        monkeypatch,
        "import sys; open(sys.argv[2], 'w'); print('progress found=25 done=12', file=sys.stderr); sys.exit('oh no')",
    )
    told: list[tuple[int, int]] = []
    said = crawl(specification(SOURCE, files), files, lambda *counts: told.append(counts))
    assert (25, 12) in told
    assert said == "oh no\n"


@pytest.mark.parametrize("code", [1, 2])
def test_a_crawl_that_does_not_begin_fails_with_what_it_said(
    files: CrawlFiles, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    pretend(monkeypatch, f"import sys; print('it broke', file=sys.stderr); sys.exit({code})")
    with pytest.raises(CrawlFailed, match="it broke"):
        crawl(specification(SOURCE, files), files, lambda *counts: None)


def test_the_crawl_ends_with_its_parent(files: CrawlFiles, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    pretend(
        monkeypatch,
        f"import os, sys, time; open({str(pid)!r}, 'w').write(str(os.getpid()));"
        "print('progress found=1 done=0', file=sys.stderr, flush=True); time.sleep(60)",
    )

    def interrupt(*counts: int) -> None:
        raise KeyboardInterrupt

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        crawl(specification(SOURCE, files), files, interrupt)
    assert time.monotonic() - started < 10
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_a_crawl_that_fills_the_disk_says_so(files: CrawlFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(
        monkeypatch,
        "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20));"
        "runpy.run_module('scraper', run_name='__main__')",
    )
    files = dataclasses.replace(files, responses=None)
    with hub_server({"/hub/one/": page("One")}) as server:
        source = Source(slug="hub", address=server.at("/hub/"), allow_private=True)
        said = crawl(specification(source, files, urls=[server.at("/hub/one/")]), files, lambda *counts: None)
    assert said == f"error: {files.records} cannot be written any more: File too large\n"
    assert list(read_records(files.records)) == []  # without an end: the crawl broke off


def test_a_replay_writes_what_the_crawl_wrote(files: CrawlFiles) -> None:
    told: list[tuple[int, int]] = []
    with hub_server({"/hub/one/": page("One")}) as server:
        source = Source(slug="hub", address=server.at("/hub/"), allow_private=True)
        one, two = server.at("/hub/one/"), server.at("/hub/two/")
        crawl(specification(source, files, urls=[one]), files, lambda *counts: None)
        [crawled, _] = read_records(files.records)
        replay(specification(source, files, expected=[one, two]), files, lambda *counts: told.append(counts))
    [replayed, failure, end] = read_records(files.records)
    assert isinstance(crawled, CrawledArticle)
    assert isinstance(failure, Failure)
    assert replayed == dataclasses.replace(crawled, stored=True)
    assert (failure.url, failure.reason) == (two, "there is no stored response of it")
    assert (end.kind, end.complete, told[-1]) == ("end", False, (2, 2))


# What a worker is to a crawl, without its database.
PARENT = """
import os, sys
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
from articles.models import Source
from articles.sync.crawl import CrawlFiles, crawl, specification
files = CrawlFiles(records=Path(sys.argv[2]), responses=None)
source = Source(slug="hub", address=sys.argv[1], allow_private=True)
crawl(specification(source, files, urls=[sys.argv[1]]), files, lambda found, done: None)
"""


def test_a_killed_parent_takes_the_crawl_along(tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    with hub_server() as server:
        server.routes = {"/hub/hangs/": server.hang}
        command = [sys.executable, "-c", PARENT, server.at("/hub/hangs/"), str(records)]
        with subprocess.Popen(command, cwd=scraper_process.PROJECT) as parent:
            wait_until(lambda: "/hub/hangs/" in server.paths(), "the crawl's beginning")
            parent.kill()
        killed = time.monotonic()
        while not records.read_text(encoding="utf-8").endswith("\n"):
            assert time.monotonic() - killed < SOON, "the crawl went on without its parent"
            time.sleep(0.05)
    [end] = read_records(records)
    assert (end.kind, end.complete) == ("end", False)


def test_the_last_address_is_passed_on(files: CrawlFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    last = "https://hub.example/a b/"
    pretend(
        monkeypatch,
        f"import sys; open(sys.argv[2], 'w'); print('progress found=2 done=1 last={last}', file=sys.stderr)",
    )
    told: list[Any] = []

    class Follower:
        def saw(self, address: str) -> None:
            told.append(address)

        def __call__(self, found: int, done: int) -> None:
            told.append((found, done))

    assert crawl(specification(SOURCE, files), files, Follower()) == ""
    assert told == [last, (2, 1)]


def test_the_log_tells_of_every_address(files: CrawlFiles) -> None:
    files.log.write_text("of the crawl before")
    with hub_server({"/hub/one/": page("One")}) as server:
        source = Source(slug="hub", address=server.at("/hub/"), allow_private=True)
        one, two = server.at("/hub/one/"), server.at("/hub/two/")
        crawl(specification(source, files, urls=[one, two]), files, lambda *counts: None)
        log = files.log.read_text(encoding="utf-8")
        replay(specification(source, files, expected=[one]), files, lambda *counts: None)
    assert "of the crawl before" not in log
    assert f"article {one}\n" in log
    assert f"failure {two}: " in log
    assert "end: finished, 2 of 2 addresses" in log
    assert f"article {one}\n" in files.log.read_text(encoding="utf-8"), "a replay has one too"
