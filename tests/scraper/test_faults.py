"""What goes wrong around a crawl: a full disk, a clock that jumps back, a source that serves empty pages."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scraper.records import CrawledArticle, End, Failure, NotModified, read_records
from tests.scraper.crawling import LONGEST, ROOT, command, crawl, environment
from tests.scraper.hub_server import HTML, Asked, HubServer, hub_server, page, sitemap

ARTICLES = 12
FULL = Path("/dev/full")
"""A device on which every write fails for want of space."""


@contextmanager
def hub_of(count: int = ARTICLES) -> Iterator[HubServer]:
    with hub_server({f"/hub/{number}/": page(f"Number {number}") for number in range(count)}) as server:
        server.routes["/sitemap.xml"] = sitemap(*(server.at(each) for each in server.routes))
        yield server


def run(asked: list[str], before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        asked, cwd=ROOT, env=environment(5), capture_output=True, text=True, check=False, timeout=LONGEST,
        preexec_fn=before,
    )  # fmt: skip


def one_error(done: subprocess.CompletedProcess[str]) -> str:
    """The one line beside the progress that was said; the crawl must not have ended well."""
    assert done.returncode == 1
    [line] = [each for each in done.stderr.splitlines() if not each.startswith("progress ")]
    return line


# A full disk


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("options", [(), ("--replay",)])
def test_a_full_disk_is_one_clear_error(tmp_path: Path, options: tuple[str, ...]) -> None:
    with hub_of() as server:
        spec = {"cache_folder": str(tmp_path / "responses"), "expected": [server.at("/hub/0/"), server.at("/hub/1/")]}
        crawl(tmp_path, server.at("/hub/"), **spec)
        server.asked.clear()
        done = run([*command(tmp_path, server.at("/hub/"), *options, **spec)[:-1], str(FULL)])
        asked = len(server.asked)
    assert one_error(done) == "error: /dev/full cannot be written any more: No space left on device"
    assert asked < ARTICLES + 3  # and the rest was not even asked for


def test_what_was_written_before_the_disk_was_full_are_whole_records(tmp_path: Path) -> None:
    with hub_of() as server:
        whole = crawl(tmp_path, server.at("/hub/"))
        size = (tmp_path / "out.jsonl").stat().st_size

        def limit() -> None:
            # In the middle of a line: the system writes the first half of it, then refuses the rest.
            resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2 + 7, size // 2 + 7))

        done = run(command(tmp_path, server.at("/hub/")), limit)
    assert one_error(done) == f"error: {tmp_path / 'out.jsonl'} cannot be written any more: File too large"
    assert (tmp_path / "out.jsonl").read_bytes().endswith(b"\n")
    records = list(read_records(tmp_path / "out.jsonl"))
    assert 0 < len(records) < ARTICLES
    assert all(each in whole.records for each in records)  # and none of them is an end


def test_a_small_file_system_that_fills_up(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(small)], check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        with hub_of() as server:
            asked = command(tmp_path, server.at("/hub/"), cache_folder=str(small / "responses"))
            done = run([*asked[:-1], str(small / "out.jsonl")])
        records = list(read_records(small / "out.jsonl"))
    finally:
        subprocess.run(["umount", str(small)], check=True)
    lines = [each for each in done.stderr.splitlines() if not each.startswith("progress ")]
    assert done.returncode == 1
    assert lines[-1] == f"error: {small / 'out.jsonl'} cannot be written any more: No space left on device"
    assert "Traceback" not in done.stderr
    assert not any(isinstance(each, End) for each in records)


def test_a_response_that_cannot_be_stored_counts_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "responses").write_text("no folder")
    with hub_of(3) as server:
        result = crawl(tmp_path, server.at("/hub/"), cache_folder=str(tmp_path / "responses"))
    assert (result.code, len(result.articles), result.end.complete) == (0, 3, True)
    assert result.errors.count("Responses cannot be stored in ") == 1


# A clock that jumps back


JUMPING = """
import time
usual, calls = time.time, 0
def jumping():
    global calls
    calls += 1
    return usual() - 3600.0 * calls  # an hour back, every time that somebody looks
time.time = jumping
"""


def test_a_clock_that_jumps_back_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def tagged(asked: Asked) -> tuple[int, dict[str, str], bytes]:
        if asked.headers.get("if-none-match") == '"1"':
            return 304, {"ETag": '"1"'}, b""
        return 200, {**HTML, "ETag": '"1"', "Cache-Control": "max-age=99999999"}, bytes(page("Tagged")[2])

    (tmp_path / "sitecustomize.py").write_text(JUMPING)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    with hub_server({"/hub/tagged/": tagged}) as server:
        spec = {"cache_folder": str(tmp_path / "responses"), "urls": [server.at("/hub/tagged/")]}
        first = crawl(tmp_path, server.at("/hub/"), **spec)
        second = crawl(tmp_path, server.at("/hub/"), known=spec["urls"], **spec)
        third = crawl(tmp_path, server.at("/hub/"), "--replay", **spec)
    assert [[type(each) for each in result.records] for result in (first, second, third)] == [
        [CrawledArticle, End],
        [NotModified, End],
        [CrawledArticle, End],
    ]
    assert all(0 <= result.end.seconds < LONGEST for result in (first, second, third))


# A source that serves empty pages


def test_half_of_the_articles_come_empty(tmp_path: Path) -> None:
    shells = (b"", b" \n ", b"<html></html>", b"<!doctype html><html><body><div id=app></div><script>x()</script>")
    with hub_of() as server:
        good = crawl(tmp_path, server.at("/hub/"))
        urls = [server.at(f"/hub/{number}/") for number in range(ARTICLES)]
        for number in range(0, ARTICLES, 2):
            server.routes[f"/hub/{number}/"] = (200, HTML, shells[number // 2 % len(shells)])
        bad = crawl(tmp_path, server.at("/hub/"), expected=urls)
    assert len(good.articles) == ARTICLES
    assert {each.article.url for each in bad.articles} == set(urls[1::2])
    assert set(bad.failures) == set(urls[::2])
    assert all(isinstance(each, Failure) and each.outcome == "reject" for each in bad.failures.values())
    assert {each.reason.partition(",")[0] for each in bad.failures.values()} <= {
        "the page is empty",
        "the page has no title",
        "the page has no text",
        "the page is no HTML",
    }
    # All were listed and answered: none of them counts as missing, and the crawl saw the whole hub.
    assert (bad.unlisted, bad.end.complete, bad.code) == ({}, True, 1)
