"""`kill -9` at a hundred moments of a run; after the next run the hub is as if nobody had killed anything."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from tests.articles.sync.faults.points import spread
from tests.articles.sync.faults.prepared import Prepared, prepared
from tests.articles.sync.faults.scenario import UNDISTURBED

SHARES = {"crawl": 20, "plan": 10, "apply": 70}
PARTS = 5
"""Tests that share the moments, so that workers can."""

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="these runs have SQLite files of their own, whatever the tests run on"
)


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Prepared:
    base: Path = tmp_path_factory.getbasetemp()
    return prepared(base if worker_id == "master" else base.parent)


def test_the_run_that_is_killed_has_everything_in_it(hub: Prepared) -> None:
    run = hub.undisturbed["run"]
    assert run["counts"] == UNDISTURBED
    phases = Counter(each.split()[0] for each in run["passed"])
    assert all(phases[phase] >= share for phase, share in SHARES.items()), phases


@pytest.mark.parametrize("part", range(PARTS))
def test_after_a_kill_the_next_run_comes_to_the_same_end(hub: Prepared, part: int) -> None:
    passed = hub.undisturbed["run"]["passed"]
    moments = spread(passed, SHARES)[part::PARTS]
    found = hub.kill(moments)
    assert [each["point"] for each in found] == moments
    for each in found:
        moment = f"moment {each['point']} of {len(passed)}, {passed[each['point'] - 1]}"
        assert each["killed"], moment
        assert not each["different"], f"{moment}: {each['different'][:5]}"
