from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What is remembered of one test's site is no other's."""
    cache.clear()
    yield
    cache.clear()
