"""A failing source is asked less and less often, until it answers or a person says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.jobs.back_off import back_offs, forgive, postponed
from articles.models import Source, SyncRun
from articles.sync.schedule import due_sources
from tests.articles.sync.conftest import index, source

__all__ = ["index", "source"]
pytestmark = pytest.mark.django_db
FAILED, DONE, KILLED, PROBLEMS = (SyncRun.Status[name] for name in ("FAILED", "DONE", "KILLED", "PROBLEMS"))


def ended(source: Source, status: str, ago: float = 1, **values: Any) -> SyncRun:
    """A run that ended so many minutes ago."""
    moment = timezone.now() - timedelta(minutes=ago)
    return SyncRun.objects.create(
        source=source, status=status, trigger="schedule", finished_at=moment, started_at=moment, **values
    )


def minutes_held(source: Source) -> float | None:
    """From the end of the last failure."""
    found = back_offs([source]).get(source.pk)
    last = SyncRun.objects.order_by("-pk")[0].finished_at
    return (found.until - last).total_seconds() / 60 if found and last else None


def test_it_begins_after_the_set_number_of_failures_and_doubles_up_to_a_day(source: Source) -> None:
    held = []
    for number in range(11):
        ended(source, FAILED, ago=20 - number, message="no route to host")
        held.append(minutes_held(source))
    assert held == [None, None, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440]
    [back_off] = back_offs([source]).values()
    assert (back_off.failures, back_off.reason) == (11, "no route to host")


def test_zero_is_never(source: Source) -> None:
    source.back_off_after = 0
    for _ in range(5):
        ended(source, FAILED)
    assert back_offs([source]) == {}


def test_a_good_run_ends_it(source: Source) -> None:
    for _ in range(4):
        ended(source, FAILED)
    assert minutes_held(source) == 60
    ended(source, DONE)
    ended(source, FAILED)
    assert minutes_held(source) is None


@pytest.mark.parametrize("trigger", ["images", "ingest", "replay"])
def test_a_run_that_asks_for_no_article_does_not_end_it(source: Source, trigger: str) -> None:
    for _ in range(3):
        ended(source, FAILED)
    SyncRun.objects.create(source=source, status=DONE, trigger=trigger)
    assert postponed([source], timezone.now())


def test_a_person_ends_it(source: Source) -> None:
    for _ in range(3):
        ended(source, FAILED)
    assert postponed([source], timezone.now())
    assert forgive(source)
    assert not postponed([source], timezone.now())
    assert not forgive(source)
    for _ in range(2):
        ended(source, FAILED, ago=-1)
    assert minutes_held(source) is None, "they are counted from one again"


def test_what_says_nothing_about_the_source_does_not_count(source: Source) -> None:
    killed = ended(source, KILLED)
    SyncRun.objects.create(source=source, status=DONE, again_of=killed, trigger="undo")
    ended(source, KILLED, stop_asked_at=timezone.now())
    for _ in range(2):
        ended(source, FAILED)
    assert minutes_held(source) is None


def test_a_run_that_got_nothing_counts_and_one_that_got_something_does_not(source: Source) -> None:
    for counts in ({"fail": 3}, {}, {"fail": 1, "held": 2}):
        ended(source, PROBLEMS, counts=counts)
    assert minutes_held(source) == 30
    for word in ("unchanged", "reject"):
        ended(source, PROBLEMS, counts={"fail": 9, word: 1})
        assert minutes_held(source) is None
        for _ in range(3):
            ended(source, FAILED)
        assert minutes_held(source) == 30


def test_a_due_run_waits_for_its_end_and_then_comes_once(source: Source) -> None:
    now = timezone.now()
    Source.objects.update(schedule="* * * * *", created_at=now - timedelta(days=1))
    for _ in range(3):
        ended(source, FAILED, ago=10)
    assert due_sources(now) == []
    assert due_sources(now + timedelta(minutes=19)) == []
    assert due_sources(now + timedelta(minutes=21)) == [source]


def test_however_many_sources_it_is_one_query(source: Source, django_assert_num_queries: Any) -> None:
    others = [Source.objects.create(name=f"H{n}", slug=f"h{n}", address="https://h.example/") for n in range(5)]
    for each in [source, *others]:
        for _ in range(40):
            ended(each, FAILED)
    with django_assert_num_queries(1):
        assert len(back_offs([source, *others])) == 6
