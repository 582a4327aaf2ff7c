"""A plugin of pytest: keeps the tests that ask the database, for a run that repeats them on another one.

What asks none, or has one of its own whatever the suite runs on, would only say the same once more.
"""

from __future__ import annotations

import pytest

FIXTURES = frozenset({"db", "transactional_db", "installation"})
"""Those that bring a database of the kind that the suite runs on; the last is that of the jobs' processes."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    others = [each for each in items if not asks(each)]
    config.hook.pytest_deselected(items=others)
    items[:] = filter(asks, items)


def asks(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not FIXTURES.isdisjoint(fixtures)
