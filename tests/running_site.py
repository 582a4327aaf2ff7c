"""The sample hub as `make run` crawls and serves it, for what judges or photographs the readers' pages."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.sample_hub import PROJECT, free_port

ARTICLE = "/jobs-with-a-masters-in-engineering-management/"
"""An article with a picture, roles, figures and citations."""
ROLE = "/roles/data-scientist/"
COMPARED_ROLES = "/roles/compare/?role=data-scientist&role=data-analyst"
PATIENCE = 300.0
"""Seconds until the site is there with all its pictures."""


@contextmanager
def running_site(folder: Path) -> Iterator[str]:
    """The sample hub, crawled and served as `make run` does it, with DEBUG off."""
    port = free_port()
    command = (sys.executable, "manage.py", "up", "--port", str(port), "--hub-port", str(free_port()))
    surroundings = {**os.environ, "GLEANER_VAR": str(folder / "var"), "DEBUG": ""}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=PROJECT, env=surroundings, stdout=log, stderr=log)
        try:
            site = f"http://localhost:{port}"
            wait_for_pictures(site + ARTICLE)
            yield site
        finally:
            process.terminate()
            process.wait(60)


def wait_for_pictures(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                if b"<picture>" in answer.read():
                    return
        except OSError:
            pass
        time.sleep(2)
    raise TimeoutError(f"{address} is not there with its picture after {PATIENCE:.0f} seconds")
