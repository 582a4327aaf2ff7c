"""The signs of life of a run: how seldom they are written, what they tell, what the run learns by them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Source, SyncRun
from articles.sync import pulse as pulses
from articles.sync import run as running
from articles.sync.claim import claim, request_run
from articles.sync.pulse import LAST_ADDRESSES, LONGEST_ADDRESS, Pulse, RunLost, RunStopped
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import HUB, article

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(source: Source) -> SyncRun:
    run = request_run(source, SyncRun.Trigger.COMMAND)
    claim(run)
    return run


@pytest.fixture
def due(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every beat is due."""
    monkeypatch.setattr(pulses, "SECONDS_BETWEEN_BEATS", 0.0)


def test_what_is_not_due_asks_the_database_nothing(run: SyncRun) -> None:
    pulse = Pulse(run)
    pulse.enter("write")
    with CaptureQueriesContext(connection) as queries:
        for done in range(1000):
            pulse.advance(done, 1000, f"https://hub.example/{done}/")
    assert len(queries) == 0


def test_a_sign_is_one_update_and_tells_how_far_the_run_is(run: SyncRun, due: None) -> None:
    pulse = Pulse(run)
    pulse.enter("crawl")
    with CaptureQueriesContext(connection) as queries:
        pulse.advance(1, 9, "https://hub.example/a/", found=9, crawled=1)
    assert len(queries) == 1
    kept = SyncRun.objects.get()
    assert (kept.found, kept.crawled) == (9, 1)
    since = kept.progress.pop("since")
    assert kept.progress == {"phase": "crawl", "done": 1, "total": 9, "last": ["https://hub.example/a/"]}
    assert timezone.datetime.fromisoformat(since) <= timezone.now()


def test_few_addresses_are_kept_none_twice_and_none_at_length(run: SyncRun) -> None:
    pulse = Pulse(run)
    pulse.enter("crawl")
    for each in [*map(str, range(20)), "19", "x" * 5000]:
        pulse.advance(1, 1, each)
    pulse.write()
    last = SyncRun.objects.get().progress["last"]
    assert len(last) == LAST_ADDRESSES
    assert last[-2:] == ["19", "x" * LONGEST_ADDRESS]
    pulse.enter("write")
    pulse.write()
    assert SyncRun.objects.get().progress["last"] == [], "another phase, other addresses"


def test_a_wish_to_stop_is_learnt_with_the_next_sign(run: SyncRun, editor: Any) -> None:
    pulse = Pulse(run)
    SyncRun.objects.update(stop_asked_at=timezone.now(), stop_asked_by=editor)
    pulse.beat()
    with pytest.raises(RunStopped, match=r"^it was stopped by editor; what it had written stays$"):
        pulse.write()
    editor.delete()
    with pytest.raises(RunStopped, match="stopped by somebody"):
        pulse.write()


def test_a_run_that_was_buried_is_lost_whoever_asked(run: SyncRun) -> None:
    SyncRun.objects.update(status=SyncRun.Status.KILLED, stop_asked_at=timezone.now())
    with pytest.raises(RunLost):
        Pulse(run).write()
    with pytest.raises(RunLost):
        Pulse(run).end("done")


def test_a_wish_that_comes_too_late_does_not_change_how_the_run_ended(run: SyncRun) -> None:
    SyncRun.objects.update(stop_asked_at=timezone.now())
    Pulse(run).end("done", message="all well")
    assert SyncRun.objects.get().status == "done"


def test_a_crawl_tells_its_last_addresses(hub: Hub, monkeypatch: pytest.MonkeyPatch, due: None) -> None:
    told: list[Any] = []

    def crawl(spec: Any, files: Any, progress: Any, *_source: Any) -> str:
        progress.saw("https://hub.example/a/")
        progress(7, 1)
        told.append(SyncRun.objects.get().progress)
        return hub.crawl(spec, files, progress)

    monkeypatch.setattr(running, "crawl", crawl)
    hub.sync(article())
    [progress] = told
    assert (progress["phase"], progress["done"], progress["total"]) == ("crawl", 1, 7)
    assert progress["last"] == ["https://hub.example/a/"]
    assert SyncRun.objects.get().progress["last"] == [f"{HUB}careers/"], "of the writing"
