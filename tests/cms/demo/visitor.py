"""Starts the sample hub as its users do, and visits it over real HTTP."""

import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPResponse
from typing import IO
from urllib.parse import urlsplit


def start_hub(*arguments: str) -> subprocess.Popen[str]:
    """A server process; its first line of output says where it listens."""
    return subprocess.Popen(
        [sys.executable, "-m", "cms.demo", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def running_hub(edition: int) -> Iterator["Visitor"]:
    """A visitor of a hub that runs on a free port until the block ends."""
    with start_hub("--port", "0", "--edition", str(edition)) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().rsplit(" ", 1)[-1].strip()
            assert address, process.communicate()[1]
            yield Visitor(address=address.rstrip("/"))
        finally:
            process.terminate()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the hub answered."""

    status: int
    headers: Message
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode("utf-8")

    @property
    def leads_to(self) -> str:
        """The path a redirect names."""
        return urlsplit(self.headers["Location"]).path


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Asks one hub for pages and follows no redirect."""

    address: str

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        request = urllib.request.Request(self.address + path, headers=dict(headers or {}))
        with _OPENER.open(request, timeout=20) as response:
            return Answer(status=response.status, headers=response.headers, content=response.read())

    def article(self, slug: str) -> Answer:
        return self.get(f"/knowledge-hub/{slug}/")


class _AnyAnswer(urllib.request.HTTPErrorProcessor):
    """Takes redirects and errors as answers like any other."""

    def http_response(self, request: urllib.request.Request, response: HTTPResponse) -> IO[bytes]:  # type: ignore[override]
        return response


_OPENER = urllib.request.build_opener(_AnyAnswer, urllib.request.ProxyHandler({}))
