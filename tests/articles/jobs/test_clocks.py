"""A clock that was a year ahead and was set back: the next tick makes everything go on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.alerts import outbox
from articles.alerts.events import job_failed
from articles.jobs.beats import alive, begin
from articles.jobs.clocks import count_from_now
from articles.jobs.standing import enqueue_due_jobs, known_jobs, revive
from articles.jobs.tick import tick
from articles.models import Delivery, ProcessBeat, Source, StandingJob, SyncRun, Webhook
from articles.sync.schedule import due_sources
from tests.articles.sync.conftest import index, source

__all__ = ["index", "source"]
pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
YEAR, DAY, MINUTE = timedelta(days=365), timedelta(days=1), timedelta(minutes=1)
WORKS = "link-checks"


def test_a_source_is_due_again(source: Source) -> None:
    Source.objects.update(schedule="15 4 * * *", created_at=NOON - 9 * DAY, last_due_at=NOON + YEAR)
    count_from_now(NOON)
    assert due_sources(NOON) == [], "whether a moment was missed, nobody can tell"
    assert due_sources(NOON + DAY) == [source]
    Source.objects.update(created_at=NOON + YEAR, last_due_at=None)
    count_from_now(NOON)
    assert due_sources(NOON + DAY) == [source]


def test_what_a_clock_that_is_a_little_ahead_wrote_stays(source: Source) -> None:
    a_little = NOON + MINUTE / 2
    Source.objects.update(schedule="15 4 * * *", last_due_at=a_little)
    count_from_now(NOON)
    source.refresh_from_db()
    assert source.last_due_at == a_little


def test_a_source_that_failed_meanwhile_is_not_put_off_for_a_year(source: Source) -> None:
    Source.objects.update(schedule="15 4 * * *", created_at=NOON - 9 * DAY, back_off_after=1)
    SyncRun.objects.create(source=source, trigger="schedule", status="failed", finished_at=NOON + YEAR)
    assert due_sources(NOON) == []
    count_from_now(NOON)
    assert due_sources(NOON + DAY) == [source]


def test_a_job_is_due_again() -> None:
    known_jobs()
    StandingJob.objects.exclude(name=WORKS).update(paused=True)
    StandingJob.objects.update(created_at=NOON - 9 * DAY, last_due_at=NOON + YEAR)
    count_from_now(NOON)
    assert [each.name for each in enqueue_due_jobs(NOON + DAY)] == [WORKS]


@pytest.mark.parametrize("status", ["running", "queued"])
def test_a_job_that_died_meanwhile_is_handed_over_again(status: str) -> None:
    known_jobs()
    far = {"beat_at": NOON + YEAR, "asked_at": NOON + YEAR, "attempts": 1}
    StandingJob.objects.filter(name=WORKS).update(status=status, **far)
    count_from_now(NOON)
    assert [each.name for each in revive(NOON + 3 * MINUTE)] == [WORKS]


def test_who_died_meanwhile_is_dead(time_machine: Any) -> None:
    begin(ProcessBeat.Kind.WORKER)
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    ProcessBeat.objects.update(beat_at=now + YEAR)
    assert not alive("worker").exists()
    tick(now)
    assert alive("worker").exists(), "it may live: nobody can tell yet"
    time_machine.move_to(now + 2 * MINUTE)
    assert not alive("worker").exists()


def test_an_alert_that_was_put_back_or_taken_meanwhile_goes_out() -> None:
    Webhook.objects.create(name="Pager", address="https://hook.example/", events=["job_failed"], secret="")
    for name in ("one", "two", "three"):
        job_failed(name, "it broke")
    now = timezone.now()
    outbox.pack(now)
    put_back, taken, soon = Delivery.objects.order_by("pk")
    Delivery.objects.filter(pk=put_back.pk).update(due_at=now + YEAR)
    Delivery.objects.filter(pk=taken.pk).update(taken_until=now + YEAR)
    Delivery.objects.filter(pk=soon.pk).update(due_at=now + DAY)
    count_from_now(now)
    assert len(list(outbox.due_parcels(now))) == 2
