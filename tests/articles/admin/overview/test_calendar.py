"""The calendar of what is scheduled."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from articles.models import ArticlePage, Source
from tests.articles.sync.conftest import Hub, edit, editor, hub, index, source
from tests.articles.sync.samples import article

__all__ = ["editor", "hub", "index", "source"]
ADDRESS = "/admin/hub/calendar/"
NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def client(editor: Any) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def days(client: Client, month: str = "2026-05") -> dict[str, list[str]]:
    """ISO day to the lines that stand there."""
    with time_machine.travel(NOW, tick=False):
        answer = client.get(ADDRESS, {"month": month})
    assert answer.status_code == 200
    return {
        str(day["day"]): [f"{each['time']} {each['words']}" for each in day["entries"]]
        for week in answer.context["weeks"]
        for day in week
        if day["entries"]
    }


def test_a_daily_run_stands_on_every_day_in_the_sources_own_time(source: Source, client: Client) -> None:
    Source.objects.update(schedule="15 4 * * *", time_zone="UTC")
    found = days(client)
    assert len(found) == 42, "six weeks have a day of this May"
    assert set(map(len, found.values())) == {1}
    assert found["2026-05-20"][0].endswith("Hub")


def test_many_runs_of_a_day_are_one_line(source: Source, client: Client) -> None:
    Source.objects.update(schedule="*/30 * * * *", time_zone="UTC")
    assert days(client)["2026-05-20"] == ["48 times Hub"]


def test_a_paused_source_and_an_unreadable_schedule_have_no_runs(source: Source, client: Client) -> None:
    Source.objects.update(schedule="15 4 * * *", paused=True)
    assert days(client) == {}
    Source.objects.update(schedule="never", paused=False)
    assert days(client) == {}


def test_pages_that_go_live_and_expire(hub: Hub, editor: Any, client: Client) -> None:
    hub.sync(article())
    page = ArticlePage.objects.get()
    with time_machine.travel(NOW, tick=False):
        edit(page, editor, go_live_at=NOW.replace(day=20), publish=True)
    [line] = days(client)["2026-05-20"]
    assert line.endswith(" All about careers goes live")
    ArticlePage.objects.update(live=True, expire_at=NOW.replace(day=21))
    assert "All about careers expires" in days(client)["2026-05-21"][0]


def test_one_sees_what_one_may_edit(hub: Hub, signed_in: Any) -> None:
    hub.sync(article())
    ArticlePage.objects.update(live=True, expire_at=NOW.replace(day=21))
    assert days(signed_in("view_source")) == {}
    assert signed_in("view_syncrun").get(ADDRESS).status_code == 302
    assert Client().get(ADDRESS).status_code == 302


@pytest.mark.parametrize("month", ["", "2026-13", "9999-01", "x", "0001-01"])
def test_an_address_that_names_no_month_shows_this_one(client: Client, month: str) -> None:
    with time_machine.travel(NOW, tick=False):
        answer = client.get(ADDRESS, {"month": month})
    assert "May 2026" in answer.content.decode()
