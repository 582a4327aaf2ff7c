"""Crawl-delay in robots.txt is obeyed, host by host, within bounds."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy.core.downloader import Slot

from scraper.pace import MOST_CRAWL_DELAY, PROCESSES, keep_apart
from tests.scraper.crawling import crawl
from tests.scraper.hub_server import Answer, Asked, hub_server, page

TEXT = {"Content-Type": "text/plain"}
PATHS = ["/hub/a/", "/hub/b/", "/hub/c/"]


def robots(rules: str) -> Answer:
    return 200, TEXT, rules.encode()


@pytest.mark.parametrize(
    ("rules", "least"),
    [
        ("User-agent: *\nCrawl-delay: 1", 1.0),
        # The group that names us is the one that counts, whichever comes first.
        ("User-agent: *\nCrawl-delay: 30\n\nUser-agent: Gleaner\nCrawl-delay: 1", 1.0),
        ("User-agent: gleaner\nCrawl-delay: 0.7\n\nUser-agent: *\nCrawl-delay: 30", 0.7),
        ("User-agent: Gleaner\nDisallow: /nowhere/\n\nUser-agent: *\nCrawl-delay: 30", 0.0),
        ("User-agent: *\nCrawl-delay: soon", 0.0),
    ],
)
def test_the_delay_of_our_group_is_kept(tmp_path: Path, rules: str, least: float) -> None:
    moments: list[float] = []

    def told(_: Asked) -> Answer:
        moments.append(time.monotonic())
        return page()

    log = tmp_path / "crawl.log"
    with hub_server({"/robots.txt": robots(rules), **dict.fromkeys(PATHS, told)}) as server:
        crawl(tmp_path, server.at("/hub/"), "--log", str(log), urls=[*map(server.at, PATHS)])
        origin = server.origin.removeprefix("http://")
    waits = [after - before for before, after in pairwise(moments)]
    assert len(waits) == 2
    assert min(waits) > least - 0.1
    assert max(waits) < 5
    said = f"robots.txt of {origin} asks for {least:g} seconds between requests"
    assert (said in log.read_text()) is (least > 0)


def test_a_host_without_a_delay_does_not_wait_for_one_with(tmp_path: Path) -> None:
    """Images of another host: its robots.txt slows down its own requests alone."""
    from tests.scraper.pictures import PNG, illustrated, illustrated_crawl, images, served

    with hub_server({"/robots.txt": robots("User-agent: *\nCrawl-delay: 2"), "/a.png": served(PNG)}) as slow:
        with hub_server() as server:
            pictures = [f"http://localhost:{slow.port}/a.png", *(f"/{number}.png" for number in range(6))]
            server.routes |= {each: served(PNG + bytes([number])) for number, each in enumerate(pictures[1:])}
            server.routes["/hub/one/"] = illustrated("One", *pictures)
            result = illustrated_crawl(tmp_path, server, timeout=10)
        assert slow.paths() == ["/robots.txt", "/a.png"]
    assert len(images(result)) == 7
    assert result.end.seconds < 2 * 6


class Engine:
    """As much of a crawler as the pace looks at."""

    def __init__(self, processes: int = 1) -> None:
        self.downloader = SimpleNamespace(slots={}, per_slot_settings={}, _delay=0.0)
        self.engine = self
        self.settings = SimpleNamespace(getint=lambda name, default: {PROCESSES: processes}.get(name, default))

    def kept(self, host: str, asked: float) -> float:
        keep_apart(cast(Any, self), host, asked)
        return float(self.downloader.per_slot_settings[host.partition(":")[0]]["delay"])


def test_a_delay_that_means_stay_away_is_bounded_and_said(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "scraper.pace")
    assert Engine().kept("hub.example", 86_400.0) == MOST_CRAWL_DELAY
    assert caplog.messages == [
        "robots.txt of hub.example asks for 86400 seconds between requests, which is more than 60: that is kept"
    ]


def test_two_servers_of_one_host_keep_the_slower_pace() -> None:
    engine = Engine()
    engine.downloader.slots["hub.example"] = slot = Slot(8, 0.0, 0.5)
    assert [engine.kept("hub.example:8001", 3.0), engine.kept("hub.example:8002", 2.0)] == [3.0, 3.0]
    assert (slot.delay, slot.jitter) == (3.0, 0.0)


def test_processes_that_share_a_crawl_share_the_pace() -> None:
    assert Engine(processes=4).kept("hub.example", 2.0) == 8.0
