"""How far a run is, in bars and words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.admin.run_progress import announced, got_to, phases_of, progress_in_words, progress_of, rate_in_words
from articles.models import SyncRun


def at(phase, done, total, seconds=60, **fields):
    """A run in a phase that began so many seconds before its last sign of life."""
    now = timezone.now()
    progress = {"phase": phase, "done": done, "total": total, "since": (now - timedelta(seconds=seconds)).isoformat()}
    values = {"status": "syncing", "heartbeat_at": now, "progress": progress, "found": 40, "crawled": 40}
    return SyncRun(**(values | fields))


def told(run):
    return [(each.name, each.state, each.words, each.value / each.most) for each in phases_of(run)]


def test_each_phase_tells_done_of_found():
    assert told(at("write", 10, 20)) == [
        ("crawl", "done", "40 of 40", 1.0),
        ("plan", "done", "done", 1.0),
        ("write", "now", "10 of 20", 0.5),
    ]


def test_the_crawl_counts_what_was_found():
    run = at("crawl", 17, 40, status="crawling", crawled=17)
    assert told(run) == [
        ("crawl", "now", "17 of 40", 0.425),
        ("plan", "later", "not yet", 0.0),
        ("write", "later", "not yet", 0.0),
    ]


def test_before_its_first_sign_a_claimed_run_crawls_and_a_queued_one_does_nothing():
    crawling, queued = SyncRun(status="crawling"), SyncRun(status="queued")
    assert [each.state for each in phases_of(crawling)] == ["now", "later", "later"]
    assert phases_of(crawling)[0].is_open
    assert [each.state for each in phases_of(queued)] == ["later"] * 3
    assert rate_in_words(crawling) == ""
    assert announced(phases_of(queued)) == ""


def test_a_plan_does_not_write_until_it_is_applied():
    assert [each.name for each in phases_of(at("plan", 1, 2, plan_only=True))] == ["crawl", "plan"]
    applied = at("write", 1, 2, plan_only=True, released_at=timezone.now())
    assert [each.name for each in phases_of(applied)] == ["crawl", "plan", "write"]


def test_an_undo_has_one_phase():
    assert told(at("undo", 3, 4, trigger="undo")) == [("undo", "now", "3 of 4", 0.75)]


def test_a_phase_of_another_version_breaks_nothing():
    assert [each.state for each in phases_of(at("ponder", 3, 4))] == ["later"] * 3


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (at("write", 52, 133), "52 articles a minute, about 2 minutes to go"),
        (at("write", 1, 2), "1 article a minute, about 1 minute to go"),
        (at("write", 133, 133), "133 articles a minute"),
        (at("write", 5, 900, seconds=120), "2.5 articles a minute, about 358 minutes to go"),
        (at("write", 5, 900, seconds=1), ""),
        (at("write", 0, 900), ""),
        (SyncRun(status="syncing", progress={"done": 3, "since": "yesterday"}, heartbeat_at=timezone.now()), ""),
    ],
)
def test_the_rate_is_of_the_phase_up_to_the_last_sign(run, words):
    assert rate_in_words(run) == words


def test_what_is_read_out_changes_with_every_tenth():
    assert announced(phases_of(at("write", 52, 133))) == "Write: 30 %"
    assert announced(phases_of(at("write", 53, 133))) == "Write: 30 %"


def test_a_run_that_ended_has_no_progress_in_a_list():
    assert progress_in_words(at("write", 52, 133)) == "Write: 52 of 133"
    assert progress_in_words(at("write", 52, 133, status="done")) == ""


def test_how_far_it_came_is_told_of_a_run_that_did_not_come_to_its_end():
    assert got_to(at("write", 52, 133, status="killed")) == "Write: 52 of 133"
    assert got_to(at("write", 52, 133, status="done")) == ""
    assert got_to(SyncRun(status="killed")) == ""


def test_a_run_that_gives_no_sign_of_life_is_told_of():
    assert progress_of(at("write", 1, 2))["silent"] == 0
    assert progress_of(at("write", 1, 2, heartbeat_at=timezone.now() - timedelta(seconds=61)))["silent"] == 61


def test_the_report_shows_bars_with_labels_and_hostile_addresses_as_text(operator, source):
    run = at("write", 1, 4, source=source, started_at=timezone.now())
    run.progress["last"] = ["https://hub.example/a/", "javascript:alert(1)", "<script>x</script>"]
    run.save()
    page = operator.get(reverse("hub_runs:inspect", args=[run.pk])).content.decode()
    assert '<label for="phase-write">Write</label>' in page
    assert '<progress id="phase-write"\n' in page
    assert 'value="1">1 of 4</progress>' in page
    assert 'data-said="Write: 20 %"' in page
    assert 'id="run-said" aria-live="polite"' in page
    assert 'href="https://hub.example/a/"' in page
    assert 'href="javascript' not in page
    assert "<script>x" not in page


def test_a_report_of_a_run_that_goes_on_asks_little(operator, source, count_queries):
    run = at("write", 1, 4, source=source)
    run.save()
    url = reverse("hub_runs:inspect", args=[run.pk])
    operator.get(url)
    assert count_queries(operator, url) <= 15
