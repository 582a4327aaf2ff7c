"""What the end of a run is worth: one alert for a state, one when it is over, none for what somebody wanted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from articles.alerts.events import job_done, job_failed
from articles.alerts.words import advice, link, subject
from articles.models import Alert, Delivery, Event, Proposal, Source, SourceDocument, SyncRun
from articles.sync.claim import bury_dead_runs, claim, request_run
from articles.sync.pulse import Pulse
from tests.articles.alerts.conftest import told

Ends = Callable[..., SyncRun]
FAILED, UNREACHABLE = Event.RUN_FAILED, Event.SOURCE_UNREACHABLE
pytestmark = pytest.mark.usefixtures("operator")


def test_a_source_that_goes_on_failing_is_told_of_once_and_once_more_when_it_is_well(ends: Ends) -> None:
    for _ in range(3):
        ends("failed", message="no such page: https://hub.example/?token=abc")
    assert told() == [(FAILED, False)]
    ends("done", complete=True, counts={"unchanged": 3})
    ends("done", complete=True, counts={"unchanged": 3})
    ends("failed")
    assert told() == [(FAILED, False), (FAILED, True), (FAILED, False)]
    first = Alert.objects.order_by("pk")[0]
    assert first.facts["message"] == "no such page: https://hub.example/?token=***"
    assert Delivery.objects.count() == 3


def test_a_killed_run_is_told_of_when_it_is_found(source: Source) -> None:
    run = request_run(source, SyncRun.Trigger.SCHEDULE)
    claim(run)
    SyncRun.objects.update(heartbeat_at=timezone.now() - timedelta(hours=1))
    assert bury_dead_runs() == 1
    assert bury_dead_runs() == 0
    [alert] = Alert.objects.all()
    assert subject(alert) == f"Tamarack Bay: run {run.pk} was killed"
    assert link(alert) == f"http://localhost:8000/admin/hub/runs/inspect/{run.pk}/"


def test_whoever_stops_a_run_knows_of_it(source: Source, operator: Any) -> None:
    run = request_run(source, SyncRun.Trigger.SCHEDULE)
    claim(run)
    SyncRun.objects.update(stop_asked_at=timezone.now(), stop_asked_by=operator)
    run.refresh_from_db()
    Pulse(run).end("killed")
    assert told() == []


def test_the_brake_and_its_release(ends: Ends) -> None:
    ends("braked", message="bylines fell")
    ends("braked", message="bylines fell")
    ends("done", SyncRun.Trigger.REPLAY, counts={"update": 1})
    assert told() == [(Event.RUN_BRAKED, False), (Event.RUN_BRAKED, True)]
    assert "release the run" in advice(Alert.objects.order_by("pk")[0])


def test_a_replay_asks_nobody_and_so_does_not_tell_that_a_source_is_well(ends: Ends) -> None:
    ends("failed")
    ends("done", SyncRun.Trigger.REPLAY, counts={"unchanged": 1})
    assert told() == [(FAILED, False)]


def test_a_source_that_does_not_answer(ends: Ends) -> None:
    ends("problems", counts={"fail": 1})
    ends("problems", counts={"fail": 4, "held": 1}, found=5)
    assert told() == [(UNREACHABLE, False)]
    assert subject(Alert.objects.get()) == "Tamarack Bay cannot be reached"
    ends("problems", complete=True, counts={"unchanged": 4, "fail": 1})
    assert told() == [(UNREACHABLE, False), (UNREACHABLE, True)]


@pytest.mark.parametrize(
    ("trigger", "values"),
    [
        ("command", {"counts": {"fail": 1}, "found": 1}),  # one address by --url
        ("replay", {"counts": {"fail": 3}}),
        ("schedule", {"counts": {"fail": 3, "unchanged": 1}}),
        ("schedule", {"counts": {"reject": 3, "fail": 1}}),
    ],
)
def test_what_is_no_silence_of_the_source(ends: Ends, trigger: str, values: dict[str, Any]) -> None:
    ends("problems", trigger, **values)
    assert told() == []


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 conflict waits for an editor"), (2, "2 conflicts wait for an editor")]
)
def test_conflicts_are_told_of_with_each_run_that_finds_some(source: Source, number: int, words: str) -> None:
    document = SourceDocument.objects.create(source=source, url="https://hub.example/a/", slug="a")
    run = request_run(source, SyncRun.Trigger.SCHEDULE)
    claim(run)
    for each in range(number):
        Proposal.objects.create(document=document, run=run, part=f'["{each}"]')
    Pulse(run).end("done", complete=True, counts={"conflict": 1})
    [alert] = Alert.objects.all()
    assert subject(alert) == f"Tamarack Bay: {words}"
    assert link(alert).endswith("/admin/hub/incoming/")


def test_a_standing_job() -> None:
    job_done("links")
    job_failed("links", "it broke")
    job_failed("links", "it broke")
    job_done("links")
    assert [subject(each) for each in Alert.objects.order_by("pk")] == [
        "The job “links” failed",
        "The job “links” works again",
    ]


def test_an_undo_that_failed_is_told_of_by_itself(ends: Ends) -> None:
    ends("failed", SyncRun.Trigger.UNDO)
    ends("done", complete=True, counts={"unchanged": 1})
    assert told() == [(FAILED, False)]


def test_an_alert_is_there_if_and_only_if_what_it_tells_is(source: Source) -> None:
    run = request_run(source, SyncRun.Trigger.SCHEDULE)
    claim(run)
    with transaction.atomic():
        Pulse(run).end("failed")
        transaction.set_rollback(True)
    run.refresh_from_db()
    assert (run.status, told(), Delivery.objects.count()) == ("crawling", [], 0)


def test_a_name_with_marks_of_formatting_in_it(ends: Ends) -> None:
    Source.objects.update(name="100%s of\n%(it)s")
    run = ends("failed")
    assert subject(Alert.objects.get()) == f"100%s of %(it)s: run {run.pk} failed"
