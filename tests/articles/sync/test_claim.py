"""A run's life: one at a time, noticed when it dies."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Source, SyncRun
from articles.sync.claim import RunActive, bury_dead_runs, claim, request_run
from articles.sync.pulse import Pulse, RunLost

pytestmark = pytest.mark.django_db


def test_one_active_run_a_source(source: Source) -> None:
    run = request_run(source, SyncRun.Trigger.ADMIN)
    with pytest.raises(RunActive, match=rf"hub: run {run.pk} waits for a worker since"):
        request_run(source, SyncRun.Trigger.COMMAND)
    claim(run)
    with pytest.raises(RunActive, match=rf"hub: run {run.pk} is running since"):
        request_run(source, SyncRun.Trigger.COMMAND)


def test_the_database_itself_refuses_a_second_run(source: Source) -> None:
    SyncRun.objects.create(source=source)
    with pytest.raises(IntegrityError), transaction.atomic():
        SyncRun.objects.create(source=source, status=SyncRun.Status.SYNCING)


def test_a_run_is_claimed_once(source: Source) -> None:
    run = request_run(source, SyncRun.Trigger.ADMIN)
    claim(run)
    with pytest.raises(RunLost):
        claim(SyncRun.objects.get())


def test_a_killed_run_is_noticed_and_blocks_nobody(source: Source) -> None:
    run = request_run(source, SyncRun.Trigger.COMMAND)
    claim(run)
    SyncRun.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=3))
    assert request_run(source, SyncRun.Trigger.COMMAND).pk != run.pk
    run.refresh_from_db()
    assert run.status == "killed"
    assert "no sign of life since" in run.message
    with pytest.raises(RunLost):
        Pulse(run).write()


def test_a_run_that_no_worker_takes_is_given_up_after_an_hour(source: Source) -> None:
    run = request_run(source, SyncRun.Trigger.ADMIN)
    assert bury_dead_runs(now=timezone.now() + timedelta(minutes=59)) == 0
    assert bury_dead_runs(now=timezone.now() + timedelta(minutes=61)) == 1
    run.refresh_from_db()
    assert (run.status, run.message[:21]) == ("killed", "no worker took it wit")


def test_a_beating_run_stays(source: Source) -> None:
    run = request_run(source, SyncRun.Trigger.COMMAND)
    claim(run)
    Pulse(run).write(crawled=3)
    assert bury_dead_runs() == 0
    run.refresh_from_db()
    assert run.crawled == 3


def test_a_run_that_was_killed_before_it_began_blocks_nobody(source: Source) -> None:
    run = request_run(source, SyncRun.Trigger.COMMAND)
    assert bury_dead_runs(now=timezone.now() + timedelta(minutes=1)) == 0
    assert bury_dead_runs(now=timezone.now() + timedelta(minutes=3)) == 1
    run.refresh_from_db()
    assert run.status == "killed"


class TestClockThatWasSetBack:
    @pytest.fixture(autouse=True)
    def _run(self, source: Source) -> None:
        with time_machine.travel(timezone.now() + timedelta(days=400), tick=True):
            self.run = request_run(source, SyncRun.Trigger.COMMAND)
            claim(self.run)

    def test_a_living_run_is_not_buried(self) -> None:
        assert bury_dead_runs() == 0
        Pulse(self.run).write(crawled=3)
        assert bury_dead_runs(now=timezone.now() + timedelta(minutes=1)) == 0
        assert SyncRun.objects.get().heartbeat_at < timezone.now() + timedelta(minutes=1)

    def test_a_dead_one_is(self) -> None:
        assert bury_dead_runs() == 0, "nobody can tell yet"
        assert bury_dead_runs(now=timezone.now() + timedelta(minutes=3)) == 1

    def test_nor_does_one_that_never_began_block_for_long(self, source: Source) -> None:
        SyncRun.objects.update(status=SyncRun.Status.QUEUED, started_at=None, heartbeat_at=None)
        assert bury_dead_runs() == 0
        assert bury_dead_runs(now=timezone.now() + timedelta(minutes=3)) == 1
