"""Two processes crawl one hub over a real Redis; either may be killed, and nothing is lost or said twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from scraper.frontier.meeting import DEAD_AFTER
from scraper.records import CrawledArticle, FetchedImage, Record, read_records
from tests.scraper import crawling
from tests.scraper.crawling import Crawl, environment
from tests.scraper.hub_server import Answer, Asked, HubServer, hub_server, page, redirect, sitemap
from tests.scraper.pictures import PNG, illustrated, served
from tests.waiting import wait_until

ARTICLES = 200
LONGEST = 120


@contextmanager
def hub(pause: float = 0.0) -> Iterator[HubServer]:
    """A hub of some hundred articles, and of what is odd: two ways to one page, redirects, what is missing, broken."""

    def slow(answer: Answer) -> Any:
        def told(_: Asked) -> Answer:
            time.sleep(pause)
            return answer

        return told

    with hub_server() as server:
        for number in range(ARTICLES):
            server.routes[f"/hub/{number}/"] = slow(illustrated(f"Number {number}", f"/{number % 7}.png"))
        server.routes |= {f"/{number}.png": served(PNG + bytes([number])) for number in range(7)}
        server.routes |= {
            "/hub/moved/": redirect("/hub/new-place/"),
            "/hub/new-place/": page("The new place"),
            "/hub/moved-to-3/": redirect("/hub/3/"),
            "/hub/copy/": page("Copied", head=f'<link rel="canonical" href="{server.at("/hub/5/")}">'),
            "/hub/empty/": (200, {"Content-Type": "text/html"}, b""),
            "/hub/broken/": (500, {"Content-Type": "text/html"}, b"<p>broken"),
        }
        listed = [
            *map(server.at, (each for each in server.routes if each.startswith("/hub/"))),
            server.at("/hub/none/"),
        ]
        server.routes["/sitemap.xml"] = sitemap(*(each for each in listed if "new-place" not in each))
        server.routes["/hub/delisted/"] = page("Delisted")
        yield server


def spec(folder: Path, server: HubServer) -> dict[str, Any]:
    expected = [server.at(f"/hub/{each}/") for each in ("0", "3", "delisted", "vanished", "moved-to-3")]
    return {"expected": expected, "image_folder": str(folder / "images"), "cache_folder": str(folder / "responses")}


@contextmanager
def started(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command, cwd=crawling.ROOT, env=environment(10), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def leader(folder: Path, server: HubServer, key: str, processes: int = 2) -> list[str]:
    options = ["--share", key, "--processes", str(processes), "--log", str(folder / "crawl.log")]
    return crawling.command(folder, server.at("/hub/"), *options, **spec(folder, server))


def helper(key: str) -> list[str]:
    return [sys.executable, "-m", "scraper", "--join", key]


def in_peace(folder: Path, server: HubServer) -> Crawl:
    folder.mkdir()
    return crawling.crawl(folder, server.at("/hub/"), **spec(folder, server))


def said(records: list[Record]) -> Counter[str]:
    """What was said of each address, whatever the order, and whatever differs from run to run."""
    told: Counter[str] = Counter()
    for each in records:
        match each:
            case CrawledArticle(article=article):
                told[f"article {article.url} {article.fingerprint} {each.fetched}"] += 1
            case FetchedImage(url=url, sha256=sha256):
                told[f"image {url} {sha256}"] += 1
            case _:
                told[str({name: value for name, value in vars(each).items() if name != "seconds"})] += 1
    return told


def asked_for(server: HubServer) -> Counter[str]:
    return Counter(each.path for each in server.asked if each.path.startswith("/hub/"))


def done(folder: Path) -> int:
    out = folder / "out.jsonl"
    return out.read_bytes().count(b"\n") if out.exists() else 0


def test_two_processes_say_what_one_says(tmp_path: Path, redis_url: str) -> None:
    with hub() as server:
        alone = in_peace(tmp_path / "alone", server)
        server.asked.clear()
        with ExitStack() as processes:
            first = processes.enter_context(started(leader(tmp_path, server, "both")))
            second = processes.enter_context(started(helper("both")))
            errors = first.communicate(timeout=LONGEST)[1]
            assert second.wait(20) == 0, second.communicate()[1]
        assert first.returncode == 1, errors  # one article is broken, as before
        assert "Traceback" not in errors
        times = asked_for(server)
    records = list(read_records(tmp_path / "out.jsonl"))
    assert said(records) == said(alone.records)
    assert records[-1].complete  # type: ignore[union-attr]
    assert {times[f"/hub/{number}/"] for number in range(ARTICLES)} - {1, 2} == set()
    assert not (tmp_path / "out.answers").exists()


@pytest.mark.parametrize("victim", ["helper", "leader"])
def test_a_process_that_is_killed_loses_nothing(tmp_path: Path, redis_url: str, victim: str) -> None:
    with hub(pause=0.05) as server:
        alone = in_peace(tmp_path / "alone", server)
        server.asked.clear()
        with ExitStack() as processes:
            first = processes.enter_context(started(leader(tmp_path, server, "killed")))
            second = processes.enter_context(started(helper("killed")))
            both_took = lambda: len([*Redis.from_url(redis_url).scan_iter("gleaner:crawl:killed:taken:*")]) == 2  # noqa: E731
            wait_until(lambda: done(tmp_path) > ARTICLES // 8 and both_took(), "the crawl")
            assert done(tmp_path) < ARTICLES
            os.kill((second if victim == "helper" else first).pid, signal.SIGKILL)
            if victim == "leader":
                first.wait()
                first = processes.enter_context(started(leader(tmp_path, server, "killed")))
            errors = first.communicate(timeout=LONGEST)[1]
            assert "Traceback" not in errors
            second.wait(20)
        times = asked_for(server)
    records = list(read_records(tmp_path / "out.jsonl"))
    assert said(records) == said(alone.records)
    assert records[-1].complete  # type: ignore[union-attr]
    # What the dead one had under way was asked once more, and nothing else was.
    again = [each for each, number in times.items() if number > 1 and each.removeprefix("/hub/").rstrip("/").isdigit()]
    assert len(again) <= 20, again
    assert DEAD_AFTER < LONGEST


def test_no_more_processes_than_there_are_places(tmp_path: Path, redis_url: str) -> None:
    with (
        hub(pause=0.05) as server,
        started(leader(tmp_path, server, "full")) as first,
        started(helper("full")) as second,
    ):
        wait_until(lambda: Redis.from_url(redis_url).exists("gleaner:crawl:full:seat:1"), "the helper")
        with started(helper("full")) as third:
            assert third.wait(30) == 3
        os.kill(second.pid, signal.SIGTERM)  # in order: it gives back what it has
        assert second.wait(20) == 1
        first.communicate(timeout=LONGEST)
    assert len([each for each in read_records(tmp_path / "out.jsonl") if isinstance(each, CrawledArticle)]) > ARTICLES


def test_a_redis_that_forgets_everything_costs_nothing(tmp_path: Path, redis_url: str) -> None:
    with hub(pause=0.05) as server, started(leader(tmp_path, server, "forgotten")) as first:
        wait_until(lambda: done(tmp_path) > ARTICLES // 8, "the crawl")
        Redis.from_url(redis_url).delete("gleaner:crawl:forgotten:queue")
        assert "Traceback" not in first.communicate(timeout=LONGEST)[1]
    articles = Counter(
        each.article.url for each in read_records(tmp_path / "out.jsonl") if isinstance(each, CrawledArticle)
    )
    assert len(articles) > ARTICLES
    assert set(articles.values()) == {1}


def test_an_answer_that_nobody_can_read_ends_the_crawl_and_says_so(tmp_path: Path, redis_url: str) -> None:
    with (
        hub(pause=0.05) as server,
        started(leader(tmp_path, server, "unreadable")) as first,
        started(helper("unreadable")) as second,
    ):
        wait_until(lambda: done(tmp_path) > ARTICLES // 8, "the crawl")
        Redis.from_url(redis_url).rpush("gleaner:crawl:unreadable:answers", "no JSON")
        errors = first.communicate(timeout=LONGEST)[1]
        second.communicate(timeout=LONGEST)  # it has nobody to help any more
    assert first.returncode == 1
    assert "the processes of the crawl cannot meet any more: JSONDecodeError" in errors
    end = list(read_records(tmp_path / "out.jsonl"))[-1]
    assert (end.complete, end.reason) == (False, "frontier_lost")  # type: ignore[union-attr]
    assert "no JSON" not in (tmp_path / "crawl.log").read_text()
    assert "JSONDecodeError" in (tmp_path / "crawl.log").read_text()


@pytest.mark.parametrize("url", ["redis://:secret-word@127.0.0.1:1/0", "", "nonsense"])
def test_a_redis_that_is_not_there_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("REDIS_URL", url)
    with hub_server() as server:
        for command in (leader(tmp_path, server, "none"), helper("none")):
            with started(command) as process:
                errors = process.communicate(timeout=LONGEST)[1]
            assert process.returncode == 2
            assert errors.startswith(
                "error: Redis cannot be reached at REDIS_URL" if url else "error: REDIS_URL is not set"
            )
            assert errors.count("\n") == 1
            assert "secret-word" not in errors
