"""One POST to an address that somebody typed: bounded in time and size, no redirect, no private network.

The name is resolved once, every address it leads to is checked, and the one that was checked is connected to: a name
that changes its address meanwhile gains nothing.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

LONGEST_WAIT = 10.0
"""Seconds for all of it: one that sends a byte now and then must not hold up the others."""
MOST_READ = 500
"""Bytes of an answer's text: enough for a person to see what the receiver complains of."""


class NotSent(Exception):
    """There was no answer. Raised by `post`; the message says why, for a person."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    text: str


def post(address: str, body: bytes, headers: Mapping[str, str], *, allow_private: bool) -> Answer:
    """Send it, and say what came back; NotSent when nothing did."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotSent("it is no web address")
    if parts.username or parts.password:
        raise NotSent("an address with a name or password in it is not used")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        ip = _checked_address(parts.hostname, port, allow_private=allow_private)
        with _connected(ip, port, parts.scheme, parts.hostname) as connection:
            target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
            connection.request("POST", target, body=body, headers=dict(headers))
            response = connection.getresponse()
            return Answer(status=response.status, text=response.read(MOST_READ).decode("utf-8", "replace"))
    except (OSError, HTTPException, ValueError) as error:
        raise NotSent(_in_words(error)) from error


def _checked_address(host: str, port: int, *, allow_private: bool) -> str:
    # Imported late: with it comes Scrapy, as large as all the rest of the site.
    from scraper.safety import is_public

    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not allow_private and not all(map(is_public, found)):
        raise NotSent(f"{host} leads to a private address, which this webhook does not allow")
    return found[0]


@contextmanager
def _connected(ip: str, port: int, scheme: str, host: str) -> Iterator[HTTPConnection]:
    connection = HTTPSConnection(host, port) if scheme == "https" else HTTPConnection(host, port)
    opened = [socket.create_connection((ip, port), timeout=LONGEST_WAIT)]
    is_late = threading.Event()

    def cut() -> None:
        is_late.set()
        with suppress(OSError):  # it has ended by itself
            opened[-1].shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(LONGEST_WAIT, cut)
    timer.daemon = True
    timer.start()
    try:
        if scheme == "https":
            opened.append(ssl.create_default_context().wrap_socket(opened[0], server_hostname=host))
        connection.sock = opened[-1]
        yield connection
    except (OSError, HTTPException) as error:
        raise NotSent(_late() if is_late.is_set() else _in_words(error)) from error
    finally:
        timer.cancel()
        connection.close()
        opened[-1].close()
    if is_late.is_set():  # what came is cut short, and reads like a whole answer
        raise NotSent(_late())


def _late() -> str:
    return f"there was no answer within {LONGEST_WAIT:.0f} seconds"


def _in_words(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return _late()
    if isinstance(error, socket.gaierror):
        return "its host is not known"
    if isinstance(error, ConnectionRefusedError):
        return "the host refuses the connection"
    return f"{type(error).__name__}: {error}".rstrip(": ")
