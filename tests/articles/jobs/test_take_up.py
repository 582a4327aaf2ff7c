"""What is taken up, how often, and what is left alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.jobs import take_up
from articles.jobs.beats import alive, begin, living, prune
from articles.jobs.queue import end_dead_tasks
from articles.jobs.take_up import hand_over_lost, take_up_killed
from articles.jobs.tick import tick
from articles.models import HostLease, ProcessBeat, Source, SyncRun
from articles.sync.claim import bury_dead_runs, claim, request_run
from articles.sync.hosts import host_of, leave_host, take_host
from articles.sync.undo import request_undo
from articles.tasks import enqueue_run, scrape_source
from tests.articles.sync.conftest import Hub, _crawls, editor, hub, index, source
from tests.articles.sync.samples import article

__all__ = ["_crawls", "editor", "hub", "index", "source"]
pytestmark = pytest.mark.django_db
ADMIN, SCHEDULE, COMMAND = SyncRun.Trigger.ADMIN, SyncRun.Trigger.SCHEDULE, SyncRun.Trigger.COMMAND


def killed(source: Source, trigger: str = SCHEDULE, **values: Any) -> SyncRun:
    now = timezone.now()
    return SyncRun.objects.create(
        source=source, trigger=trigger, status="killed", started_at=now, finished_at=now, **values
    )


class TestKilledRuns:
    def test_one_is_taken_up_once_with_what_it_was_asked_for(self, source: Source, editor: Any) -> None:
        run = killed(source, ADMIN, user=editor, plan_only=True)
        [again] = take_up_killed(timezone.now())
        assert (again.again_of, again.attempt, again.user, again.plan_only) == (run, 2, editor, True)
        assert take_up_killed(timezone.now()) == []
        again.delete()
        run.refresh_from_db()
        assert len(take_up_killed(timezone.now())) == 1

    def test_after_three_times_it_counts_as_failed(self, source: Source) -> None:
        for _ in range(3):
            killed(source, attempt=SyncRun.objects.count() + 1)
        assert take_up_killed(timezone.now()) == []
        last = SyncRun.objects.order_by("-pk")[0]
        assert (last.status, "died 3 times in a row" in last.message) == ("failed", True)

    @pytest.mark.parametrize(
        "values",
        [
            {"trigger": COMMAND},
            {"trigger": SyncRun.Trigger.INGEST},
            {"stop_asked_at": timezone.now()},
        ],
    )
    def test_what_nobody_waits_for_is_left_alone(self, source: Source, values: dict[str, Any]) -> None:
        killed(source, **values)
        assert take_up_killed(timezone.now()) == []

    def test_nor_is_one_that_a_later_run_made_good_or_that_is_history(self, source: Source) -> None:
        run = killed(source)
        SyncRun.objects.create(source=source, status="done")
        assert take_up_killed(timezone.now()) == []
        SyncRun.objects.filter(status="done").delete()
        assert take_up_killed(timezone.now() + timedelta(days=8)) == []
        Source.objects.update(paused=True)
        assert take_up_killed(timezone.now()) == []
        SyncRun.objects.filter(pk=run.pk).update(trigger=ADMIN)
        assert len(take_up_killed(timezone.now())) == 1, "a person asked for it"

    def test_one_that_no_worker_took_waits_until_there_is_one(self, source: Source) -> None:
        run = killed(source)
        SyncRun.objects.update(started_at=None)
        assert take_up_killed(timezone.now()) == []
        with living(ProcessBeat.Kind.WORKER):
            [again] = take_up_killed(timezone.now())
        assert (again.again_of, again.attempt) == (run, 1)

    def test_an_undo_goes_on(self, hub: Hub, editor: Any) -> None:
        run = SyncRun.objects.get(pk=hub.sync(article()).run)
        holder = request_undo(run, editor)
        claim(holder)
        SyncRun.objects.filter(pk=holder.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=3))
        assert bury_dead_runs() == 1
        [again] = take_up_killed(timezone.now())
        assert (again.trigger, again.undoes) == ("undo", run)

    def test_a_released_run_goes_on_from_its_records(self, hub: Hub) -> None:
        run = SyncRun.objects.get(pk=hub.sync(article()).run)
        now = timezone.now()
        SyncRun.objects.update(status="killed", released_at=now, trigger=SCHEDULE)
        assert [each.pk for each in take_up_killed(now)] == [run.pk]
        run.refresh_from_db()
        assert (run.status, run.attempt, run.release_asked_at) == ("braked", 2, now)


class TestLostTasks:
    def test_what_stands_in_the_queue_is_left_there(
        self, source: Source, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            enqueue_run(request_run(source, SCHEDULE))
        later = timezone.now() + timedelta(minutes=10)
        assert hand_over_lost(later) == []
        DBTaskResult.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            assert len(hand_over_lost(later)) == 1
        assert hand_over_lost(later) == []
        assert DBTaskResult.objects.count() == 1

    def test_a_commands_run_is_the_commands_own(self, source: Source) -> None:
        request_run(source, COMMAND)
        assert hand_over_lost(timezone.now() + timedelta(minutes=10)) == []

    def test_a_run_on_its_way_is_given_time(self, source: Source) -> None:
        request_run(source, SCHEDULE)
        assert hand_over_lost(timezone.now()) == []
        assert len(hand_over_lost(timezone.now() + timedelta(minutes=1))) == 1

    def test_however_many_wait_for_a_host_it_is_asked_about_once(
        self, source: Source, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = request_run(source, SCHEDULE)
        for number in range(3):
            other = Source.objects.create(name="O", slug=f"o{number}", address=source.address, target=source.target)
            request_run(other, SCHEDULE)
        asked: list[str] = []
        monkeypatch.setattr(take_up, "holder_of", lambda host: asked.append(host))
        assert hand_over_lost(timezone.now() + timedelta(minutes=1)) == [first]
        assert asked == [host_of(source)]
        waiting = SyncRun.objects.exclude(pk=first.pk).values_list("message", flat=True)
        assert all(f"waits until run {first.pk}" in each for each in waiting)

    def test_the_task_of_a_living_worker_is_never_ended(
        self, source: Source, django_capture_on_commit_callbacks: Any
    ) -> None:
        run = request_run(source, SCHEDULE)
        with django_capture_on_commit_callbacks(execute=True):
            enqueue_run(run)
        worker = begin(ProcessBeat.Kind.WORKER)
        rows = DBTaskResult.objects.all()
        rows.update(status="RUNNING", worker_ids=[worker.name], started_at=timezone.now() - timedelta(hours=1))
        assert end_dead_tasks(timezone.now()) == 0
        ProcessBeat.objects.all().delete()
        claim(run)
        assert end_dead_tasks(timezone.now()) == 0, "its run beats: the worker shows no signs of its own"
        SyncRun.objects.update(status="killed")
        assert end_dead_tasks(timezone.now()) == 1
        assert rows.get().status == "FAILED"


class TestHosts:
    @pytest.mark.parametrize(
        ("address", "host"),
        [
            ("https://Hub.example/a/", "hub.example"),
            ("https://hub.example:443/a/", "hub.example"),
            ("http://hub.example:8080/", "hub.example:8080"),
        ],
    )
    def test_which_host(self, address: str, host: str) -> None:
        assert host_of(Source(address=address)) == host

    def test_one_at_a_time_and_a_dead_one_holds_nobody_up(self, source: Source) -> None:
        other = Source.objects.create(name="O", slug="o", address=source.address, target=source.target)
        first, second = request_run(source, SCHEDULE), request_run(other, SCHEDULE)
        assert take_host(first) is None
        assert take_host(first) is None, "it is its turn already"
        assert take_host(second) == first
        claim(first)
        SyncRun.objects.filter(pk=first.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=3))
        assert take_host(second) is None
        first.refresh_from_db()
        assert first.status == "killed"
        leave_host(second)
        assert HostLease.objects.count() == 0

    def test_a_run_that_waits_stays_in_the_queue_and_says_for_whom(self, source: Source) -> None:
        other = Source.objects.create(name="O", slug="o", address=source.address, target=source.target)
        first, second = request_run(source, SCHEDULE), request_run(other, SCHEDULE)
        take_host(first)
        assert scrape_source.call(second.pk) == {"status": "waits", "for": first.pk}
        second.refresh_from_db()
        assert (second.status, f"waits until run {first.pk}" in second.message) == ("queued", True)


class TestBeats:
    def test_alive_while_it_beats(self) -> None:
        with living(ProcessBeat.Kind.WORKER) as process:
            assert list(alive("worker")) == [process]
            assert not alive("scheduler").exists()
            ProcessBeat.objects.update(beat_at=timezone.now() - timedelta(minutes=2))
            assert not alive("worker").exists()
        assert ProcessBeat.objects.count() == 0

    def test_who_died_long_ago_is_forgotten(self) -> None:
        begin(ProcessBeat.Kind.WORKER)
        assert prune() == 0
        ProcessBeat.objects.update(beat_at=timezone.now() - timedelta(days=2))
        assert prune() == 1


def test_what_goes_wrong_in_one_step_keeps_no_other_from_its_work(
    source: Source, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(now: Any) -> int:
        raise RuntimeError("the database is away")

    monkeypatch.setattr("articles.jobs.tick.end_dead_tasks", breaks)
    killed(source)
    said, failed = tick(timezone.now())
    assert any("takes up what was killed" in each for each in said)
    assert failed == 1
    assert "could not do all of its work" in caplog.text
