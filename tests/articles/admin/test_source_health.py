"""The chart of a source's last runs."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from articles.admin.source_health import HEIGHT, LEAST, RUNS_SHOWN, SourceHealth
from articles.models import Source, SyncRun

CHART = "hub-health__chart"


@pytest.fixture
def ran(source):
    """Makes a run that ended so many days ago."""

    def make(days, status="done", **fields):
        moment = timezone.now() - timedelta(days=days)
        run = SyncRun.objects.create(source=source, status=status, started_at=moment, finished_at=moment, **fields)
        SyncRun.objects.filter(pk=run.pk).update(created_at=moment)
        return run

    return make


def inspect(client, source):
    answer = client.get(reverse("hub_sources:inspect", args=[source.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_bar_is_as_tall_as_its_run_had_articles(source, ran):
    ran(3, counts={"create": 10})
    ran(2, "problems", counts={"unchanged": 4, "fail": 1})
    ran(1, "failed")
    bars = SourceHealth(source).bars()
    assert [(each.articles, each.tone, each.mark) for each in bars] == [
        (10, "good", ""),
        (5, "warning", "!"),
        (0, "bad", "×"),
    ]
    assert [each.height for each in bars] == [HEIGHT, HEIGHT / 2, LEAST]
    assert all(each.y + each.height == HEIGHT for each in bars)


def test_a_run_that_wrote_nothing_stands_for_what_it_crawled(source, ran):
    ran(1, "braked", crawled=7)
    assert [each.articles for each in SourceHealth(source).bars()] == [7]


def test_the_chart_says_in_words_what_it_shows(operator, source, ran):
    with time_machine.travel("2026-03-02T12:00:00Z", tick=False):
        ran(2, counts={"create": 2, "update": 1})
        ran(1, "failed")
        page = inspect(operator, source)
    table = page.split('<table class="w-sr-only">')[1].split("</table>")[0]
    assert "The last runs, the oldest first" in table
    rows = [" ".join(each.split()) for each in table.split("<tr>")[2:]]
    assert "02/28/2026 noon" in rows[0]
    assert "<td>Done</td> <td>3 articles: 2 created, 1 updated</td>" in rows[0]
    assert "<td>Failed</td> <td>0 articles</td>" in rows[1]
    assert "<title>02/28/2026 noon: Done, 3 articles</title>" in page
    assert "1 failed or stopped" in page
    assert "Tue 3 March 2026, 04:15 (UTC)" in page


def test_a_fetch_of_images_is_no_good_run(source, ran):
    good = ran(2)
    ran(1, trigger="images")
    assert SourceHealth(source).get_context_data()["last_good"] == good.finished_at


def test_only_the_last_runs_are_shown(source, ran):
    for days in range(RUNS_SHOWN + 5):
        ran(days + 1, crawled=days)
    bars = SourceHealth(source).bars()
    assert [each.articles for each in bars] == list(range(RUNS_SHOWN - 1, -1, -1))


def test_a_source_that_never_ran_has_no_chart(operator, source):
    Source.objects.update(schedule="")
    page = inspect(operator, source)
    assert CHART not in page
    assert "None: it runs by hand only" in page
    Source.objects.update(paused=True)
    assert "None while the source is paused" in inspect(operator, source)


def test_who_may_not_see_runs_sees_no_chart(signed_in, source, ran):
    ran(1)
    assert CHART not in inspect(signed_in("view_source"), source)


def test_the_page_asks_the_database_as_often_for_many_runs(operator, source, ran, count_queries):
    url = reverse("hub_sources:inspect", args=[source.pk])
    ran(1)
    operator.get(url)
    before = count_queries(operator, url)
    for days in range(2, RUNS_SHOWN):
        ran(days, counts={"create": days})
    assert count_queries(operator, url) == before <= 15
