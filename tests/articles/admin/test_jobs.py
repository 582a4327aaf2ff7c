"""Standing jobs in the admin, and what holds a source."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from articles.groups import EDITORS, OPERATORS
from articles.jobs.standing import known_jobs
from articles.models import Source, StandingJob, SyncRun
from tests.articles.admin.test_sources import body
from tests.articles.sync.conftest import index, source

__all__ = ["index", "source"]
pytestmark = pytest.mark.django_db
INDEX = "/admin/hub/jobs/"


def signed_in(django_user_model: Any, group: str) -> Client:
    user = django_user_model.objects.create_user(group, password="secret words")
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def operator(django_user_model: Any) -> Client:
    return signed_in(django_user_model, OPERATORS)


@pytest.fixture
def job() -> StandingJob:
    [found] = [each for each in known_jobs() if each.name == "link-checks"]
    return found


def test_the_list_tells_schedule_last_time_and_result(operator: Client, job: StandingJob) -> None:
    StandingJob.objects.filter(pk=job.pk).update(
        status="done", last_finished_at=timezone.now(), last_result={"ok": 7, "broken": 2}
    )
    shown = body(operator.get(INDEX))
    for words in ("Link checks", "At 03:30, every day", "Next: ", "7 lead where they did, 2 gone", "Run now"):
        assert words in shown
    assert reverse("hub_jobs:edit", args=[job.pk]) in shown
    assert "/hub/jobs/new/" not in shown


def test_a_schedule_is_set_and_a_wrong_one_refused(operator: Client, job: StandingJob) -> None:
    address = reverse("hub_jobs:edit", args=[job.pk])
    assert "At 03:30, every day" in body(operator.get(address))
    answer = operator.post(address, {"schedule": "at night"})
    assert "is no cron expression" in body(answer)
    operator.post(address, {"schedule": "0 6 * * 1", "paused": "on"})
    job.refresh_from_db()
    assert (job.schedule, job.paused) == ("0 6 * * 1", True)
    assert "Not while paused" in body(operator.get(INDEX))


def test_run_now_asks_first_and_hands_it_to_the_worker_once(
    operator: Client, job: StandingJob, django_capture_on_commit_callbacks: Any
) -> None:
    address = reverse("hub_jobs:run", args=[job.pk])
    operator.get(address)
    job.refresh_from_db()
    assert job.status == "never"
    with django_capture_on_commit_callbacks(execute=True):
        operator.post(address)
        answer = operator.post(address, follow=True)
    assert "under way already" in body(answer)
    assert DBTaskResult.objects.count() == 1
    assert ModelLogEntry.objects.filter(action="articles.run_job").count() == 1


def test_jobs_are_the_operators_alone(django_user_model: Any, job: StandingJob) -> None:
    editor = signed_in(django_user_model, EDITORS)
    assert editor.get(INDEX).status_code == 302
    assert "/admin/hub/jobs/" not in body(editor.get("/admin/"))


class TestBackOff:
    @pytest.fixture(autouse=True)
    def _failing(self, source: Source) -> None:
        Source.objects.update(schedule="0 * * * *", created_at=timezone.now() - timedelta(days=1))
        for _ in range(4):
            SyncRun.objects.create(
                source=source, status="failed", finished_at=timezone.now(), message="the hub <b>slept</b>"
            )

    def test_it_is_told_with_its_reason_and_ended_by_a_person(self, operator: Client, source: Source) -> None:
        words = "Failed 4 times in a row: no scheduled run before"
        listed = body(operator.get("/admin/hub/sources/"))
        assert words in listed
        assert "the hub &lt;b&gt;slept" in listed
        page = reverse("hub_sources:inspect", args=[source.pk])
        end = reverse("hub_sources:end_back_off", args=[source.pk])
        shown = body(operator.get(page))
        assert words in shown
        assert end in shown
        assert words in body(operator.get(reverse("hub_sources:edit", args=[source.pk])))
        operator.get(end)
        assert words in body(operator.get(page))
        operator.post(end)
        shown = body(operator.get(page))
        assert words not in shown
        assert end not in shown
        assert ModelLogEntry.objects.filter(action="articles.end_back_off").count() == 1

    def test_the_list_asks_no_more_for_more_sources(self, operator: Client, source: Source) -> None:
        operator.get("/admin/hub/sources/")
        with CaptureQueriesContext(connection) as few:
            operator.get("/admin/hub/sources/")
        for number in range(8):
            each = Source.objects.create(
                name=f"H{number}", slug=f"h{number}", address=source.address, schedule="0 4 1 * *"
            )
            SyncRun.objects.create(source=each, status="failed", finished_at=timezone.now())
        with CaptureQueriesContext(connection) as many:
            operator.get("/admin/hub/sources/")
        assert len(many) == len(few)


def test_a_wrong_window_is_told_at_its_field(operator: Client, source: Source) -> None:
    address = reverse("hub_sources:edit", args=[source.pk])
    answer = body(operator.post(address, {"blackout": "at lunch", "name": "Hub", "slug": "hub"}))
    assert "is no window; an example is" in answer
