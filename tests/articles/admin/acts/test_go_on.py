"""A plan is applied and a braked run released, by the worker."""

from __future__ import annotations

from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from articles.models import ArticlePage, SyncRun
from articles.sync.claim import request_run
from articles.sync.crawl import records_of
from tests.articles.admin.acts.conftest import address, body, braked_run, planned_run, work
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import article

real_commits = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.mark.django_db
def test_a_plans_question_tells_what_would_become_of_the_articles(operator: Any, hub: Hub) -> None:
    hub.sync(article("a"))
    run = planned_run(hub, article("a"), article("b"), article("c"))
    page = body(operator.get(address("go_on", run.pk)))
    assert "2 created" in page
    assert f"{address('inspect', run.pk)}?outcome=create" in page
    report = body(operator.get(address("inspect", run.pk)))
    assert "Nothing was written. What stands below is what would become of every article." in report
    assert "would be: 2 created, 1 unchanged" in body(operator.get("/admin/hub/runs/"))


@pytest.mark.django_db
def test_a_braked_runs_question_tells_what_fell(operator: Any, hub: Hub) -> None:
    page = body(operator.get(address("go_on", braked_run(hub).pk)))
    assert "<strong>authors: filled in 100 % of the articles, now in 0 %</strong>" in page
    assert "Yes, what fell is right: release it" in page


@pytest.mark.django_db
def test_pressing_hands_it_to_the_worker_once(operator: Any, hub: Hub, press: Any) -> None:
    run = braked_run(hub)
    page = body(press(operator, address("go_on", run.pk)))
    assert f"Run {run.pk} goes on as soon as a worker takes it." in page
    assert "waits for a worker" in page
    assert "articles/admin/run.js" in page, "its report shows by itself when it goes on"
    assert "released already" in body(press(operator, address("go_on", run.pk)))
    assert DBTaskResult.objects.count() == 1
    [entry] = ModelLogEntry.objects.all()
    assert (entry.action, entry.message) == ("articles.release", f"Released run {run.pk} from the drift brake")


@pytest.mark.django_db
def test_what_cannot_go_on_is_not_handed_over(operator: Any, hub: Hub, press: Any) -> None:
    run = planned_run(hub, article("a"))
    active = request_run(hub.source, SyncRun.Trigger.ADMIN)
    for page in (body(operator.get(address("go_on", run.pk))), body(press(operator, address("go_on", run.pk)))):
        assert f"Hub: run {active.pk} waits for a worker" in page
    active.delete()
    records_of(run).unlink()
    for page in (body(operator.get(address("go_on", run.pk))), body(press(operator, address("go_on", run.pk)))):
        assert "are gone: scrape the source again" in page
    assert not DBTaskResult.objects.exists()
    assert not ModelLogEntry.objects.exists()


@real_commits
def test_the_worker_applies_the_plan(operator: Any, hub: Hub) -> None:
    run = planned_run(hub, article("a"), article("b"))
    assert not ArticlePage.objects.exists()
    operator.post(address("go_on", run.pk))
    work()
    run.refresh_from_db()
    assert (run.status, run.counts, ArticlePage.objects.count()) == ("done", {"create": 2}, 2)
    assert ModelLogEntry.objects.get().message == f"Applied the plan of run {run.pk}"
    page = body(operator.get(address("inspect", run.pk)))
    assert "Plan applied" in page
    assert "crawl" in run.durations, "how long the crawl took stays told"


@real_commits
def test_what_came_between_is_told_on_the_run(operator: Any, hub: Hub) -> None:
    run = planned_run(hub, article("a"))
    operator.post(address("go_on", run.pk))
    newer = hub.sync(article("a", title="Newer")).run
    work()
    run.refresh_from_db()
    assert (run.status, run.release_asked_at) == ("planned", None)
    assert f"it did not go on: run {newer} came after run {run.pk}" in run.message
