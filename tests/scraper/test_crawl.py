"""Whole crawls: the real command against a real server, every kind of bad page among good ones."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.records import End, read_records
from tests.sample_hub import free_port
from tests.scraper.crawling import LONGEST, ROOT, Crawl, command, crawl, environment
from tests.scraper.hub_server import HTML, LOOPBACK, Asked, HubServer, endless, hub_server, page, redirect, sitemap
from tests.waiting import wait_until

TIMEOUT = 1.0
"""Long enough for loopback, short enough to wait for a page that hangs three times."""
SOON = 12
"""Seconds for a crawl to notice that it is alone and to give up its open requests: five; more on a busy machine."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[HubServer]:
    """Another host, which must never be asked."""
    with hub_server({"/hub/moved/": page("Moved away")}) as server:
        yield server


@pytest.fixture(scope="module")
def hub(elsewhere: HubServer) -> Iterator[HubServer]:
    latin = page("Zürich")[2].decode().encode("cp1252")
    bomb = gzip.compress(b"\0" * 1024 * 1024 * 60)
    with hub_server() as server:
        server.routes = {
            "/robots.txt": (200, {}, b"User-agent: Gleaner\nDisallow: /hub/private/\n"),
            "/hub/good/": page("A good one"),
            "/hub/other/": page("Another good one"),
            "/hub/hangs/": server.hang,
            **{f"/hub/{status}/": (status, HTML, b"<html>no") for status in (403, 404, 410, 429, 500)},
            "/hub/circle-a/": redirect("/hub/circle-b/"),
            "/hub/circle-b/": redirect("/hub/circle-a/"),
            "/hub/leaves/": redirect(elsewhere.at("/hub/moved/")),
            "/hub/mail/": redirect("mailto:someone@example.org"),
            "/hub/ftp/": redirect("ftp://hub.example/a", 302),
            "/hub/old/": redirect("/hub/new/"),
            "/hub/new/": page("The moved one"),
            "/hub/pdf/": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7 \0\0"),
            "/hub/disguised/": (200, HTML, b"<html>\x89PNG\0\0\0\0"),
            "/hub/empty/": (200, HTML, b""),
            "/hub/huge/": lambda _: (200, HTML, endless(50)),
            "/hub/huge-said/": (200, {**HTML, "Content-Length": str(50 * 1024 * 1024)}, endless(0)),
            "/hub/bomb/": (200, {**HTML, "Content-Encoding": "gzip"}, bomb),
            "/hub/no-article/": (200, HTML, b"<html><body></body></html>"),
            "/hub/wrong-charset/": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, page("Zürich")[2]),
            "/hub/lying-utf8/": (200, HTML, latin),
            "/hub/no-charset/": (200, {"Content-Type": "text/html"}, latin),
            "/hub/no-type/": (200, {}, page("Untyped")[2]),
            "/hub/long/": page("L" * 300),
            "/hub/tomorrow/": page("Ahead of its time", date="January 1, 2031"),
            "/hub/refreshed/": (200, HTML, b'<html><meta http-equiv="refresh" content="0; url=/hub/fresh/">'),
            "/hub/fresh/": page("The refreshed one"),
            "/hub/private/": page("Not for robots"),
        }
        yield server


@pytest.fixture(scope="module")
def result(hub: HubServer, tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    paths = [each for each in hub.routes if each not in ("/robots.txt", "/hub/circle-b/", "/hub/new/", "/hub/fresh/")]
    urls = [hub.at(each) for each in paths]
    urls += [hub.at("/hub/good?utm_source=mail#top"), "ftp://hub.example/a", f"http://{LOOPBACK}:{free_port()}/b/"]
    return crawl(tmp_path_factory.mktemp("crawl"), hub.at("/hub/"), timeout=TIMEOUT, urls=urls)


@pytest.mark.parametrize(
    ("path", "outcome", "status", "reason"),
    [
        ("/hub/hangs/", "fail", None, "no answer within 1 seconds"),
        ("/hub/403/", "fail", 403, "the server answered 403 Forbidden"),
        ("/hub/404/", "fail", 404, "the server answered 404 Not Found"),
        ("/hub/410/", "fail", 410, "the server answered 410 Gone"),
        ("/hub/429/", "fail", 429, "the server answered 429 Too Many Requests"),
        ("/hub/500/", "fail", 500, "the server answered 500 Internal Server Error"),
        ("/hub/circle-a/", "fail", None, "it redirects in a circle, or too often"),
        ("/hub/leaves/", "fail", None, "it redirects to another host: 127.0.0.1:"),
        ("/hub/mail/", "fail", None, "it leads to an address that cannot be asked: "),
        ("/hub/ftp/", "fail", 302, "it redirects to something that is no web page: ftp://hub.example/a"),
        ("/hub/private/", "fail", None, "robots.txt forbids it"),
        ("/hub/huge/", "fail", None, "the answer is larger than 32 MB"),
        ("/hub/huge-said/", "fail", None, "the answer is larger than 32 MB"),
        ("/hub/bomb/", "fail", None, "the answer is larger than 32 MB"),
        ("/hub/pdf/", "reject", 200, "not HTML: application/pdf"),
        ("/hub/disguised/", "reject", 200, "not HTML: binary data"),
        ("/hub/empty/", "reject", 200, "the page is empty"),
        ("/hub/no-article/", "reject", 200, "the page has no "),
    ],
)
def test_a_bad_page_is_a_failure_with_its_reason(
    hub: HubServer, result: Crawl, path: str, outcome: str, status: int | None, reason: str
) -> None:
    failure = result.failures[hub.at(path)]
    assert (failure.outcome, failure.status) == (outcome, status)
    assert failure.reason.startswith(reason)


def test_the_others_go_on(result: Crawl) -> None:
    good = {"good", "other", "new", "fresh", "wrong-charset", "lying-utf8", "no-charset", "no-type", "long", "tomorrow"}
    assert result.slugs() == good
    assert result.code == 1
    assert not result.end.complete
    assert result.end.reason == "finished"


def test_every_address_ends_in_one_record(hub: HubServer, result: Crawl) -> None:
    asked = {each for each in hub.routes if each not in ("/robots.txt", "/hub/circle-b/", "/hub/new/", "/hub/fresh/")}
    told = [each.fetched[0] for each in result.articles] + list(result.failures)
    assert len(told) == len(set(told))
    assert {hub.at(each) for each in asked} <= set(told)
    assert result.end.found == len(asked) + 1  # and the port where nothing listens; ftp:// was no address at all
    assert f"progress found={len(asked) + 1} done={len(asked) + 1}" in result.errors


def test_addresses_that_cannot_be_asked_are_failures(result: Crawl) -> None:
    reasons = {url: each.reason for url, each in result.failures.items()}
    assert "is no web address" in reasons["ftp://hub.example/a"]
    assert any("leads to another host" in each for each in reasons.values())


def test_another_host_is_never_asked(result: Crawl, elsewhere: HubServer) -> None:
    assert result.failures
    assert elsewhere.asked == []


@pytest.mark.parametrize("slug", ["wrong-charset", "lying-utf8", "no-charset"])
def test_a_wrong_or_missing_charset_is_seen_through(result: Crawl, slug: str) -> None:
    assert [each.article.title for each in result.articles if each.article.slug == slug] == ["Zürich"]


def test_redirects_are_told(hub: HubServer, result: Crawl) -> None:
    fetched = {each.article.slug: each.fetched for each in result.articles}
    assert fetched["new"] == [hub.at("/hub/old/"), hub.at("/hub/new/")]
    assert fetched["fresh"] == [hub.at("/hub/refreshed/"), hub.at("/hub/fresh/")]
    assert fetched["good"] == [hub.at("/hub/good/")]


def test_odd_articles_are_noted(result: Crawl) -> None:
    notes = {each.article.slug: each.notes for each in result.articles}
    assert notes["long"] == ["title has 300 characters"]
    assert notes["tomorrow"] == ["published lies in the future: 2031-01-01"]
    assert notes["good"] == []


def test_errors_are_asked_again_but_not_too_often(hub: HubServer, result: Crawl) -> None:
    assert result.failures
    counts = {each: hub.paths().count(f"/hub/{each}/") for each in ("500", "429", "404", "good")}
    assert counts == {"500": 3, "429": 1, "404": 1, "good": 1}


def test_two_pages_of_one_article_give_one_record(tmp_path: Path) -> None:
    with hub_server() as server:
        head = f'<link rel="canonical" href="{server.at("/hub/one/")}">'
        server.routes = {
            "/hub/one/": page("One", head=head),
            "/hub/one-printed/": page("One", head=head),
            "/hub/two/": page("Two", head=head),
        }
        urls = [server.at(each) for each in ("/hub/one/", "/hub/one-printed/", "/hub/two/")]
        result = crawl(tmp_path, server.at("/hub/"), urls=urls)
    assert sum(each.article.title == "One" for each in result.articles) <= 1
    assert len(result.articles) == 1
    assert all("it calls itself" in each.reason for each in result.failures.values())


@pytest.mark.parametrize("cache_control", ["max-age=31536000", "no-cache"])
def test_unchanged_pages_are_asked_conditionally_and_not_parsed(tmp_path: Path, cache_control: str) -> None:
    def tagged(asked: Asked) -> tuple[int, dict[str, str], bytes]:
        if asked.headers.get("if-none-match") == '"1"':
            return 304, {"ETag": '"1"'}, b""
        # Fresh for a year by its own word, or never: it is asked for again all the same, and conditionally.
        return 200, {**HTML, "ETag": '"1"', "Cache-Control": cache_control}, page("Tagged")[2]

    with hub_server({"/hub/tagged/": tagged, "/hub/plain/": page("Plain")}) as server:
        urls = [server.at("/hub/tagged/"), server.at("/hub/plain/")]
        spec = {"urls": urls, "cache_folder": str(tmp_path / "cache")}
        first = crawl(tmp_path, server.at("/hub/"), **spec)
        server.asked.clear()
        second = crawl(tmp_path, server.at("/hub/"), known=urls, **spec)
        conditional = [each.path for each in server.asked if "if-none-match" in each.headers]
        unknown = crawl(tmp_path, server.at("/hub/"), **spec)
        server.routes |= {"/hub/tagged/": (500, HTML, b""), "/hub/plain/": page("Plain, and changed")}
        down = crawl(tmp_path, server.at("/hub/"), known=urls, **spec)
    assert (first.slugs(), first.not_modified, first.code) == ({"tagged", "plain"}, [], 0)
    assert (second.slugs(), second.not_modified, second.code) == ({"plain"}, [urls[0]], 0)
    assert conditional == ["/hub/tagged/"]
    assert unknown.slugs() == {"tagged", "plain"}
    # By its server's word, or byte for byte.
    assert [each.stored for each in unknown.articles] == [True, True]
    assert [[each.stored for each in result.articles] for result in (first, second, down)] == [
        [False, False],
        [True],
        [False],
    ]
    assert down.not_modified == []
    assert down.failures[urls[0]].status == 500


def test_where_an_article_moved_is_asked_without_what_was_known_of_the_old_place(tmp_path: Path) -> None:
    """Its files keep their time: asked whether it changed since, the new place would have no page to give."""
    since = "Wed, 01 Jul 2026 10:00:00 GMT"

    def kept(asked: Asked) -> tuple[int, dict[str, str], bytes]:
        if asked.headers.get("if-modified-since") == since:
            return 304, {}, b""
        return 200, {**HTML, "Last-Modified": since}, page("Kept")[2]

    with hub_server({"/hub/old/": kept}) as server:
        old, new = server.at("/hub/old/"), server.at("/hub/new/")
        spec = {"urls": [old], "cache_folder": str(tmp_path / "cache")}
        crawl(tmp_path, server.at("/hub/"), **spec)
        server.routes = {"/hub/old/": redirect("/hub/new/"), "/hub/new/": kept}
        moved = crawl(tmp_path, server.at("/hub/"), known=[old], **spec)
        again = crawl(tmp_path, server.at("/hub/"), known=[new], **{**spec, "urls": [new]})
    assert (moved.code, [each.fetched for each in moved.articles]) == (0, [[old, new]])
    assert again.not_modified == [new]


@pytest.mark.parametrize("left", [0, 100])
def test_a_stored_page_that_was_cut_off_is_asked_for_anew(tmp_path: Path, left: int) -> None:
    def tagged(asked: Asked) -> tuple[int, dict[str, str], bytes]:
        if asked.headers.get("if-none-match") == '"1"':
            return 304, {"ETag": '"1"'}, b""
        return 200, {**HTML, "ETag": '"1"'}, page("Tagged")[2]

    with hub_server({"/hub/tagged/": tagged}) as server:
        spec = {"urls": [server.at("/hub/tagged/")], "cache_folder": str(tmp_path / "cache")}
        crawl(tmp_path, server.at("/hub/"), **spec)
        for body in (tmp_path / "cache").rglob("response_body"):
            body.write_bytes(body.read_bytes()[:left])
        anew = crawl(tmp_path, server.at("/hub/"), **spec)
        whole = crawl(tmp_path, server.at("/hub/"), known=spec["urls"], **spec)
    assert [(each.article.title, each.stored) for each in anew.articles] == [("Tagged", False)]
    assert whole.not_modified == spec["urls"]


def test_a_stopped_crawl_ends_properly(tmp_path: Path) -> None:
    with hub_server() as server:
        server.routes = {"/hub/good/": page("A good one"), "/hub/hangs/": server.hang}
        urls = [server.at("/hub/good/"), server.at("/hub/hangs/")]
        started = command(tmp_path, server.at("/hub/"), urls=urls)
        out = tmp_path / "out.jsonl"
        with subprocess.Popen(started, cwd=ROOT, env=environment(30), stderr=subprocess.DEVNULL) as process:
            wait_until(lambda: out.exists() and out.read_text(), "the first record")
            process.send_signal(signal.SIGTERM)
            code = process.wait(LONGEST)
    records = list(read_records(out))
    assert code == 1
    assert isinstance(records[-1], End)
    assert (records[-1].complete, records[-1].reason) == (False, "shutdown")
    assert len(records) == 2


def test_a_crawl_stopped_while_it_looks_for_articles_ends_properly(tmp_path: Path) -> None:
    with hub_server() as server:
        server.routes = {"/sitemap.xml": server.hang}
        with subprocess.Popen(
            command(tmp_path, server.at("/hub/")), cwd=ROOT, env=environment(30), stderr=subprocess.PIPE
        ) as process:
            wait_until(lambda: "/sitemap.xml" in server.paths(), "the crawl's beginning")
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=LONGEST)
    assert process.returncode == 1
    assert b"Traceback" not in errors
    assert [record.kind for record in read_records(tmp_path / "out.jsonl")] == ["end"]


def test_a_crawl_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    start = (
        "import os, subprocess, sys; subprocess.run([*sys.argv[1:4], '--with-parent', str(os.getpid()), *sys.argv[4:]])"
    )
    with hub_server() as server:
        server.routes = {"/hub/hangs/": server.hang}
        crawling = command(tmp_path, server.at("/hub/"), urls=[server.at("/hub/hangs/")])
        with subprocess.Popen(
            [sys.executable, "-c", start, *crawling], cwd=ROOT, env=environment(30), stderr=subprocess.PIPE
        ) as parent:
            wait_until(lambda: "/hub/hangs/" in server.paths(), "the crawl's beginning")
            parent.kill()
            # The crawl holds the other end of standard error too: this returns when both are gone.
            _, errors = parent.communicate(timeout=SOON)
    assert b"Traceback" not in errors
    assert [record.kind for record in read_records(tmp_path / "out.jsonl")] == ["end"]


def test_a_crawl_that_starts_as_an_orphan_ends_at_once(tmp_path: Path) -> None:
    with hub_server() as server:
        server.routes = {"/hub/hangs/": server.hang}
        crawling = command(tmp_path, server.at("/hub/"), urls=[server.at("/hub/hangs/")])
        orphan = [*crawling[:3], "--with-parent", "1" if os.getpid() != 1 else "2", *crawling[3:]]
        done = subprocess.run(orphan, cwd=ROOT, env=environment(30), check=False, timeout=LONGEST)
    assert done.returncode == 1
    assert [record.kind for record in read_records(tmp_path / "out.jsonl")] == ["end"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "is no JSON"),
        ("[]", "expected an object"),
        ('{"slug": "a"}', "source.address: missing"),
        ('{"slug": "a", "address": "hub.example"}', "source.address: 'hub.example' is no web address"),
        ('{"slug": "a", "address": "https://a.example/", "limit": 0}', "source.limit: 0 is not 1 or more"),
        ('{"slug": "a", "address": "https://a.example/", "cache_folder": "x"}', "is no absolute path"),
        (
            '{"slug": "a", "address": "https://a.example/", "image_folder": "x"}',
            "source.image_folder: 'x' is no absolute",
        ),
        (
            '{"slug": "a", "address": "https://a.example/", "largest_image": 0}',
            "source.largest_image: 0 is not 1 or more",
        ),
        ('{"slug": "a", "address": "https://a.example/", "profile": {"include": ["("]}}', "profile.include[0]"),
    ],
)
def test_an_unusable_source_is_one_sentence(tmp_path: Path, content: str, words: str) -> None:
    from scraper.__main__ import UnusableSource, read_source

    source = tmp_path / "source.json"
    source.write_text(content)
    with pytest.raises(UnusableSource, match=r".") as caught:
        read_source(source)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unusable_source_is_exit_code_2(tmp_path: Path) -> None:
    missing = [sys.executable, "-m", "scraper", str(tmp_path / "none.json"), str(tmp_path / "out.jsonl")]
    done = subprocess.run(missing, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert not (tmp_path / "out.jsonl").exists()
    source = tmp_path / "source.json"
    source.write_text(json.dumps({"slug": "a", "address": "https://a.example/"}))
    folder = [sys.executable, "-m", "scraper", str(source), str(tmp_path)]
    assert subprocess.run(folder, cwd=ROOT, capture_output=True, check=False).returncode == 2


def test_a_whole_hub_is_complete(tmp_path: Path) -> None:
    with hub_server() as server:
        paths = [f"/hub/article-{number}/" for number in range(5)]
        server.routes = {each: page(each) for each in paths}
        server.routes["/sitemap.xml"] = sitemap(server.at("/hub/"), *(server.at(each) for each in paths))
        whole = crawl(tmp_path, server.at("/hub/"))
        server.asked.clear()
        part = crawl(tmp_path, server.at("/hub/"), limit=2)
        asked = [each for each in server.paths() if each.startswith("/hub/")]
    assert (whole.code, whole.end.complete, whole.end.found, len(whole.articles)) == (0, True, 5, 5)
    assert (part.code, part.end.complete, part.end.found, len(part.articles)) == (0, False, 5, 2)
    assert len(asked) == 2
