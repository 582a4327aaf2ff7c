"""A real Redis; what needs it is skipped where there is none."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

SERVER = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/5")


@pytest.fixture
def redis_url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a Redis, in which no crawl may have left anything afterwards."""
    redis = pytest.importorskip("redis")
    pytest.importorskip("scrapy_redis")
    server = redis.Redis.from_url(SERVER, socket_connect_timeout=2)
    try:
        server.ping()
    except redis.RedisError:
        pytest.skip("no Redis here: name one with TEST_REDIS_URL=")
    before = set(server.keys("gleaner:crawl*"))
    monkeypatch.setenv("REDIS_URL", SERVER)
    yield SERVER
    left = set(server.keys("gleaner:crawl*")) - before
    if left:
        server.delete(*left)
    server.close()
    assert not left
