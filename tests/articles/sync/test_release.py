"""A run that plans first: what it keeps, what it leaves alone, and how it goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models import ArticlePage, SourceDocument, SyncRun
from articles.sync.claim import RunActive, bury_dead_runs, claim, request_run
from articles.sync.crawl import records_of
from articles.sync.release import NotReleasable, ask_to_go_on, give_back, is_handed_over
from articles.sync.report import Report
from articles.sync.run import release_run, run_source
from articles.sync.undo import NotUndoable, plan_undo
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import article

pytestmark = pytest.mark.django_db
SLUGS = ("a", "b", "c", "d", "e", "f")


def plan(hub: Hub, *records: Any) -> SyncRun:
    hub.says(*records)
    run = request_run(hub.source, SyncRun.Trigger.ADMIN, plan_only=True)
    run_source(run)
    run.refresh_from_db()
    return run


def rows(run: SyncRun) -> list[tuple[str, str]]:
    return list(run.articles.order_by("url").values_list("outcome", "reason"))


def go_on(run: SyncRun) -> Report:
    return release_run(SyncRun.objects.get(pk=run.pk))


def title(slug: str) -> str:
    return str(ArticlePage.objects.get(slug=slug).get_latest_revision_as_object().title)


def test_a_plan_writes_no_page_and_keeps_what_would_become_of_each(hub: Hub, editor: Any) -> None:
    hub.sync(article("a"), article("b"), article("c"))
    edit(ArticlePage.objects.get(slug="b"), editor, title="Mine")
    before = dict(SourceDocument.objects.values_list("slug", "record"))
    run = plan(hub, article("a", title="New"), article("b", title="New"), article("c"), article("d"))
    assert run.status == "planned"
    assert run.counts == {"create": 1, "update": 1, "conflict": 1, "unchanged": 1}
    assert [outcome for outcome, _ in rows(run)] == ["update", "conflict", "unchanged", "create"]
    assert run.articles.get(outcome="update").details["changed"] == ['["title"]']
    assert (title("a"), title("b")) == ("All about a", "Mine")
    assert dict(SourceDocument.objects.values_list("slug", "record")) == before
    assert run.durations.keys() == {"crawl", "plan"}
    with pytest.raises(NotUndoable, match="wrote no page"):
        plan_undo(run)


def test_applied_it_does_what_it_said(hub: Hub) -> None:
    hub.sync(article("a"), article("b"))
    run = plan(hub, article("a", title="New"), article("b"), article("c"))
    planned = run.counts
    crawls = len(hub.specifications)
    report = go_on(run)
    assert report.status == "done"
    assert report.counts == planned
    assert len(hub.specifications) == crawls, "nothing is crawled anew"
    run.refresh_from_db()
    assert run.articles.count() == 3, "what was planned makes room for what was done"
    assert run.released_at is not None
    assert title("a") == "New"


def test_a_plan_says_what_the_brake_would_say_and_is_applied_past_it(hub: Hub) -> None:
    hub.sync(*map(article, SLUGS))
    run = plan(hub, *(replace(article(slug, authors=[]), title=f"New {slug}") for slug in SLUGS))
    assert run.status == "planned"
    assert "the drift brake stops the run before it writes" in run.message
    assert run.drift["brakes"]
    assert {outcome for outcome, _ in rows(run)} == {"update"}
    assert go_on(run).counts == {"update": 6}


def test_a_plan_is_in_nobodys_way_and_goes_stale(hub: Hub) -> None:
    hub.sync(article("a"))
    run = plan(hub, article("a", title="Planned"))
    assert hub.sync(article("a", title="Newer")).counts == {"update": 1}
    with pytest.raises(NotReleasable, match="only the latest run of a source can go on"):
        go_on(run)
    assert title("a") == "Newer"


def test_a_plan_counts_no_missing_article(hub: Hub) -> None:
    hub.sync(article("a"), article("b"))
    plan(hub, article("a"))
    assert set(SourceDocument.objects.values_list("missing_count", flat=True)) == {0}


def test_what_changed_after_the_plan_is_written_by_a_run_without_it(hub: Hub) -> None:
    """The stored responses are newer than the pages by then: the run must not take them for written."""
    hub.sync(article("a"))
    plan(hub, article("a", title="New"))
    hub.sync(article("a", title="New"))
    assert hub.specifications[-1].known == []
    assert title("a") == "New"


def test_a_page_that_went_while_the_plan_was_made_is_no_trouble(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    from articles.sync import session

    hub.sync(article("a"), article("b"))
    foresee = session.forecast

    def forecast(*given: Any) -> Any:
        ArticlePage.objects.get(slug="a").delete()
        return foresee(*given)

    monkeypatch.setattr(session, "forecast", forecast)
    run = plan(hub, article("a", title="New"), article("b", title="New"))
    assert (run.status, run.counts) == ("planned", {"update": 2})


# --- handed to a worker ----------------------------------------------------------------------------------------------


@pytest.fixture
def planned(hub: Hub) -> SyncRun:
    return plan(hub, article("a"))


def test_it_waits_as_it_is_until_a_worker_takes_it(planned: SyncRun) -> None:
    ask_to_go_on(planned, records_of(planned))
    assert planned.status == "planned"
    assert is_handed_over(planned)
    with pytest.raises(NotReleasable, match="released already"):
        ask_to_go_on(planned, records_of(planned))
    go_on(planned)
    planned.refresh_from_db()
    assert planned.release_asked_at is None


def test_a_release_that_no_worker_took_can_be_said_again_and_costs_nobody_the_run(planned: SyncRun) -> None:
    ask_to_go_on(planned, records_of(planned))
    SyncRun.objects.update(release_asked_at=timezone.now() - timedelta(minutes=61))
    assert bury_dead_runs() == 0
    planned.refresh_from_db()
    assert planned.status == "planned"
    assert not is_handed_over(planned)
    ask_to_go_on(planned, records_of(planned))


def test_what_cannot_go_on_is_not_handed_over(hub: Hub, planned: SyncRun) -> None:
    active = request_run(hub.source, SyncRun.Trigger.ADMIN)
    with pytest.raises(RunActive):
        ask_to_go_on(planned, records_of(planned))
    active.delete()
    records_of(planned).unlink()
    with pytest.raises(NotReleasable, match="are gone"):
        ask_to_go_on(planned, records_of(planned))
    planned.refresh_from_db()
    assert planned.release_asked_at is None


def test_given_back_it_waits_again_and_says_why(planned: SyncRun) -> None:
    ask_to_go_on(planned, records_of(planned))
    give_back(planned, "run 9 is running")
    planned.refresh_from_db()
    assert (planned.release_asked_at, planned.message) == (None, "it did not go on: run 9 is running")
    SyncRun.objects.update(status="done", message="")
    give_back(planned, "late")
    assert SyncRun.objects.get().message == ""


def test_a_late_wish_to_stop_does_not_stop_what_is_released(planned: SyncRun, editor: Any) -> None:
    SyncRun.objects.update(stop_asked_at=timezone.now(), stop_asked_by=editor)
    assert go_on(planned).status == "done"


@pytest.mark.parametrize("trigger", [SyncRun.Trigger.REPLAY, SyncRun.Trigger.UNDO])
def test_what_a_person_asked_for_waits_for_a_worker_as_long_as_a_scrape(hub: Hub, editor: Any, trigger: str) -> None:
    request_run(hub.source, trigger, editor)
    assert bury_dead_runs(now=timezone.now() + timedelta(minutes=59)) == 0
    assert bury_dead_runs(now=timezone.now() + timedelta(minutes=61)) == 1
    run = request_run(hub.source, trigger)
    assert bury_dead_runs(now=timezone.now() + timedelta(minutes=3)) == 1, "a command begins its run at once"
    with pytest.raises(Exception, match="no longer queued"):
        claim(run)
