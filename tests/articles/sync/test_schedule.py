"""When sources are due."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles.jobs.holding import expected_runs
from articles.models import Source, SyncRun
from articles.sync.schedule import claim_due, due_sources, enqueue_due, spread_of

pytestmark = pytest.mark.django_db

CREATED = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def daily(source: Source) -> Source:
    Source.objects.update(schedule="15 4 * * *", created_at=CREATED)
    source.refresh_from_db()
    return source


def test_next_runs_in_the_sources_time_zone(daily: Source) -> None:
    daily.time_zone = "America/New_York"
    moments = expected_runs(daily, 2, datetime(2026, 3, 7, 12, tzinfo=UTC))
    assert [moment.isoformat() for moment in moments] == ["2026-03-08T04:15:00-04:00", "2026-03-09T04:15:00-04:00"]


def test_without_a_schedule_nothing_is_next_or_due(source: Source) -> None:
    assert expected_runs(source, 3, CREATED) == []
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


class TestSpread:
    def test_it_is_always_the_same_and_within_what_is_set(self, daily: Source) -> None:
        daily.spread = 30
        assert spread_of(daily) == spread_of(Source(slug=daily.slug, spread=30))
        assert timedelta() <= spread_of(daily) < timedelta(minutes=30)

    def test_a_thousand_sources_do_not_start_together(self) -> None:
        minutes = Counter(int(spread_of(Source(slug=f"hub-{n}", spread=60)).total_seconds() // 60) for n in range(1000))
        assert len(minutes) == 60
        assert max(minutes.values()) < 40

    def test_due_so_much_later(self, daily: Source) -> None:
        Source.objects.update(spread=60)
        daily.refresh_from_db()
        start = datetime(2026, 3, 2, 4, 15, tzinfo=UTC) + spread_of(daily)
        assert expected_runs(daily, 1, CREATED) == [start]
        assert due_sources(start - timedelta(seconds=1)) == []
        assert due_sources(start + timedelta(seconds=60)) == [daily]


class TestBlackout:
    @pytest.fixture(autouse=True)
    def _window(self, daily: Source) -> None:
        Source.objects.update(blackout="04:00-06:00", schedule="*/30 * * * *", last_due_at=CREATED)
        daily.refresh_from_db()

    def test_what_is_due_waits_for_the_end_and_comes_once(self, daily: Source) -> None:
        night = datetime(2026, 3, 2, tzinfo=UTC)
        assert due_sources(night + timedelta(hours=4, minutes=31)) == []
        assert due_sources(night + timedelta(hours=5, minutes=59)) == []
        assert len(enqueue_due(night + timedelta(hours=6, seconds=1))) == 1
        SyncRun.objects.update(status=SyncRun.Status.DONE)
        assert enqueue_due(night + timedelta(hours=6, seconds=30)) == []

    def test_the_next_runs_are_told_as_they_will_be(self, daily: Source) -> None:
        moments = expected_runs(daily, 3, datetime(2026, 3, 2, 3, 45, tzinfo=UTC))
        assert [moment.strftime("%H:%M") for moment in moments] == ["06:00", "06:30", "07:00"]


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Oslo", "Australia/Lord_Howe"])
@pytest.mark.parametrize("schedule", ["30 2 * * *", "15 1 * * *", "*/30 * * * *"])
@pytest.mark.parametrize("day", ["2026-03-07", "2026-03-28", "2026-10-03", "2026-10-24", "2026-10-31", "2026-04-04"])
def test_where_clocks_change_each_moment_is_due_just_once(source: Source, zone: str, schedule: str, day: str) -> None:
    """What is shown as the next runs is what starts, also in the night in which an hour is missing or comes twice."""
    begin = datetime.fromisoformat(day).replace(tzinfo=UTC)
    end = begin + timedelta(days=2)
    Source.objects.update(schedule=schedule, time_zone=zone, last_due_at=begin)
    source.refresh_from_db()
    # Of one zone Python compares the wall clocks, and across zones no moment of an hour that comes twice.
    foreseen = [moment.astimezone(UTC) for moment in expected_runs(source, 200, begin)]
    claimed, now = [], begin
    while now < end:
        now += timedelta(minutes=10)
        if claim_due(source, now + timedelta(seconds=1)):
            source.refresh_from_db()
            claimed.append(source.last_due_at)
    assert claimed == [moment for moment in foreseen if moment <= end]
    assert len({moment.astimezone(ZoneInfo(zone)).date() for moment in foreseen}) >= 2


def test_another_schedule_has_missed_nothing(daily: Source) -> None:
    Source.objects.update(last_due_at=CREATED)
    daily.refresh_from_db()
    daily.schedule = "0 * * * *"
    daily.save()
    assert due_sources(timezone.now()) == []
    daily.name = "Another name"
    daily.save(update_fields=["name"])
    daily.time_zone = "Asia/Tokyo"
    daily.last_due_at = CREATED
    daily.save(update_fields=["time_zone"])
    assert daily.last_due_at != CREATED


def test_a_schedule_that_cannot_be_read_keeps_no_other_source_from_its_run(daily: Source) -> None:
    Source.objects.create(name="B", slug="b", address="https://b.example/", schedule="every day")
    Source.objects.update(created_at=CREATED)
    assert due_sources(CREATED + timedelta(days=1)) == [daily]
