"""A small web server on loopback that plays a hub: routes in a dict, every request kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LOOPBACK = "127.0.0.1"
HTML = {"Content-Type": "text/html; charset=utf-8"}
XML = {"Content-Type": "application/xml"}
Body = bytes | Iterable[bytes]
Answer = tuple[int, dict[str, str], Body]
Route = Answer | Callable[["Asked"], Answer]


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]
    method: str = "GET"


@dataclass
class HubServer:
    port: int
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    host: str = LOOPBACK

    @property
    def origin(self) -> str:
        return f"http://{self.host}:{self.port}"

    def at(self, path: str) -> str:
        return self.origin + path

    def paths(self) -> list[str]:
        return [each.path for each in self.asked]

    def hang(self, _: Asked) -> Answer:
        """A route that never answers while the server is up."""
        self.closing.wait(30)
        return 200, HTML, b""


def page(title: str = "An article", *, words: str = "", head: str = "", date: str = "July 25, 2024") -> Answer:
    """An article's page."""
    text = words or f"{title} is what this paragraph is about, and it says so at some length, twice over."
    body = (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body><main><article>"
        f"<h1>{title}</h1><p>By Ada Example</p><p>{date}</p><p>{text}</p><h2>More of {title}</h2>"
        f"<p>A second paragraph for the sake of a body that no parser would take for a teaser.</p>"
        f"</article></main></body></html>"
    )
    return 200, HTML, body.encode()


def sitemap(*addresses: str) -> Answer:
    entries = "".join(f"<url><loc>{each}</loc></url>" for each in addresses)
    body = f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    return 200, XML, body.encode()


def redirect(to: str, status: int = 301) -> Answer:
    return status, {"Location": to}, b""


def endless(size: int) -> Iterator[bytes]:
    """So many megabytes, sent as they come, without a length said before."""
    for _ in range(size):
        yield b"<p>" + b"x" * (1024 * 1024 - 3)


@contextmanager
def hub_server(routes: dict[str, Route] | None = None, host: str = LOOPBACK, port: int = 0) -> Iterator[HubServer]:
    """Serve the routes, on a free port unless one is named; what is not among them is a 404."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.path, headers, self.command)
            hub.asked.append(asked)
            route = hub.routes.get(self.path, (404, HTML, b"<html><p>not here"))
            status, headers, body = route(asked) if callable(route) else route
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if isinstance(body, bytes):
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)
                return
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            for chunk in body:
                self.wfile.write(chunk)

        def log_message(self, *_: Any) -> None:
            pass

        def handle(self) -> None:
            # The crawl hangs up, as it should, on what is too large or too slow.
            with suppress(ConnectionError):
                super().handle()

    server = ThreadingHTTPServer((host, port), Handler)
    server.daemon_threads = True
    hub = HubServer(server.server_address[1], dict(routes or {}), host=host)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        hub.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
