"""The images of a crawl's articles: once each, within bounds, and never at an article's cost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.records import CrawledArticle
from tests.scraper.crawling import Crawl
from tests.scraper.hub_server import HTML, HubServer, endless, hub_server, redirect
from tests.scraper.pictures import FORMATS, PNG, illustrated, illustrated_crawl, images, picture, served


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[HubServer]:
    """A host of images alone, with rules of its own."""
    with hub_server({"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private/")}) as server:
        server.routes |= {"/there.png": served(PNG), "/private/secret.png": served(PNG)}
        yield server


@pytest.fixture(scope="module")
def hub(elsewhere: HubServer) -> Iterator[HubServer]:
    with hub_server() as server:
        server.routes = {
            "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private/"),
            **{f"/i/{each}": served(picture(each), "text/plain") for each in FORMATS},
            "/i/again.png": served(PNG),
            "/i/moved.png": redirect(elsewhere.at("/there.png")),
            "/i/known.png": served(PNG),
            "/i/vector.svg": served(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
            "/i/disguised.png": served(b"<html>no", "image/png"),
            "/i/empty.png": served(b""),
            "/i/huge.png": lambda _: (200, {"Content-Type": "image/png"}, endless(3)),
            "/i/403.png": (403, HTML, b"no"),
            "/i/500.png": (500, HTML, b"no"),
            "/i/429.png": (429, HTML, b"no"),
            "/i/hangs.png": server.hang,
            "/i/bomb.png": served(picture("PNG", 8000, 8000)),
            "/i/circle.png": redirect("/i/circle.png"),
            "/private/own.png": served(PNG),
        }
        own = [each for each in server.routes if each != "/robots.txt"]
        theirs = [elsewhere.at("/there.png"), elsewhere.at("/private/secret.png"), elsewhere.at("/404.png")]
        server.routes["/hub/one/"] = illustrated("One", *own[:8], *theirs, "https://no-such-host.invalid/a.png")
        server.routes["/hub/two/"] = illustrated("Two", *own[5:], theirs[0], own[0])
        server.routes["/hub/broken/"] = (500, HTML, b"")
        yield server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("crawl")


@pytest.fixture(scope="module")
def result(hub: HubServer, folder: Path) -> Crawl:
    known = [hub.at("/i/known.png")]
    wanted = [hub.at("/i/wanted.png"), hub.at("/i/again.png"), *known, "no address"]
    hub.routes["/i/wanted.png"] = served(picture(colour="red"))
    return illustrated_crawl(folder, hub, known_images=known, wanted_images=wanted)


def test_every_kind_is_stored_by_its_content(hub: HubServer, result: Crawl, folder: Path) -> None:
    found = images(result)
    for each in FORMATS:
        record, body = found[hub.at(f"/i/{each}")], picture(each)
        assert (record.sha256, record.type) == (hashlib.sha256(body).hexdigest(), f"image/{each.lower()}")
        assert (record.bytes, record.width, record.height, record.refused) == (len(body), 8, 8, "")
        assert record.path
        assert Path(record.path).read_bytes() == body
    stored = [each.path for each in found.values() if each.path]
    assert {str(each) for each in (folder / "images").iterdir()} == set(stored)
    assert len(set(stored)) == len(FORMATS) + 1  # the same picture under many addresses is one file


@pytest.mark.parametrize(
    ("path", "reason", "again"),
    [
        ("/i/vector.svg", "it is an SVG; ", False),
        ("/i/disguised.png", "it is no image; ", False),
        ("/i/empty.png", "it is empty", False),
        ("/i/bomb.png", "it has more than 50 million pixels: 8000 x 8000", False),
        ("/i/huge.png", "the answer is larger than 1 MB", False),
        ("/i/403.png", "the server answered 403 Forbidden", False),
        ("/i/circle.png", "it redirects in a circle, or too often", False),
        ("/private/own.png", "robots.txt forbids it", False),
        ("/i/500.png", "the server answered 500 Internal Server Error", True),
        ("/i/429.png", "the server answered 429 Too Many Requests", True),
        ("/i/hangs.png", "no answer within 1 seconds", True),
    ],
)
def test_what_is_refused_is_said(hub: HubServer, result: Crawl, path: str, reason: str, again: bool) -> None:
    record = images(result)[hub.at(path)]
    assert record.refused.startswith(reason)
    assert (record.again, record.path, record.sha256) == (again, None, None)


def test_images_of_other_hosts(result: Crawl, elsewhere: HubServer) -> None:
    found = images(result)
    assert found[elsewhere.at("/there.png")].path
    assert found[elsewhere.at("/private/secret.png")].refused == "robots.txt forbids it"
    assert found[elsewhere.at("/404.png")].refused == "the server answered 404 Not Found"
    assert found["https://no-such-host.invalid/a.png"].refused == "the host does not resolve: no-such-host.invalid"
    assert "/private/secret.png" not in elsewhere.paths()
    assert elsewhere.paths().count("/robots.txt") == 1


def test_each_image_is_asked_for_once_and_known_ones_never(hub: HubServer, result: Crawl) -> None:
    found = images(result)
    asked = [each for each in hub.paths() if each.startswith("/i/") and "circle" not in each]
    assert len(asked) == len(set(asked))
    assert "/i/known.png" not in asked
    assert {hub.at("/i/wanted.png"), hub.at("/i/again.png"), hub.at("/i/moved.png")} <= {
        url for url, each in found.items() if each.path
    }
    assert found["no address"].refused.startswith("its address cannot be asked: ")


def test_articles_do_not_wait_for_images(result: Crawl) -> None:
    kinds = [each.kind for each in result.records]
    assert kinds.index("image") == 3  # behind two articles and a failure
    assert set(kinds[3:]) == {"image", "end"}
    assert result.slugs() == {"one", "two"}
    assert result.end.reason == "finished"
    assert "progress found=3 done=3" in result.errors


def test_an_images_failure_is_none_of_the_crawl(tmp_path: Path) -> None:
    with hub_server({"/hub/one/": illustrated("One", "/lost.png")}) as server:
        result = illustrated_crawl(tmp_path, server)
        without = illustrated_crawl(tmp_path, server, image_folder=None, wanted_images=[server.at("/lost.png")])
    assert (result.code, len(images(result))) == (0, 1)
    assert images(without) == {}


def test_images_are_not_stored_among_the_responses(tmp_path: Path) -> None:
    with hub_server({"/i.png": served(PNG)}) as server:
        server.routes["/hub/one/"] = illustrated("One", "/i.png")
        illustrated_crawl(tmp_path, server, cache_folder=str(tmp_path / "responses"))
    metas = [each.read_text(encoding="utf-8") for each in (tmp_path / "responses").rglob("meta")]
    assert metas
    assert not any("i.png" in each for each in metas)


def test_a_full_disk_is_the_images_trouble(tmp_path: Path) -> None:
    (tmp_path / "images").write_text("no folder")
    with hub_server({"/i.png": served(PNG)}) as server:
        server.routes["/hub/one/"] = illustrated("One", "/i.png")
        result = illustrated_crawl(tmp_path, server)
    [record] = images(result).values()
    assert record.refused.startswith("it cannot be stored: ")
    assert record.again
    assert isinstance(result.records[0], CrawledArticle)


def test_a_crawl_of_images_only_asks_for_no_article(hub: HubServer, tmp_path: Path) -> None:
    before = len(hub.asked)
    result = illustrated_crawl(tmp_path, hub, urls=[], wanted_images=[hub.at("/i/again.png")], images_only=True)
    assert set(images(result)) == {hub.at("/i/again.png")}
    assert (result.articles, result.end.reason, result.end.complete) == ([], "finished", False)
    assert {each.path for each in hub.asked[before:]} <= {"/robots.txt", "/i/again.png"}
