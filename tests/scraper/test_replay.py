"""Replays: stored responses through today's parser, without a request, and what cannot be replayed is said."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.settings import Settings
from scrapy.utils.request import RequestFingerprinter

from scraper.records import CrawledArticle, End, read_records
from scraper.settings import crawl_settings
from scraper.source import SourceSpec
from scraper.stored import StoredPages, WholeResponses
from tests.scraper.crawling import LONGEST, ROOT, Crawl, command, crawl, environment
from tests.scraper.hub_server import HTML, HubServer, hub_server, page, redirect, sitemap
from tests.waiting import wait_until


def hub_of(server: HubServer) -> None:
    canonical = f'<link rel="canonical" href="{server.at("/hub/seven/")}">'
    server.routes = {
        "/hub/one/": page("One"),
        "/hub/old/": redirect("/hub/new/"),
        "/hub/new/": page("New"),
        "/hub/slashless": page("Slashless"),
        "/hub/7?print=1": page("Seven", head=canonical),
        "/hub/empty/": (200, HTML, b""),
        "/hub/404/": (404, HTML, b"<html>no"),
    }
    server.routes["/sitemap.xml"] = sitemap(*(server.at(each) for each in server.routes if each != "/hub/new/"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "responses"


def replayed(tmp_path: Path, address: str, folder: Path, **spec: Any) -> Crawl:
    return crawl(tmp_path, address, "--replay", cache_folder=str(folder), **spec)


def test_stored_pages_give_the_records_of_the_crawl(tmp_path: Path, folder: Path) -> None:
    with hub_server() as server:
        hub_of(server)
        address = server.at("/hub/")
        first = crawl(tmp_path, address, cache_folder=str(folder))
        asked = len(server.asked)
        paths = ("one", "new", "slashless", "seven", "empty", "404")
        expected = [server.at(f"/hub/{each}/") for each in paths] + ["no address"]
        again = replayed(tmp_path, address, folder, expected=expected, known=expected)
        assert len(server.asked) == asked
        routes = server.at("")
    by_slug = {each.article.slug: each for each in first.articles}
    assert {each.article.slug: each.article for each in again.articles} == {
        slug: each.article for slug, each in by_slug.items()
    }
    assert again.slugs() == {"one", "new", "slashless", "seven"}
    assert all(each.stored for each in again.articles)
    assert {each.article.slug: each.fetched for each in again.articles} == {
        slug: each.fetched for slug, each in by_slug.items()
    }
    assert by_slug["new"].fetched == [f"{routes}/hub/old/", f"{routes}/hub/new/"]
    assert {url: (each.outcome, each.reason) for url, each in again.failures.items()} == {
        expected[4]: ("reject", "the page is empty"),
        expected[5]: ("fail", "there is no stored response of it"),
        "no address": ("fail", "there is no stored response of it"),
    }
    assert (again.end.complete, again.end.reason, again.end.found, again.code) == (False, "finished", 7, 1)
    assert "progress found=7 done=7" in again.errors


def test_an_address_is_found_by_what_redirected_to_it(tmp_path: Path, folder: Path) -> None:
    with hub_server() as server:
        hub_of(server)
        old, address = server.at("/hub/old/"), server.at("/hub/")
        crawl(tmp_path, address, cache_folder=str(folder))
    only = replayed(tmp_path, address, folder, urls=[old], expected=["https://hub.example/never/"])
    assert [each.fetched for each in only.articles] == [[old, old.replace("old", "new")]]
    assert (only.code, only.end.found) == (0, 1)
    limited = replayed(tmp_path, address, folder, expected=[old, old.replace("old", "one")], limit=1)
    assert (limited.slugs(), limited.end.found) == ({"new"}, 1)


def test_the_profile_of_today_counts(tmp_path: Path, folder: Path) -> None:
    body = b"<html><body><main><h1>Title</h1><p class=who>Ada Example</p><p>" + b"Words of it. " * 30 + b"</p></main>"
    with hub_server({"/hub/one/": (200, HTML, body)}) as server:
        one = server.at("/hub/one/")
        first = crawl(tmp_path, server.at("/hub/"), cache_folder=str(folder), urls=[one])
    again = replayed(tmp_path, one, folder, urls=[one], profile={"selectors": {"byline": ".who"}})
    assert [each.article.authors for each in first.articles] == [[]]
    assert [author.name for each in again.articles for author in each.article.authors] == ["Ada Example"]


def test_the_last_answer_is_what_is_replayed(tmp_path: Path, folder: Path) -> None:
    with hub_server({"/hub/one/": page("Before")}) as server:
        one = server.at("/hub/one/")
        for answer in (page("Before"), page("After"), (500, HTML, b"")):
            server.routes["/hub/one/"] = answer
            crawl(tmp_path, server.at("/hub/"), cache_folder=str(folder), urls=[one])
    assert [each.article.title for each in replayed(tmp_path, one, folder, urls=[one]).articles] == ["After"]


def test_a_page_that_its_server_packs_is_unpacked(tmp_path: Path, folder: Path) -> None:
    status, headers, body = page("Packed")
    packed = (status, {**headers, "Content-Encoding": "gzip"}, gzip.compress(body))
    with hub_server({"/hub/one/": packed}) as server:
        one = server.at("/hub/one/")
        assert crawl(tmp_path, server.at("/hub/"), cache_folder=str(folder), urls=[one]).slugs() == {"one"}
    assert replayed(tmp_path, one, folder, urls=[one]).slugs() == {"one"}


@pytest.mark.parametrize("damage", ["response_body", "response_headers", "pickled_meta", "response_data"])
def test_a_damaged_response_is_said(tmp_path: Path, folder: Path, damage: str) -> None:
    with hub_server({"/hub/one/": page("One"), "/hub/two/": page("Two")}) as server:
        urls = [server.at("/hub/one/"), server.at("/hub/two/")]
        crawl(tmp_path, server.at("/hub/"), cache_folder=str(folder), urls=urls)
    for meta in folder.rglob("meta"):
        if "/hub/one/" in meta.read_text(encoding="utf-8"):
            meta.with_name(damage).write_bytes(b"")
            if damage != "response_data":
                meta.with_name(damage).unlink()
    result = replayed(tmp_path, urls[0], folder, urls=urls)
    assert result.slugs() == {"two"}
    assert result.failures[urls[0]].reason.startswith("its stored response is ")


def test_a_response_that_was_cut_off_is_said(tmp_path: Path, folder: Path) -> None:
    with hub_server({"/hub/one/": page("One")}) as server:
        one = server.at("/hub/one/")
        crawl(tmp_path, server.at("/hub/"), cache_folder=str(folder), urls=[one])
    for body in folder.rglob("response_body"):
        body.write_bytes(body.read_bytes()[:-9])
    result = replayed(tmp_path, one, folder, urls=[one])
    assert result.failures[one].reason == "its stored response is damaged: its body is cut off"


def test_nothing_is_stored_yet(tmp_path: Path, folder: Path) -> None:
    result = replayed(tmp_path, "https://hub.example/hub/", folder, expected=["https://hub.example/hub/a/"])
    assert result.failures["https://hub.example/hub/a/"].reason == "there is no stored response of it"
    assert replayed(tmp_path, "https://hub.example/hub/", folder).code == 0


def test_a_replay_without_a_folder_is_refused(tmp_path: Path) -> None:
    asked = command(tmp_path, "https://hub.example/", "--replay")
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "source.cache_folder: missing" in done.stderr


def test_a_stopped_replay_ends_properly(tmp_path: Path, folder: Path) -> None:
    spec = SourceSpec(slug="hub", address="https://hub.example/hub/", cache_folder=str(folder))
    urls = [f"https://hub.example/hub/{number}/" for number in range(400)]
    body = bytes(page("One", words="Many words are here. " * 200)[2])
    store(spec, *((Request(each), HtmlResponse(each, body=body, headers=HTML)) for each in urls))
    out = tmp_path / "out.jsonl"
    started = command(tmp_path, spec.address, "--replay", urls=urls, cache_folder=str(folder))
    with subprocess.Popen(started, cwd=ROOT, env=environment(30), stderr=subprocess.PIPE) as process:
        wait_until(lambda: out.exists() and out.read_text(), "the first record", often=0.02)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=LONGEST)
    *records, end = read_records(out)
    assert process.returncode == 1
    assert b"Traceback" not in errors
    assert isinstance(end, End)
    assert (end.complete, end.reason) == (False, "shutdown")
    assert 0 < len(records) < len(urls)
    assert all(isinstance(each, CrawledArticle) for each in records)


def test_an_orphaned_replay_ends_at_once(tmp_path: Path, folder: Path) -> None:
    urls = ["https://hub.example/hub/a/"]
    started = command(tmp_path, "https://hub.example/hub/", "--replay", urls=urls, cache_folder=str(folder))
    orphan = [*started[:4], "--with-parent", "1" if os.getpid() != 1 else "2", *started[4:]]
    done = subprocess.run(orphan, cwd=ROOT, env=environment(30), check=False, timeout=LONGEST)
    assert done.returncode == 1
    assert [record.kind for record in read_records(tmp_path / "out.jsonl")] == ["end"]


# The folder of stored responses

SPIDER: Any = SimpleNamespace(name="hub", crawler=SimpleNamespace(request_fingerprinter=RequestFingerprinter()))


def store(spec: SourceSpec, *answers: tuple[Request, HtmlResponse]) -> None:
    storage = storage_of(spec)
    for request, response in answers:
        storage.store_response(SPIDER, request, response)


def storage_of(spec: SourceSpec) -> Any:
    storage: Any = WholeResponses(Settings(crawl_settings(spec)))
    storage.open_spider(SPIDER)
    return storage


@pytest.mark.parametrize("step", range(1, 9))
def test_a_response_is_stored_in_whole_or_not_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Killed at any step of storing, a crawl leaves the old response or none, never new headers with an old body."""
    url = "https://hub.example/hub/one/"
    spec = SourceSpec(slug="hub", address="https://hub.example/hub/", cache_folder=str(folder))

    def response(word: str) -> HtmlResponse:
        return HtmlResponse(url, body=word.encode(), headers={"ETag": word})

    store(spec, (Request(url), response("before")))
    storage = storage_of(spec)
    steps = 0
    opened, remove = storage._open, shutil.rmtree

    def killed(*arguments: Any, **options: Any) -> Any:
        nonlocal steps
        steps += 1
        if steps == step:
            raise KeyboardInterrupt
        return opened(*arguments, **options)

    def removed_in_part(path: Path, **options: Any) -> None:
        if path.exists() and step == 8:
            (path / "response_body").unlink()
            raise KeyboardInterrupt
        remove(path, **options)

    monkeypatch.setattr(storage, "_open", killed)
    monkeypatch.setattr("scraper.stored.shutil.rmtree", removed_in_part)
    with pytest.raises(KeyboardInterrupt):
        storage.store_response(SPIDER, Request(url), response("after"))
    monkeypatch.undo()
    try:
        found = storage_of(spec).retrieve_response(SPIDER, Request(url))
    except OSError:  # which the crawl takes for nothing stored
        assert step == 8
    else:
        assert (found.body, found.headers["ETag"]) == (b"before", b"before")
    store(spec, (Request(url), response("after")))
    assert storage_of(spec).retrieve_response(SPIDER, Request(url)).body == b"after"


def test_the_newest_of_two_spellings_is_replayed(folder: Path) -> None:
    spec = SourceSpec(slug="hub", address="https://hub.example/hub/", cache_folder=str(folder))
    spellings = ["https://hub.example/hub/a", "https://www.hub.example/hub/a/"]
    for each in spellings:
        store(spec, (Request(each), HtmlResponse(each, body=each.encode())))
    pages = StoredPages(folder, "hub", lambda address: address.rpartition("/hub/a")[1])
    found = pages.page("http://hub.example/hub/a")
    assert found
    assert pages.response(found).text == spellings[1]
