"""Runs that a person starts at a source: one that plans first, one that reads what is stored."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from articles.models import ArticlePage, SyncRun
from articles.sync import run as running
from tests.articles.admin.acts.conftest import address, body, work
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import article

real_commits = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@real_commits
def test_a_plan_is_made_by_the_worker_and_leads_to_its_report(operator: Any, hub: Hub) -> None:
    hub.says(article("a"))
    answer = operator.post(address("plan", hub.source.pk))
    run = SyncRun.objects.get()
    assert answer.url == address("inspect", run.pk)
    assert (run.status, run.trigger, run.plan_only) == ("queued", "admin", True)
    work()
    run.refresh_from_db()
    assert (run.status, run.counts) == ("planned", {"create": 1})
    assert not ArticlePage.objects.exists()
    assert ModelLogEntry.objects.get().message == f"Asked for run {run.pk}, which plans first"


@real_commits
def test_a_replay_asks_nobody(operator: Any, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.sync(article("a"))
    monkeypatch.setattr(running, "replay", hub.crawl)
    monkeypatch.setattr(running, "crawl", None)
    hub.says(article("a", title="Read otherwise"))
    operator.post(address("replay", hub.source.pk))
    run = SyncRun.objects.first()
    assert (run.status, run.trigger) == ("queued", "replay")
    work()
    run.refresh_from_db()
    assert (run.status, run.counts) == ("done", {"update": 1})
    assert ModelLogEntry.objects.get().message == f"Asked for run {run.pk}, which reads what is stored again"


@pytest.mark.django_db
def test_a_run_under_way_is_named(operator: Any, hub: Hub, press: Any) -> None:
    active = SyncRun.objects.create(source=hub.source)
    for act in ("plan", "replay"):
        page = body(press(operator, address(act, hub.source.pk)))
        assert f"run {active.pk} waits for a worker" in page
    assert SyncRun.objects.count() == 1
    assert not ModelLogEntry.objects.exists()


@pytest.mark.django_db
def test_who_may_not_see_runs_is_led_back_to_the_sources(signed_in: Any, hub: Hub, press: Any) -> None:
    answer = press(signed_in("change_source"), address("plan", hub.source.pk))
    assert answer.redirect_chain[-1][0] == reverse("hub_sources:index")


@pytest.mark.django_db
def test_a_source_offers_them_to_who_may_change_it(signed_in: Any, hub: Hub) -> None:
    inspect = reverse("hub_sources:inspect", args=[hub.source.pk])
    edit = reverse("hub_sources:edit", args=[hub.source.pk])
    changer, viewer = signed_in("change_source"), signed_in("view_source")
    for act in ("plan", "replay"):
        assert address(act, hub.source.pk) in body(changer.get(inspect))
        assert address(act, hub.source.pk) in body(changer.get(edit))
        assert address(act, hub.source.pk) not in body(viewer.get(inspect))
