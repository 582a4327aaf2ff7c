"""A server that sends without end, too slowly, or packed too tightly costs its own address, within bounds."""

from __future__ import annotations

import gzip
import os
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.scraper import crawling
from tests.scraper.crawling import Crawl
from tests.scraper.hub_server import HTML, Answer, Asked, Route, hub_server, page, redirect

MEGA = 1024 * 1024
MOST_MEMORY = 400 * MEGA
"""A crawl of good pages takes about 130 MB, and a page may have 32."""
pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc on this system")
Send = Callable[[socket.socket], None]


def crawl(folder: Path, address: str, **options: Any) -> Crawl:
    """A crawl that may not take more memory than is there for it: what asks for more breaks in it."""
    with ThreadPoolExecutor(1) as pool:
        watched = pool.submit(crawling.crawl, folder, address, **options)
        most = 0
        while not watched.done():
            most = max([most, *map(memory_of, children())])
            time.sleep(0.05)
    assert 20 * MEGA < most < MOST_MEMORY, f"{most // MEGA} MB"
    return watched.result()


def children() -> list[int]:
    return [
        int(each) for task in Path(f"/proc/{os.getpid()}/task").glob("*/children") for each in task.read_text().split()
    ]


def memory_of(process: int) -> int:
    """The most bytes that it ever took; 0 once it is gone, and as long as it is still a copy of this process."""
    with suppress(OSError):
        if Path(f"/proc/{process}/cmdline").read_bytes() == Path("/proc/self/cmdline").read_bytes():
            return 0
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


@contextmanager
def raw_server(send: Send) -> Iterator[str]:
    """Answers robots.txt with a 404, and everything else as the test says, byte by byte; gives back its origin."""

    def answer(client: socket.socket) -> None:
        with client, suppress(OSError):
            asked = client.recv(65536)
            if asked.startswith(b"GET /robots.txt"):
                client.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            else:
                send(client)

    def serve() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=answer, args=(listening.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)


def many_headers(client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        client.sendall(b"".join(b"X-%d: %s\r\n" % (number, b"x" * 4000) for number in range(100)))


def one_endless_header(client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        client.sendall(b"x" * 65536)


def one_folded_header(client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nX: x\r\n")
    while True:
        client.sendall((b" " + b"x" * 4000 + b"\r\n") * 100)


def interim_answers(client: socket.socket) -> None:
    while True:
        client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def slow_headers(client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(600):
        client.sendall(b"X-%d: x\r\n" % number)
        time.sleep(0.1)


def slow_body(client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10000\r\n\r\n")
    for _ in range(600):
        client.sendall(b"<p>x")
        time.sleep(0.1)


def silence_after_the_first_line(client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\n")
    client.recv(1)


@pytest.mark.parametrize(
    ("send", "words"),
    [
        (many_headers, "its headers are larger than 256 KB"),
        (one_endless_header, "the connection broke off"),
        (one_folded_header, "its headers are larger than 256 KB"),
        (interim_answers, "its headers are larger than 256 KB"),
        (slow_headers, "no answer within 2 seconds"),
        (slow_body, "no answer within 2 seconds"),
        (silence_after_the_first_line, "no answer within 2 seconds"),
    ],
)
def test_what_does_not_end_is_ended(tmp_path: Path, send: Send, words: str) -> None:
    with raw_server(send) as origin:
        result = crawl(tmp_path, origin + "/hub/", timeout=2, urls=[origin + "/hub/a/"])
    assert words in result.failures[origin + "/hub/a/"].reason
    assert result.end.seconds < 15


def packed(encoding: str) -> bytes:
    """200 MB of nothing, in some hundred kilobytes."""
    body = b"<html>" + b"\0" * (200 * MEGA)
    return gzip.compress(body, 6) if encoding == "gzip" else zlib.compress(body, 6)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_page_that_unpacks_without_end(tmp_path: Path, encoding: str) -> None:
    headers = {**HTML, "Content-Encoding": encoding}
    with hub_server({"/hub/bomb/": (200, headers, packed(encoding)), "/hub/good/": page()}) as server:
        result = both(tmp_path, server.at("/hub/bomb/"), server.at("/hub/good/"))
    assert result.failures[server.at("/hub/bomb/")].reason == "the answer is larger than 32 MB"


def test_a_page_that_is_packed_over_and_over(tmp_path: Path) -> None:
    body = gzip.compress(packed("gzip"))
    headers = {**HTML, "Content-Encoding": "gzip, gzip"}
    with hub_server({"/hub/bomb/": (200, headers, body), "/hub/good/": page()}) as server:
        both(tmp_path, server.at("/hub/bomb/"), server.at("/hub/good/"))


def both(folder: Path, bad: str, good: str) -> Crawl:
    """A crawl of a bad and a good article, which fails on the bad one alone."""
    result = crawl(folder, good.rpartition("/good/")[0] + "/", urls=[bad, good])
    assert (result.slugs(), set(result.failures)) == ({"good"}, {bad})
    return result


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml"])
def test_what_leads_to_the_articles_is_bounded_as_well(tmp_path: Path, path: str) -> None:
    headers = {"Content-Type": "text/plain", "Content-Encoding": "gzip"}
    listing = b'<html><body><a href="/hub/good/">Good</a><a href="/hub/better/">Better</a>'
    routes: dict[str, Route] = {
        "/hub/good/": page("Good"),
        "/hub/better/": page("Better"),
        "/hub/": (200, HTML, listing),
    }
    with hub_server({**routes, path: (200, headers, packed("gzip"))}) as server:
        result = crawl(tmp_path, server.at("/hub/"))
    assert result.slugs() == {"good", "better"}


def test_redirects_to_ever_new_addresses_end(tmp_path: Path) -> None:
    def further(asked: Asked) -> Answer:
        return redirect(f"/hub/{len(server.asked)}/", 302)

    with hub_server({"/hub/0/": further, **{f"/hub/{number}/": further for number in range(50)}}) as server:
        result = crawl(tmp_path, server.at("/hub/"), urls=[server.at("/hub/0/")])
        assert len(server.asked) < 10
    assert result.failures[server.at("/hub/0/")].reason == "it redirects in a circle, or too often"


def test_a_page_that_reloads_itself_ends(tmp_path: Path) -> None:
    again = b'<html><meta http-equiv="refresh" content="0; url=/hub/a/?again"><body>Wait'
    with hub_server({"/hub/a/": (200, HTML, again), "/hub/a/?again": (200, HTML, again)}) as server:
        result = crawl(tmp_path, server.at("/hub/"), urls=[server.at("/hub/a/")])
        assert len(server.asked) < 10
    assert result.failures[server.at("/hub/a/")].outcome in ("fail", "reject")
