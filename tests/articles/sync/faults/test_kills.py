"""`kill -9` at a hundred moments of a run; after the next run the hub is as if nobody had killed anything."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.articles.sync.faults.points import spread
from tests.articles.sync.faults.prepared import Prepared
from tests.articles.sync.faults.scenario import UNDISTURBED

SHARES = {"crawl": 20, "plan": 10, "apply": 70}
PARTS = 5
"""Tests that share the moments, so that workers can."""


def test_the_run_that_is_killed_has_everything_in_it(prepared_hub: Prepared) -> None:
    run = prepared_hub.undisturbed["run"]
    assert run["counts"] == UNDISTURBED
    phases = Counter(each.split()[0] for each in run["passed"])
    assert all(phases[phase] >= share for phase, share in SHARES.items()), phases


@pytest.mark.parametrize("part", range(PARTS))
def test_after_a_kill_the_next_run_comes_to_the_same_end(prepared_hub: Prepared, part: int) -> None:
    passed = prepared_hub.undisturbed["run"]["passed"]
    moments = spread(passed, SHARES)[part::PARTS]
    found = prepared_hub.kill(moments)
    assert [each["point"] for each in found] == moments
    for each in found:
        moment = f"moment {each['point']} of {len(passed)}, {passed[each['point'] - 1]}"
        assert each["killed"], moment
        assert not each["different"], f"{moment}: {each['different'][:5]}"
