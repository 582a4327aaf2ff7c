"""The hub's section of the admin's home."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from articles.admin.overview.troubles import troubles
from articles.models import HubVisit, Proposal, Source, SyncRun, SyncRunArticle
from articles.models.visits import visit
from tests.articles.admin.incoming.conftest import both_change
from tests.articles.sync.conftest import Hub, editor, hub, index, source

__all__ = ["editor", "hub", "index", "source"]
NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def client(editor: Any) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def home(client: Client) -> str:
    answer = client.get("/admin/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_what_waits_is_told_with_a_link_for_me_and_for_nobody(hub: Hub, editor: Any, client: Client) -> None:
    assert "Nothing: the pages and their sources agree." in home(client)
    both_change(hub, editor)
    Proposal.objects.filter(part='["title"]').update(assignee=editor)
    html = home(client)
    assert '<a href="/admin/hub/incoming/">4 parts</a>' in html
    assert f'<a href="/admin/hub/incoming/?assignee={editor.pk}">1 for you</a>' in html
    assert '<a href="/admin/hub/incoming/?assignee=nobody">3 for nobody yet</a>' in html


def test_what_came_in_since_the_last_visit(source: Source, editor: Any, client: Client) -> None:
    def run(moment: datetime, number: int) -> None:
        made = SyncRun.objects.create(source=source, status=SyncRun.Status.DONE, finished_at=moment)
        SyncRunArticle.objects.bulk_create(
            SyncRunArticle(run=made, url=f"u{n}", outcome="create") for n in range(number)
        )

    with time_machine.travel(NOW, tick=False):
        run(NOW - timedelta(days=1), 2)
        assert "2 created" in home(client)
        assert "In the last seven days" in home(client)
    later = NOW + timedelta(hours=5)
    with time_machine.travel(later, tick=False):
        client.force_login(editor)
        run(later - timedelta(hours=1), 3)
        html = home(client)
        assert "Since you were here" in html
        assert "3 created" in html


def test_a_visit_lasts_while_somebody_comes_back_soon(editor: Any) -> None:
    assert visit(editor, NOW) is None
    assert visit(editor, NOW + timedelta(minutes=20)) is None
    assert visit(editor, NOW + timedelta(minutes=40)) is None
    assert visit(editor, NOW + timedelta(hours=3)) == NOW + timedelta(minutes=40)
    assert visit(editor, NOW + timedelta(hours=3, minutes=5)) == NOW + timedelta(minutes=40)
    assert HubVisit.objects.count() == 1


@pytest.mark.parametrize("status", ["failed", "braked", "killed"])
def test_a_source_whose_last_run_ended_badly(source: Source, client: Client, status: str) -> None:
    SyncRun.objects.create(source=source, status=SyncRun.Status.DONE)
    bad = SyncRun.objects.create(source=source, status=status)
    assert f'href="/admin/hub/runs/inspect/{bad.pk}/"' in home(client)
    for trigger in ("undo", "images"):
        SyncRun.objects.create(source=source, status="done", trigger=trigger)
    assert [each.run for each in troubles(NOW)] == [bad.pk], "what asks for no article makes nothing good"
    SyncRun.objects.create(source=source, status=SyncRun.Status.DONE)
    assert "None: all ran when they were due." in home(client)


def test_a_replay_that_the_brake_stopped_waits_for_a_person(source: Source) -> None:
    stopped = SyncRun.objects.create(source=source, status="braked", trigger="replay")
    assert [each.run for each in troubles(NOW)] == [stopped.pk]


def test_a_source_that_is_late(source: Source) -> None:
    Source.objects.update(schedule="0 4 * * *", time_zone="UTC", last_due_at=NOW - timedelta(days=3))
    assert [each.words for each in troubles(NOW)] == ["Late: nothing ran when it was due"]
    assert troubles(NOW.replace(hour=4, minute=30) - timedelta(days=2))[:1] == []
    Source.objects.update(paused=True)
    assert troubles(NOW) == []


def test_the_next_run_of_a_source_stands_there_once(source: Source, client: Client) -> None:
    Source.objects.update(schedule="0 * * * *")
    comes_next = home(client).split('id="hub-coming"')[1]
    assert comes_next.count(f'href="/admin/hub/sources/inspect/{source.pk}/"') == 1


def test_a_schedule_that_nobody_can_read_is_told(source: Source) -> None:
    Source.objects.update(schedule="never")
    assert [each.words for each in troubles(NOW)] == ["Its schedule cannot be read"]


def test_who_has_nothing_to_do_with_the_hub_does_not_see_it(signed_in: Any) -> None:
    assert 'id="hub-coming"' not in home(signed_in())
    assert 'id="hub-waiting"' not in home(signed_in("view_syncrun"))


def test_many_sources_ask_no_more_often(source: Source, client: Client, count_queries: Any) -> None:
    few = count_queries(client, "/admin/")
    Source.objects.bulk_create(
        Source(name=f"S{n}", slug=f"s{n}", address="https://s.example/", schedule="0 4 * * *") for n in range(30)
    )
    SyncRun.objects.bulk_create(SyncRun(source=each, status="failed") for each in Source.objects.all())
    assert count_queries(client, "/admin/") <= few
