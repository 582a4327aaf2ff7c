"""A real Redis; what needs it is skipped where there is none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import pytest

SERVER = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/5")
DATABASES = 16
"""So many has a Redis that nobody has set up otherwise."""


def of_worker(server: str, worker: str) -> str:
    """The address of a database that no other of the processes uses which run the tests side by side."""
    parts = urlsplit(server)
    number = int(parts.path.strip("/") or 0) + int(worker.removeprefix("gw") or 0)
    return urlunsplit(parts._replace(path=f"/{number % DATABASES}"))


@pytest.fixture
def redis_url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a Redis, in which no crawl may have left anything afterwards."""
    redis = pytest.importorskip("redis")
    pytest.importorskip("scrapy_redis")
    address = of_worker(SERVER, os.environ.get("PYTEST_XDIST_WORKER", ""))
    server = redis.Redis.from_url(address, socket_connect_timeout=2)
    try:
        server.ping()
    except redis.RedisError:
        pytest.skip("no Redis here: name one with TEST_REDIS_URL=")
    before = set(server.keys("gleaner:crawl*"))
    monkeypatch.setenv("REDIS_URL", address)
    yield address
    left = set(server.keys("gleaner:crawl*")) - before
    if left:
        server.delete(*left)
    server.close()
    assert not left
