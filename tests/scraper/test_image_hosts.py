"""Hosts of images that hang, refuse, drip, or stand where nothing may be asked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scraper.crawling import crawl
from tests.scraper.hub_server import Answer, Asked, hub_server
from tests.scraper.pictures import PNG, illustrated, illustrated_crawl, images, served

SKIPPED = "its host did not answer for other images, and was not asked for this one"


@pytest.mark.parametrize("robots_hang", [True, False])
def test_a_host_that_hangs_costs_one_time_out(tmp_path: Path, robots_hang: bool) -> None:
    with hub_server() as silent, hub_server({"/own.png": served(PNG)}) as server:
        silent.routes = {f"/{number}.png": silent.hang for number in range(40)}
        sources = [silent.at(each) for each in silent.routes]
        if robots_hang:
            silent.routes["/robots.txt"] = silent.hang
        server.routes["/hub/one/"] = illustrated("One", *sources, "/own.png")
        result = illustrated_crawl(tmp_path, server, timeout=2)
        asked = [each for each in silent.paths() if each.endswith(".png")]
    found = images(result)
    assert found[server.at("/own.png")].path
    reasons = [found[each].refused for each in sources]
    assert sorted(set(reasons)) == sorted({"no answer within 2 seconds", SKIPPED})
    assert reasons.count("no answer within 2 seconds") == 2
    assert all(found[each].again for each in sources)
    assert len(asked) == (0 if robots_hang else 2)
    assert result.end.seconds < 20  # two at a time, one after the other, would have been 40


def test_a_host_that_refuses_connections_is_left_alone(tmp_path: Path) -> None:
    with hub_server() as closed:
        origin = closed.origin
    with hub_server() as server:
        server.routes["/hub/one/"] = illustrated("One", *(f"{origin}/{number}.png" for number in range(9)))
        result = illustrated_crawl(tmp_path, server)
    reasons = [each.refused for each in images(result).values()]
    assert (reasons.count("the host refuses the connection"), reasons.count(SKIPPED)) == (2, 7)


def test_slow_bytes_are_cut_off(tmp_path: Path) -> None:
    """The bound is on the whole answer, not on the silence between two bytes."""

    def drip(_: Asked) -> Answer:
        def chunks() -> Iterator[bytes]:
            for _ in range(100):
                yield PNG[:2]
                time.sleep(0.1)

        return 200, {"Content-Type": "image/png"}, chunks()

    with hub_server({"/drip.png": drip}) as server:
        server.routes["/hub/one/"] = illustrated("One", "/drip.png")
        result = illustrated_crawl(tmp_path, server)
    assert [each.refused for each in images(result).values()] == ["no answer within 1 seconds"]


def test_no_image_is_fetched_from_the_own_machine(tmp_path: Path) -> None:
    """A public hub's article must not make us ask our own network, by name, by number or by redirect."""
    with hub_server({"/i.png": served(PNG)}) as server:
        hosts = ["127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]"]
        wanted = [f"http://{host}:{server.port}/i.png" for host in hosts]
        # Nothing else is asked for: the hub itself is on no public address either.
        result = crawl(
            tmp_path,
            "https://hub.example/hub/",
            allow_private=False,
            timeout=2,
            urls=["https://no-such-host.invalid/a/"],
            image_folder=str(tmp_path / "images"),
            wanted_images=wanted,
        )
        assert server.asked == []
    found = images(result)
    assert set(found) == set(wanted)
    assert all(each.refused.startswith("it leads to a private address") for each in found.values())
    assert not (tmp_path / "images").exists()
