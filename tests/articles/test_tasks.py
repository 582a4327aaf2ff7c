"""A queued run through the real worker."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.library.kinds import kind_of
from articles.library.merge import request_merge
from articles.models import ArticlePage, LibraryMerge, Role, SyncRun
from articles.sync.run import request_run
from articles.tasks import enqueue_merge, enqueue_run, merge_entries, release_waiting, scrape_source, take_run_back
from tests.articles.sync.conftest import Hub, _crawls, hub, index, source
from tests.articles.sync.samples import article

__all__ = ["_crawls", "hub", "index", "source"]


def work() -> None:
    call_command("db_worker", "--backend", "jobs", "--batch", "--no-startup-delay", "--interval", "0", verbosity=0)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_worker_works_off_a_queued_run(hub: Hub) -> None:
    hub.says(article())
    run = request_run(hub.source, SyncRun.Trigger.ADMIN)
    enqueue_run(run)
    work()
    run.refresh_from_db()
    assert (run.status, run.counts) == ("done", {"create": 1})
    assert ArticlePage.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_run_that_was_taken_meanwhile_is_left_alone(hub: Hub) -> None:
    run = request_run(hub.source, SyncRun.Trigger.ADMIN)
    enqueue_run(run)
    SyncRun.objects.update(status=SyncRun.Status.DONE)
    work()
    assert hub.specifications == []


@pytest.mark.django_db
def test_a_run_that_is_gone() -> None:
    for task, numbers in ((scrape_source, [999]), (release_waiting, [999]), (take_run_back, [999, 998])):
        assert task.call(*numbers) == {"status": "gone"}


@pytest.mark.django_db
def test_the_worker_gets_a_run_only_after_it_is_committed(hub: Hub, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        enqueue_run(request_run(hub.source, SyncRun.Trigger.ADMIN))
    assert len(callbacks) == 1


@pytest.fixture
def asked(db: Any, django_user_model: Any) -> LibraryMerge:
    one, two = (Role.objects.create(name=name, slug=name) for name in ("one", "two"))
    return request_merge(kind_of(Role), one.pk, two.pk, django_user_model.objects.create_user("ada"))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_worker_merges_entries(asked: LibraryMerge) -> None:
    enqueue_merge(asked)
    work()
    asked.refresh_from_db()
    assert asked.status == LibraryMerge.Status.DONE
    assert Role.objects.get().name == "two"


def test_a_merge_waits_for_the_run_that_writes(asked: LibraryMerge, source: Any) -> None:
    now = timezone.now()
    SyncRun.objects.create(source=source, status="syncing", trigger="admin", started_at=now, heartbeat_at=now)
    assert merge_entries.call(asked.pk)["status"] == "waits"
    asked.refresh_from_db()
    assert asked.status == LibraryMerge.Status.QUEUED
    assert not DBTaskResult.objects.exists()
    assert merge_entries.call(999) == {"status": "gone"}
