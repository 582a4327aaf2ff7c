"""A public hub that leads inside: by redirect, robots.txt, sitemap, image, link, name. Nobody inside is ever asked.

Two loopback addresses play the two worlds: 127.0.0.2 counts as public here, 127.0.0.1 is what it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scraper.crawling import ROOT, crawl
from tests.scraper.hub_server import HTML, HubServer, hub_server, page, redirect, sitemap
from tests.scraper.links.test_links import check
from tests.scraper.pictures import PNG, illustrated, images, served

PUBLIC = "127.0.0.2"
WORLD = f"""
import socket
names = {{
    "hub.test": ["{PUBLIC}"], "www.hub.test": ["{PUBLIC}"], "pictures.test": ["{PUBLIC}"],
    "inside.test": ["127.0.0.1"], "both.test": ["127.0.0.1", "{PUBLIC}"], "mapped.test": ["::ffff:127.0.0.1"],
}}
turns = {{"rebinding.test": iter(["{PUBLIC}"] + ["127.0.0.1"] * 99)}}
usual = socket.getaddrinfo
def getaddrinfo(host, port, *arguments, **options):
    host = host.decode() if isinstance(host, bytes) else host
    addresses = [next(turns[host])] if host in turns else names.get(host, [host])
    return [each for address in addresses for each in usual(address, port, *arguments, **options)]
socket.getaddrinfo = getaddrinfo
import scraper.safety
is_public = scraper.safety.is_public
scraper.safety.is_public = lambda address: address == "{PUBLIC}" or is_public(address)
"""
"""Runs before the crawl: names of its own, and one more public address."""
SPELLINGS = [
    "127.0.0.1",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "127.1",
    "[::ffff:127.0.0.1]",
    "inside.test",
    "mapped.test",
]


@pytest.fixture
def inside() -> Iterator[HubServer]:
    everything = {f"/{each}": page("Secret") for each in ("secret", "robots.txt", "sitemap.xml")}
    with hub_server({**everything, "/secret.png": served(PNG)}) as server:
        yield server
        assert server.asked == []


@pytest.fixture(autouse=True)
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "world"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WORLD)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(ROOT)]))


def test_a_redirect_inside_is_not_followed_however_it_is_spelled(tmp_path: Path, inside: HubServer) -> None:
    targets = [f"http://{each}:{inside.port}/secret" for each in SPELLINGS]
    ways = {f"/hub/{number}/": redirect(each) for number, each in enumerate(targets)}
    refresh = f'<html><meta http-equiv="refresh" content="0; url={targets[0]}">'.encode()
    with hub_server({**ways, "/hub/refresh/": (200, HTML, refresh), "/hub/good/": page()}, host=PUBLIC) as hub:
        address = f"http://hub.test:{hub.port}"
        urls = [address + each for each in hub.routes]
        # Also where the inside calls itself one of the source's hosts.
        profile = {"alias_hosts": [f"{each}:{inside.port}" for each in SPELLINGS]}
        for rules in ({}, profile):
            result = crawl(tmp_path, address + "/hub/", allow_private=False, timeout=3, urls=urls, profile=rules)
            assert result.slugs() == {"good"}
            assert len(result.failures) == len(urls) - 1
            reasons = {each.reason for each in result.failures.values()}
            assert all("private address" in each or "another host" in each for each in reasons), reasons


def test_robots_txt_and_sitemaps_that_lead_inside(tmp_path: Path, inside: HubServer) -> None:
    origin = f"http://127.0.0.1:{inside.port}"
    named = f"User-agent: *\nSitemap: {origin}/sitemap.xml\nSitemap: /mine.xml".encode()
    plain = {"Content-Type": "text/plain"}
    with hub_server({"/hub/a/": page()}, host=PUBLIC) as hub:
        hub.routes["/robots.txt"] = (200, plain, named)
        hub.routes["/mine.xml"] = sitemap(f"http://hub.test:{hub.port}/hub/a/", f"{origin}/secret")
        result = crawl(tmp_path, f"http://hub.test:{hub.port}/hub/", allow_private=False, timeout=3)
        assert result.slugs() == {"a"}
        assert "private address" in result.failures[f"{origin}/sitemap.xml"].reason
        hub.routes["/robots.txt"] = redirect(f"{origin}/robots.txt")
        hub.routes["/sitemap.xml"] = redirect(f"{origin}/sitemap.xml")
        result = crawl(tmp_path, f"http://hub.test:{hub.port}/hub/", allow_private=False, timeout=3)
        assert not result.articles


def test_images_that_lead_inside(tmp_path: Path, inside: HubServer) -> None:
    with hub_server({"/good.png": served(PNG)}, host=PUBLIC) as pictures:
        direct = [f"http://{each}:{inside.port}/secret.png" for each in SPELLINGS]
        behind = [f"http://pictures.test:{pictures.port}/{number}.png" for number in range(len(direct))]
        pictures.routes |= {f"/{number}.png": redirect(each) for number, each in enumerate(direct)}
        good = f"http://pictures.test:{pictures.port}/good.png"
        with hub_server({"/hub/a/": illustrated("A", *direct, *behind, good)}, host=PUBLIC) as hub:
            spec = {"image_folder": str(tmp_path / "images"), "urls": [f"http://hub.test:{hub.port}/hub/a/"]}
            result = crawl(tmp_path, f"http://hub.test:{hub.port}/hub/", allow_private=False, timeout=3, **spec)
    found = images(result)
    assert {url for url, each in found.items() if each.path} == {good}
    assert all("private address" in each.refused for url, each in found.items() if url != good)


def test_links_that_lead_inside(tmp_path: Path, inside: HubServer) -> None:
    direct = [f"http://{each}:{inside.port}/secret" for each in SPELLINGS]
    with hub_server({"/good": page()}, host=PUBLIC) as hub:
        hub.routes |= {f"/{number}": redirect(each) for number, each in enumerate(direct)}
        origin = f"http://hub.test:{hub.port}"
        behind = [f"{origin}/{number}" for number in range(len(direct))]
        answers = check(tmp_path, [*direct, *behind, f"{origin}/good"], allow_private=False)
    assert answers.pop(f"{origin}/good").state == "ok"
    assert len(answers) == 2 * len(SPELLINGS)
    assert {each.state for each in answers.values()} <= {"broken", "unreachable"}
    assert all("private address" in each.reason for each in answers.values())


@pytest.mark.parametrize("name", ["rebinding.test", "both.test"])
def test_a_name_that_is_public_and_private(tmp_path: Path, name: str) -> None:
    """What was looked at is what is connected to, for every request of the crawl."""
    paths = [f"/hub/{number}/" for number in range(5)]
    with (
        hub_server(dict.fromkeys(paths, page()), host=PUBLIC) as hub,
        hub_server(host="127.0.0.1", port=hub.port) as own,
    ):
        urls = [f"http://{name}:{hub.port}{each}" for each in paths]
        crawl(tmp_path, f"http://{name}:{hub.port}/hub/", allow_private=False, timeout=3, urls=urls)
        assert own.asked == []
        assert set(paths) <= set(hub.paths())
