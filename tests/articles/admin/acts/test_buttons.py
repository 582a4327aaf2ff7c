"""Which buttons a run's report offers: what can be done with it now, by this person."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from articles.models import SyncRun
from tests.articles.admin.acts.conftest import address, body, braked_run, planned_run
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import article

pytestmark = pytest.mark.django_db
ACTS = ("stop", "go_on", "undo", "replay")


def offered(client: Any, run: SyncRun) -> set[str]:
    number = {act: run.source_id if act == "replay" else run.pk for act in ACTS}
    page = body(client.get(address("inspect", run.pk)))
    return {act for act in ACTS if address(act, number[act]) in page}


@pytest.mark.parametrize("status", SyncRun.ACTIVE)
def test_a_run_that_goes_on_can_be_stopped_once(operator: Any, hub: Hub, status: str) -> None:
    run = SyncRun.objects.create(source=hub.source, status=status, heartbeat_at=timezone.now())
    assert offered(operator, run) == {"stop"}
    SyncRun.objects.update(stop_asked_at=timezone.now())
    assert offered(operator, run) == set()


def test_what_was_written_can_be_taken_back_once(operator: Any, hub: Hub) -> None:
    run = SyncRun.objects.get(pk=hub.sync(article()).run)
    assert offered(operator, run) == {"undo", "replay"}
    SyncRun.objects.update(undone_at=timezone.now())
    assert offered(operator, run) == {"replay"}


def test_a_run_that_wrote_nothing_cannot_be_taken_back(operator: Any, hub: Hub) -> None:
    hub.sync(article())
    assert offered(operator, SyncRun.objects.get(pk=hub.sync(article()).run)) == {"replay"}


def test_what_waits_can_go_on_while_it_is_the_latest(operator: Any, hub: Hub) -> None:
    assert offered(operator, braked_run(hub)) == {"go_on", "replay"}
    assert offered(operator, planned_run(hub, article("a"))) == {"go_on", "replay"}
    assert offered(operator, SyncRun.objects.get(status="braked")) == {"replay"}
    assert "only the latest run" in body(operator.get(address("inspect", SyncRun.objects.get(status="braked").pk)))
    SyncRun.objects.update(release_asked_at=timezone.now())
    assert offered(operator, SyncRun.objects.get(status="planned")) == {"replay"}


def test_who_may_only_look_gets_no_button(signed_in: Any, hub: Hub) -> None:
    viewer = signed_in("view_source", "view_syncrun")
    run = SyncRun.objects.get(pk=hub.sync(article()).run)
    assert offered(viewer, run) == set()
    assert offered(viewer, planned_run(hub, article("a"))) == set()
    assert offered(viewer, SyncRun.objects.create(source=hub.source)) == set()


def test_a_report_asks_little_whatever_can_be_done_with_the_run(operator: Any, hub: Hub, count_queries: Any) -> None:
    runs = [braked_run(hub), SyncRun.objects.get(pk=hub.sync(article("a")).run), planned_run(hub, article("b"))]
    operator.get(address("inspect", runs[0].pk))
    for run in runs:
        assert count_queries(operator, address("inspect", run.pk)) <= 15, run.status
