"""Runs that somebody stops: one that waits, one that crawls, one that writes, one that takes back."""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from django.utils import timezone

from articles.models import Alert, ArticlePage, Source, SyncRun, SyncRunArticle, Tally
from articles.sync import pulse as pulses
from articles.sync import session
from articles.sync.claim import RunActive, claim, request_run
from articles.sync.pulse import RunLost, RunStopped
from articles.sync.run import run_source
from articles.sync.stop import NotStoppable, ask_to_stop
from articles.sync.undo import undo_run
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import article
from tests.processes import children
from tests.scraper.hub_server import hub_server
from tests.waiting import wait_until


@pytest.fixture
def every_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulses, "SECONDS_BETWEEN_BEATS", 0.0)


def stop_at(monkeypatch: pytest.MonkeyPatch, done: int, editor: Any) -> None:
    """Somebody asks the run to stop when so many pages are written."""
    write = session.write_pages

    def write_pages(run: SyncRun, path: Any, plan: Any, progress: Any, **options: Any) -> Any:
        def told(number: int, *addresses: str) -> None:
            if number >= done:
                ask_to_stop(run, editor)
            progress(number, *addresses)

        return write(run, path, plan, told, **options)

    monkeypatch.setattr(session, "write_pages", write_pages)


@pytest.mark.django_db
def test_a_queued_run_ends_at_once(source: Source, editor: Any) -> None:
    run = request_run(source, SyncRun.Trigger.ADMIN, editor)
    assert ask_to_stop(run, editor)
    assert (run.status, run.message[:30]) == ("killed", "it was stopped by editor befor")
    assert run.finished_at is not None
    assert list(Tally.objects.values_list("key", "value")) == [("admin/killed", 1)], "its end is counted as any other"
    assert not Alert.objects.exists(), "whoever stops it knows of it"
    with pytest.raises(RunLost):
        claim(run)
    request_run(source, SyncRun.Trigger.ADMIN, editor)


@pytest.mark.django_db
def test_a_run_that_ended_cannot_be_stopped(hub: Hub, editor: Any) -> None:
    number = hub.sync(article()).run
    run = SyncRun.objects.get(pk=number)
    with pytest.raises(NotStoppable, match="has ended: it is Done"):
        ask_to_stop(run, editor)
    assert SyncRun.objects.get(pk=number).stop_asked_at is None


@pytest.mark.django_db
def test_one_that_died_is_buried_by_that(source: Source, editor: Any) -> None:
    run = request_run(source, SyncRun.Trigger.ADMIN)
    claim(run)
    SyncRun.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=3))
    with pytest.raises(NotStoppable, match="Killed"):
        ask_to_stop(run, editor)


@pytest.mark.django_db
def test_the_first_who_asks_is_named(source: Source, editor: Any) -> None:
    other = get_user_model().objects.create_user("other")
    run = request_run(source, SyncRun.Trigger.ADMIN)
    claim(run)
    assert not ask_to_stop(run, editor)
    assert not ask_to_stop(run, other)
    assert run.stop_asked_by == editor
    with pytest.raises(RunActive):
        request_run(source, SyncRun.Trigger.ADMIN)


@pytest.mark.django_db
def test_what_was_written_before_stays(
    hub: Hub, editor: Any, every_beat: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.sync(article("a", title="Old"), article("b", title="Old"))
    monkeypatch.setattr("articles.sync.write.BATCH", 1)
    stop_at(monkeypatch, 1, editor)
    report = hub.sync(article("a", title="New"), article("b", title="New"))
    assert report.status == "killed"
    run = SyncRun.objects.get(pk=report.run)
    assert run.message == "it was stopped by editor; what it had written stays"
    titles = {each.slug: each.get_latest_revision_as_object().title for each in ArticlePage.objects.all()}
    assert sorted(titles.values()) == ["New", "Old"]
    assert SyncRunArticle.objects.filter(run=run).count() == 1
    assert run.progress["phase"] == "write"
    assert (run.progress["done"], run.progress["total"]) == (1, 2)


@pytest.mark.django_db
def test_the_next_run_writes_what_is_missing(
    hub: Hub, editor: Any, every_beat: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.sync.write.BATCH", 1)
    with monkeypatch.context() as patched:
        stop_at(patched, 1, editor)
        assert hub.sync(article("a"), article("b")).status == "killed"
    assert hub.sync().counts == {"create": 1, "unchanged": 1}


@pytest.mark.django_db
def test_taking_back_is_stopped_between_two_articles(hub: Hub, editor: Any, every_beat: None) -> None:
    run = SyncRun.objects.get(pk=hub.sync(article("a"), article("b"), article("c")).run)

    def stop(_phase: str, done: int, _total: int) -> None:
        ask_to_stop(SyncRun.objects.exclude(pk=run.pk).get(), editor)

    with pytest.raises(RunStopped):
        undo_run(run, progress=stop)
    holder = SyncRun.objects.exclude(pk=run.pk).get()
    assert holder.status == "killed"
    assert holder.message == f"taking back run {run.pk}: it was stopped by editor; what it had written stays"
    run.refresh_from_db()
    assert run.undone_at is None
    assert ArticlePage.objects.count() == 1
    assert undo_run(run).counts == {"undone": 3}, "it goes on where it ended"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_crawl_under_way_is_ended_with_its_process(source: Source, editor: Any) -> None:
    """A real crawl of a hub that hangs, in a thread as in a worker."""
    with hub_server() as server:
        server.routes = {"/hub/hangs/": server.hang}
        source.address, source.allow_private = server.at("/hub/"), True
        source.save()
        run = request_run(source, SyncRun.Trigger.ADMIN, editor)

        def work() -> None:
            run_source(SyncRun.objects.get(pk=run.pk), urls=[server.at("/hub/hangs/")])
            connections.close_all()

        worker = threading.Thread(target=work)
        worker.start()
        wait_until(lambda: "/hub/hangs/" in server.paths(), "the crawl's beginning")
        crawls = [each for each in children(os.getpid()).values() if "scraper" in each]
        assert crawls
        assert not ask_to_stop(run, editor)
        worker.join(40)
        assert not worker.is_alive()
        assert not [each for each in children(os.getpid()).values() if "scraper" in each]
    run.refresh_from_db()
    assert (run.status, run.message) == ("killed", "it was stopped by editor; what it had written stays")
    assert run.progress["phase"] == "crawl"
