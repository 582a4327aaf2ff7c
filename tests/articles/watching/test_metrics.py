"""The metrics: who gets them, what they say, and that a long history makes them no slower."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from articles.models import ProcessBeat, Proposal, Source, SourceDocument, SyncRun, SyncRunArticle, Tally
from articles.sync.claim import bury_dead_runs, request_run
from articles.sync.pulse import Pulse
from articles.tasks import enqueue_run
from articles.watching import tallies
from articles.watching.metrics import text
from tests.articles.alerts.conftest import ends, source

__all__ = ["ends", "source"]
Ends = Callable[..., SyncRun]
TOKEN = "a token of metrics"


def values() -> dict[tuple[str, str], float]:
    """Name and labels to value, as Prometheus reads them."""
    return {
        (sample.name, ",".join(f"{sample.labels[each]}" for each in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(text().decode())
        for sample in family.samples
    }


def test_they_are_not_there_unless_a_token_is_set() -> None:
    assert Client().get("/metrics").status_code == 404
    assert Client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("given", [None, "Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer"])
def test_without_the_token_they_say_nothing(settings: Any, given: str | None) -> None:
    settings.METRICS_TOKEN = TOKEN
    answer = Client().get("/metrics", headers={"Authorization": given} if given else {})
    assert (answer.status_code, answer.content) == (401, b"")


@pytest.mark.django_db
def test_with_it_prometheus_reads_them_whatever_the_host(settings: Any) -> None:
    settings.METRICS_TOKEN, settings.ALLOWED_HOSTS = TOKEN, ["hub.example"]
    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}", "Host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    assert "gleaner_tasks" in {each.name for each in text_string_to_metric_families(answer.content.decode())}


@pytest.mark.django_db
def test_what_ended_is_counted_on(ends: Ends, source: Source) -> None:
    ends("done", complete=True, counts={"create": 3, "unchanged": 1}, durations={"crawl": 2.0, "write": 1.5})
    ends("done", "command", complete=True, counts={"unchanged": 4}, durations={"crawl": 1.0, "write": 0.5})
    ends("failed")
    moment = values()[("gleaner_source_last_good_run_timestamp_seconds", "tamarack-bay")]
    assert abs(moment - timezone.now().timestamp()) < 60
    SyncRun.objects.all().delete()  # as a clean-up does: what was counted stays counted
    said = values()
    assert said[("gleaner_runs_total", "done,schedule")] == 1
    assert said[("gleaner_runs_total", "done,command")] == 1
    assert said[("gleaner_runs_total", "failed,schedule")] == 1
    assert said[("gleaner_articles_total", "create")] == 3
    assert said[("gleaner_articles_total", "unchanged")] == 5
    assert said[("gleaner_run_phase_seconds_sum", "crawl")] == 3.0
    assert said[("gleaner_run_phase_seconds_count", "crawl")] == 2
    assert said[("gleaner_alerts_open", "run_failed,tamarack-bay")] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("waits", ["planned", "braked"])
def test_a_run_that_goes_on_is_counted_once(ends: Ends, source: Source, waits: str) -> None:
    run = ends(waits, counts={"create": 3}, durations={"crawl": 2.0, "plan": 1.0})
    assert ("gleaner_articles_total", "create") not in values(), "nothing is written yet"
    now = timezone.now()
    SyncRun.objects.update(status="syncing", released_at=now, heartbeat_at=now - timedelta(days=1))
    assert bury_dead_runs() == 1  # and nothing was written
    assert ("gleaner_articles_total", "create") not in values()
    SyncRun.objects.update(status="syncing")
    run.refresh_from_db()
    Pulse(run).end("done", counts={"create": 2}, durations={"crawl": 2.0, "plan": 1.5, "write": 4.0})
    said = values()
    assert said[("gleaner_articles_total", "create")] == 2
    assert [value for (name, _), value in said.items() if name == "gleaner_runs_total"] == [1]
    assert said[("gleaner_runs_total", f"{waits},schedule")] == 1
    for phase in ("crawl", "plan", "write"):
        assert said[("gleaner_run_phase_seconds_count", phase)] == 1
    assert said[("gleaner_run_phase_seconds_sum", "crawl")] == 2.0


@pytest.mark.django_db
@pytest.mark.parametrize("trigger", ["images", "ingest", "replay", "undo"])
def test_a_run_that_does_not_ask_the_source_is_no_good_run_of_it(ends: Ends, trigger: str) -> None:
    ends("done", trigger)
    assert values()[("gleaner_source_last_good_run_timestamp_seconds", "tamarack-bay")] == 0


@pytest.mark.django_db
def test_what_waits_and_how_long(source: Source, django_capture_on_commit_callbacks: Any) -> None:
    assert values()[("gleaner_task_waiting_seconds", "")] == 0
    with django_capture_on_commit_callbacks(execute=True):
        enqueue_run(request_run(source, SyncRun.Trigger.SCHEDULE))
    SyncRun.objects.update(created_at=timezone.now() - timedelta(minutes=10))
    said = values()
    assert said[("gleaner_runs_active", "queued")] == 1
    assert said[("gleaner_runs_active", "crawling")] == 0
    assert 590 < said[("gleaner_run_waiting_seconds", "")] < 700
    assert said[("gleaner_tasks", "ready")] == 1
    assert said[("gleaner_task_waiting_seconds", "")] > 0
    assert said[("gleaner_source_last_good_run_timestamp_seconds", "tamarack-bay")] == 0


@pytest.mark.django_db
def test_editors_and_processes(source: Source) -> None:
    document = SourceDocument.objects.create(source=source, url="https://hub.example/a/", slug="a")
    for number in range(2):
        Proposal.objects.create(document=document, part=f'["{number}"]')
    moment = timezone.now()
    ProcessBeat.objects.create(kind="worker", name="one", host="one", pid=7, started_at=moment, beat_at=moment)
    said = values()
    assert said[("gleaner_proposals_open", "tamarack-bay")] == 2
    assert said[("gleaner_process_last_beat_timestamp_seconds", "one,worker,7")] == moment.timestamp()


@pytest.mark.django_db
def test_a_process_and_a_killed_one_of_its_number_are_one_series() -> None:
    moment = timezone.now()
    for name, beat_at in {"killed": moment - timedelta(minutes=5), "lives": moment}.items():
        ProcessBeat.objects.create(kind="worker", name=name, host="one", pid=1, started_at=moment, beat_at=beat_at)
    lines = [each for each in text().decode().splitlines() if each.startswith("gleaner_process_last_beat")]
    assert len(lines) == 1
    assert values()[("gleaner_process_last_beat_timestamp_seconds", "one,worker,1")] == moment.timestamp()


@pytest.mark.django_db
def test_a_long_history_is_not_read(ends: Ends, source: Source) -> None:
    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            text()
        return [each["sql"] for each in captured]

    few = queries()
    run = ends("done", complete=True, counts={"create": 1})
    SyncRunArticle.objects.bulk_create(
        SyncRunArticle(run=run, url=f"https://hub.example/{number}/", outcome="create") for number in range(500)
    )
    for number in range(50):
        Source.objects.create(name=f"Hub {number}", slug=f"hub-{number}", address="https://hub.example/")
    many = queries()
    assert len(many) == len(few) <= 9
    assert not [each for each in many if SyncRunArticle._meta.db_table in each]


@pytest.mark.django_db
def test_what_is_counted_is_one_statement_each(django_assert_num_queries: Any) -> None:
    for _ in range(2):
        with django_assert_num_queries(1):
            tallies.add({(Tally.Name.PAGES, "create"): 2, (Tally.Name.SECONDS, "crawl"): 0.5})
        with django_assert_num_queries(1):
            tallies.put({(Tally.Name.LAST_GOOD, "1"): 2})
    assert dict(Tally.objects.values_list("name", "value")) == {"pages": 4, "seconds": 1.0, "last_good": 2}
