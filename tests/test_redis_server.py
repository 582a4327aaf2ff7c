"""Tests that run side by side do not meet in one Redis database."""

from __future__ import annotations

import pytest

from tests.redis_server import of_worker


@pytest.mark.parametrize(
    ("worker", "address"),
    [("", "redis://:word@host:1/14"), ("gw0", "redis://:word@host:1/14"), ("gw3", "redis://:word@host:1/1")],
)
def test_each_worker_has_a_database(worker: str, address: str) -> None:
    assert of_worker("redis://:word@host:1/14", worker) == address


def test_an_address_may_name_none() -> None:
    assert of_worker("redis://host", "gw1") == "redis://host/1"
