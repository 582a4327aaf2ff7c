"""The sample hub, running in a process of its own, for tests that want a real site over real HTTP."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parent.parent
PATIENCE = 20.0


@dataclass(frozen=True)
class SampleHub:
    port: int

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        """The address that a source is given."""
        return f"{self.root}/knowledge-hub/all-articles/"

    def get(self, address: str) -> str:
        with urllib.request.urlopen(address, timeout=10) as response:
            return str(response.read().decode("utf-8"))

    def article_addresses(self) -> list[str]:
        found = re.findall(r"<loc>([^<]+/knowledge-hub/[^<]+)</loc>", self.get(f"{self.root}/sitemap.xml"))
        return [each for each in found if each != self.address]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running_hub(edition: int = 1, port: int | None = None) -> Iterator[SampleHub]:
    """The hub in one edition. Give the port of an earlier one to have the same site in another edition."""
    hub = SampleHub(port or free_port())
    process = subprocess.Popen(
        [sys.executable, "-m", "cms.demo", "--port", str(hub.port), "--edition", str(edition)],
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                hub.get(f"{hub.root}/robots.txt")
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
        yield hub
    finally:
        process.terminate()
        process.wait(10)
