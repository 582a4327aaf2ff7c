"""A host that asks to wait is waited for: its pages, its images, its robots.txt, links to it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import formatdate
from pathlib import Path

import pytest

from scraper.retry_after import LONGEST_WAIT, seconds_of
from tests.scraper.crawling import crawl
from tests.scraper.hub_server import HTML, Answer, Asked, Route, hub_server, page, sitemap
from tests.scraper.links.test_links import check
from tests.scraper.pictures import PNG, illustrated, illustrated_crawl, images, served

NOW = datetime(2026, 10, 21, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        (" 90 ", 90.0),
        ("9" * 400, 999_999_999_999.0),
        ("Wed, 21 Oct 2026 07:01:00 GMT", 60.0),
        ("Wednesday, 21-Oct-26 07:01:00 GMT", 60.0),
        ("Wed, 21 Oct 2026 06:00:00 GMT", 0.0),
        ("-5", None),
        ("1.5", None),
        ("", None),
        ("²", None),
        ("Wed, 99 Oct 2026 07:01:00 GMT", None),
    ],
)
def test_seconds_and_dates_are_understood(value: str, seconds: float | None) -> None:
    assert seconds_of(value, now=NOW) == seconds


def test_a_date_is_compared_with_the_servers_own_clock() -> None:
    ahead = "Wed, 21 Oct 2026 09:00:30 GMT"
    assert seconds_of(ahead, date="Wed, 21 Oct 2026 09:00:00 GMT", now=NOW) == 30.0


class Resting:
    """A route that wants rest the first so many times, and then answers."""

    def __init__(self, answer: Answer, wait: Callable[[], str], *, times: int = 1, status: int = 429) -> None:
        self.answer, self.wait, self.times, self.status = answer, wait, times, status
        self.moments: list[float] = []

    def __call__(self, _: Asked) -> Answer:
        self.moments.append(time.monotonic())
        if len(self.moments) <= self.times:
            return self.status, {**HTML, "Retry-After": self.wait()}, b"<html>later"
        return self.answer


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("wait", [lambda: "2", lambda: formatdate(time.time() + 3, usegmt=True)])
def test_a_page_is_asked_again_when_its_host_says(tmp_path: Path, status: int, wait: Callable[[], str]) -> None:
    route = Resting(page("Late"), wait, status=status)
    with hub_server({"/hub/late/": route}) as server:
        result = crawl(tmp_path, server.at("/hub/"), urls=[server.at("/hub/late/")])
    assert result.slugs() == {"late"}
    assert len(route.moments) == 2
    assert route.moments[1] - route.moments[0] > 1.8


def test_the_whole_host_waits(tmp_path: Path) -> None:
    """What was to be asked meanwhile is asked afterwards, and so is robots.txt's reader, the sitemap."""
    route = Resting(page("First"), lambda: "2")
    paths = [f"/hub/{number}/" for number in range(6)]
    moments: list[float] = []

    def later(_: Asked) -> Answer:
        moments.append(time.monotonic())
        return page(f"Number {len(moments)}")

    with hub_server({"/hub/first/": route, **dict.fromkeys(paths, later)}) as server:
        server.routes["/sitemap.xml"] = sitemap(*map(server.at, ["/hub/first/", *paths]))
        result = crawl(tmp_path, server.at("/hub/"))
    assert len(result.articles) == 7
    # Those that were under way already come at once; nobody sets out until the host has had its rest.
    assert not [each for each in moments if 0.5 < each - route.moments[0] < 1.8]


def test_a_longer_wait_than_a_crawl_ends_the_address_and_says_so(tmp_path: Path) -> None:
    route = Resting(page("Never"), lambda: "3600", times=99)
    others = [f"/hub/{number}/" for number in range(30)]
    with hub_server({"/hub/never/": route, **dict.fromkeys(others, page())}) as server:
        urls = [*map(server.at, ["/hub/never/", *others])]
        log = tmp_path / "crawl.log"
        result = crawl(tmp_path, server.at("/hub/"), "--log", str(log), urls=urls, download_delay=0.2)
        asked = server.paths()
    assert len(route.moments) == 1
    failure = result.failures[urls[0]]
    assert failure.outcome == "fail"
    assert failure.reason == "the server asks to wait 3600 seconds, longer than a crawl does (120)"
    # The host said to leave it alone: its other addresses are not asked either, and say why.
    assert len(asked) < 5
    assert len(result.failures) + len(result.articles) == len(urls)
    assert all("the server asks to wait" in each.reason for each in result.failures.values())
    assert "asks to wait 3600 seconds: it is left for another run" in log.read_text()


def test_a_host_that_asks_to_wait_for_ever_is_given_up(tmp_path: Path) -> None:
    route = Resting(page("Never"), lambda: "1", times=99)
    with hub_server({"/hub/never/": route}) as server:
        result = crawl(tmp_path, server.at("/hub/"), urls=[server.at("/hub/never/")])
    assert len(route.moments) == 4
    assert result.failures[server.at("/hub/never/")].reason == "the server answered 429 Too Many Requests"


@pytest.mark.parametrize("wait", ["soon", "", "-1"])
def test_what_says_no_time_is_an_ordinary_429(tmp_path: Path, wait: str) -> None:
    route = Resting(page("Never"), lambda: wait, times=99)
    with hub_server({"/hub/never/": route}) as server:
        result = crawl(tmp_path, server.at("/hub/"), urls=[server.at("/hub/never/")])
    assert len(route.moments) == 1
    assert result.failures[server.at("/hub/never/")].status == 429


def test_robots_txt_is_waited_for_too(tmp_path: Path) -> None:
    rules: Answer = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /hub/closed/")
    route = Resting(rules, lambda: "1", status=503)
    routes: dict[str, Route] = {"/robots.txt": route, "/hub/open/": page(), "/hub/closed/": page()}
    with hub_server(routes) as server:
        urls = [server.at("/hub/open/"), server.at("/hub/closed/")]
        result = crawl(tmp_path, server.at("/hub/"), urls=urls)
        assert "/hub/closed/" not in server.paths()
    assert result.slugs() == {"open"}
    assert result.failures[urls[1]].reason == "robots.txt forbids it"


def test_a_host_whose_rules_cannot_be_read_is_not_asked(tmp_path: Path) -> None:
    routes: dict[str, Route] = {"/robots.txt": (500, HTML, b"broken"), "/hub/a/": page()}
    with hub_server(routes) as server:
        result = crawl(tmp_path, server.at("/hub/"), urls=[server.at("/hub/a/")])
        assert "/hub/a/" not in server.paths()
    assert result.failures[server.at("/hub/a/")].reason == "its host's robots.txt cannot be read: 500"


def test_an_image_is_waited_for_while_other_hosts_go_on(tmp_path: Path) -> None:
    route = Resting(served(PNG), lambda: "3")
    moments: list[float] = []

    def quick(_: Asked) -> Answer:
        moments.append(time.monotonic())
        return served(PNG)

    with hub_server({"/late.png": route}) as resting, hub_server(dict.fromkeys(["/1.png", "/2.png"], quick)) as server:
        late = f"http://localhost:{resting.port}/late.png"
        server.routes["/hub/one/"] = illustrated("One", late, "/1.png", "/2.png")
        result = illustrated_crawl(tmp_path, server, timeout=10)
    assert all(each.path for each in images(result).values())
    assert route.moments[1] - route.moments[0] > 2.8
    assert all(each < route.moments[1] for each in moments)


def test_an_image_whose_host_is_in_trouble_is_the_next_runs_and_its_host_rests_all_the_same(tmp_path: Path) -> None:
    route = Resting(served(PNG), lambda: "1", times=2, status=503)
    after = Resting(served(PNG), lambda: "1", times=0)
    with hub_server({"/1.png": route, "/2.png": route, "/3.png": after}) as server:
        server.routes["/hub/one/"] = illustrated("One", "/1.png", "/2.png", "/3.png")
        told = images(illustrated_crawl(tmp_path, server, timeout=10))
        first, second, third = (told[server.at(f"/{number}.png")] for number in (1, 2, 3))
    assert len(route.moments) == 2
    reason = "the server answered 503 Service Unavailable"
    assert [(each.again, each.refused) for each in (first, second)] == [(True, reason)] * 2
    assert third.path
    assert after.moments[0] - route.moments[0] > 0.9


def test_an_image_whose_host_wants_more_is_left_for_another_run(tmp_path: Path) -> None:
    route = Resting(served(PNG), lambda: "86400", times=99)
    with hub_server({"/late.png": route}) as server:
        server.routes["/hub/one/"] = illustrated("One", "/late.png")
        result = illustrated_crawl(tmp_path, server)
    [image] = images(result).values()
    assert (image.again, "the server asks to wait 86400 seconds" in image.refused) == (True, True)


def test_a_link_is_waited_for_while_others_go_on(tmp_path: Path) -> None:
    route = Resting(page(), lambda: "2", status=503)
    far = Resting(page(), lambda: str(int(LONGEST_WAIT) + 1), times=99)
    with hub_server({"/late": route}) as one, hub_server({"/far": far, "/other": page()}) as two, hub_server() as three:
        three.routes = {f"/{number}": page() for number in range(5)}
        urls = [one.at("/late"), two.at("/far"), *map(three.at, three.routes)]
        answers = check(tmp_path, urls)
    assert answers[one.at("/late")].state == "ok"
    assert route.moments[1] - route.moments[0] > 1.8
    assert (answers[two.at("/far")].state, len(far.moments)) == ("unknown", 1)
    assert "asks to wait 121 seconds" in answers[two.at("/far")].reason
    assert all(answers[each].state == "ok" for each in map(three.at, three.routes))
