"""When sources are due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from articles.models import Source, SyncRun
from articles.sync.schedule import claim_due, due_sources, enqueue_due, next_runs

pytestmark = pytest.mark.django_db

CREATED = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def daily(source: Source) -> Source:
    Source.objects.update(schedule="15 4 * * *", created_at=CREATED)
    source.refresh_from_db()
    return source


def test_next_runs_in_the_sources_time_zone(daily: Source) -> None:
    daily.time_zone = "America/New_York"
    moments = next_runs(daily, 2, datetime(2026, 3, 7, 12, tzinfo=UTC))
    assert [moment.isoformat() for moment in moments] == ["2026-03-08T04:15:00-04:00", "2026-03-09T04:15:00-04:00"]


def test_without_a_schedule_nothing_is_next_or_due(source: Source) -> None:
    assert next_runs(source, 3) == []
    assert due_sources(CREATED + timedelta(days=9)) == []


def test_due_once_its_moment_has_come_and_not_before(daily: Source) -> None:
    assert due_sources(CREATED + timedelta(hours=16)) == []
    assert due_sources(CREATED + timedelta(hours=17)) == [daily]


def test_a_paused_source_is_never_due(daily: Source) -> None:
    Source.objects.update(paused=True)
    assert due_sources(CREATED + timedelta(days=2)) == []


def test_moments_missed_while_down_are_made_up_for_once(daily: Source) -> None:
    now = CREATED + timedelta(days=5)
    assert claim_due(daily, now)
    daily.refresh_from_db()
    assert daily.last_due_at == datetime(2026, 3, 6, 4, 15, tzinfo=UTC)
    assert due_sources(now) == []


def test_of_two_schedulers_one_starts_it(daily: Source) -> None:
    now = CREATED + timedelta(days=1)
    first, second = due_sources(now)[0], due_sources(now)[0]
    assert (claim_due(first, now), claim_due(second, now)) == (True, False)


def test_what_is_due_is_queued_for_the_worker(daily: Source, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        [run] = enqueue_due(CREATED + timedelta(days=1))
    assert (run.status, run.trigger) == ("queued", "schedule")
    assert enqueue_due(CREATED + timedelta(days=1)) == []


def test_a_source_that_still_runs_is_passed_over(daily: Source) -> None:
    SyncRun.objects.create(source=daily, status=SyncRun.Status.SYNCING)
    assert enqueue_due(datetime.now(UTC)) == []
