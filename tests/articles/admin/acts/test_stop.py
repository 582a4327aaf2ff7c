"""A run is stopped from its report."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from articles.models import SyncRun
from articles.sync.claim import claim, request_run
from tests.articles.admin.acts.conftest import address, body
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import article

pytestmark = pytest.mark.django_db


def stop(client: Any, run: SyncRun) -> str:
    page = body(client.post(address("stop", run.pk), follow=True))
    run.refresh_from_db()
    return page


def test_one_that_waits_is_stopped_at_once(operator: Any, hub: Hub, admin_user: Any) -> None:
    run = request_run(hub.source, SyncRun.Trigger.ADMIN, admin_user)
    assert "Stopped now, it never begins" in body(operator.get(address("stop", run.pk)))
    assert f"Run {run.pk} was stopped before it began." in stop(operator, run)
    assert run.status == "killed"


def test_one_that_works_is_asked_and_says_so(operator: Any, hub: Hub) -> None:
    run = request_run(hub.source, SyncRun.Trigger.COMMAND)
    claim(run)
    page = stop(operator, run)
    assert (run.status, run.stop_asked_by.username) == ("crawling", "person-change_source-view_source-view_syncrun")
    assert "asked it to stop: it ends with its next sign of life" in page
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.object_id, entry.data) == ("articles.stop", str(hub.source.pk), {"run": run.pk})
    assert entry.message == f"Asked run {run.pk} to stop"


def test_one_that_ended_meanwhile(operator: Any, hub: Hub) -> None:
    run = SyncRun.objects.get(pk=hub.sync(article()).run)
    assert "The run has ended: Done." in body(operator.get(address("stop", run.pk)))
    assert f"Run {run.pk} has ended: it is Done" in stop(operator, run)
    assert run.stop_asked_at is None
    assert not ModelLogEntry.objects.exists()


def test_one_that_died_is_buried(operator: Any, hub: Hub) -> None:
    run = request_run(hub.source, SyncRun.Trigger.COMMAND)
    claim(run)
    SyncRun.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=5))
    assert "has ended: it is Killed" in stop(operator, run)
    assert run.status == "killed"
