"""Merges that no worker has are handed over again, whatever the queue, and once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.jobs import queue
from articles.jobs.merges import hand_over_lost_merges
from articles.jobs.tick import tick
from articles.library import work
from articles.library.kinds import KINDS
from articles.library.merge import request_merge, request_take_back
from articles.models import LibraryMerge, SyncRun
from articles.tasks import enqueue_merge, merge_entries
from tests.articles.library.conftest import make
from tests.articles.sync.conftest import editor, index, source

__all__ = ["editor", "index", "source"]
pytestmark = pytest.mark.django_db
AUTHORS = KINDS[3]
LATER = timedelta(minutes=3)


@pytest.fixture
def asked(editor: Any) -> LibraryMerge:
    return request_merge(AUTHORS, make(AUTHORS, "One", "one").pk, make(AUTHORS, "Two", "two").pk, editor)


@pytest.fixture
def handed_over(django_capture_on_commit_callbacks: Any) -> Any:
    """How many merges a look hands over, so many minutes from now."""

    def look(after: timedelta = timedelta()) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return len(hand_over_lost_merges(timezone.now() + after))

    return look


def test_one_that_the_queue_lost_is_handed_over_once(
    asked: LibraryMerge, handed_over: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enqueue_merge(asked)
    asked.refresh_from_db()
    assert DBTaskResult.objects.filter(pk=asked.task_id).exists()
    assert handed_over(timedelta(days=1)) == 0, "it stands in the queue, and whoever is there is busy"
    DBTaskResult.objects.all().delete()
    assert handed_over() == 1
    assert handed_over(timedelta(days=1)) == 0
    assert DBTaskResult.objects.count() == 1


@pytest.mark.usefixtures("asked")
def test_one_that_no_queue_ever_took(handed_over: Any) -> None:
    assert handed_over() == 0, "it may be on its way"
    assert handed_over(LATER) == 1


def test_a_queue_that_is_away_harms_nobody_who_asks(
    asked: LibraryMerge, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def away(*_arguments: Any) -> None:
        raise ConnectionError("the queue is away")

    with monkeypatch.context() as patched:
        patched.setattr(type(merge_entries), "enqueue", away)
        with django_capture_on_commit_callbacks(execute=True):
            enqueue_merge(asked)
    assert len(hand_over_lost_merges(timezone.now() + LATER)) == 1


def test_one_that_waits_for_a_run_is_handed_over_when_that_has_ended(
    asked: LibraryMerge, source: Any, handed_over: Any
) -> None:
    now = timezone.now()
    SyncRun.objects.create(source=source, status="syncing", trigger="admin", started_at=now, heartbeat_at=now)
    assert merge_entries.call(asked.pk)["status"] == "waits"
    assert handed_over(LATER) == 0
    SyncRun.objects.update(status=SyncRun.Status.DONE)
    assert handed_over(LATER) == 1
    assert merge_entries.call(asked.pk)["status"] == "done"
    assert handed_over(LATER) == 0


@pytest.mark.parametrize("goes_back", [False, True])
def test_one_whose_worker_was_killed(asked: LibraryMerge, editor: Any, handed_over: Any, goes_back: bool) -> None:
    if goes_back:
        work.work_off(asked.pk)
        request_take_back(asked.pk, editor)
    work._begin(asked.pk)
    assert handed_over() == 0
    LibraryMerge.objects.update(heartbeat_at=timezone.now() - LATER)
    assert handed_over() == 1
    assert handed_over(timedelta(days=1)) == 0, "it stands in the queue"
    work.work_off(asked.pk)
    assert handed_over(timedelta(days=1)) == 0


def test_the_tick_says_so(asked: LibraryMerge) -> None:
    LibraryMerge.objects.update(heartbeat_at=timezone.now() - LATER)
    assert f"library: merge {asked.pk} was handed over again" in tick(timezone.now()).said


def test_the_task_of_a_merge_is_told_from_that_of_a_run_with_its_number(
    asked: LibraryMerge, source: Any, django_capture_on_commit_callbacks: Any
) -> None:
    now = timezone.now()
    SyncRun.objects.create(pk=asked.pk, source=source, status="syncing", started_at=now, heartbeat_at=now)
    with django_capture_on_commit_callbacks(execute=True):
        enqueue_merge(asked)
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["gone"], started_at=now - timedelta(hours=1))
    LibraryMerge.objects.update(status="merging")
    assert queue.end_dead_tasks(now) == 0, "the merge is being worked off"
    LibraryMerge.objects.update(status="done")
    assert queue.end_dead_tasks(now) == 1, "the run is another one's"
