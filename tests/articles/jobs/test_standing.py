"""Standing jobs: due once, begun once, taken up when they die, and told of."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.jobs import duties
from articles.jobs.duties import COUNTED, DUTIES, Duty, result_in_words
from articles.jobs.duties.ageing import aged, oldest
from articles.jobs.standing import (
    JobActive,
    ask_for,
    enqueue_due_jobs,
    known_jobs,
    next_moments,
    revive,
    work_off,
)
from articles.models import Alert, ArticleFigure, StandingJob
from tests.articles.sync.conftest import Hub, _crawls, hub, index, source

__all__ = ["_crawls", "hub", "index", "source"]
pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 3, 2, 4, tzinfo=UTC)
WORKS = "link-checks"


def job(name: str = WORKS) -> StandingJob:
    [found] = [each for each in known_jobs() if each.name == name]
    return found


def does(monkeypatch: pytest.MonkeyPatch, work: Any) -> None:
    duty = DUTIES[WORKS]
    other = Duty(label=duty.label, purpose=duty.purpose, schedule=duty.schedule, work=work)
    monkeypatch.setitem(duties.DUTIES, WORKS, other)


def test_every_duty_has_a_row_with_its_usual_schedule() -> None:
    assert {each.name: each.schedule for each in known_jobs()} == {name: DUTIES[name].schedule for name in DUTIES}
    assert len({each.schedule for each in known_jobs()}) == len(DUTIES), "each at an hour of its own"
    StandingJob.objects.filter(name=WORKS).update(schedule="0 7 * * *")
    assert job().schedule == "0 7 * * *", "what somebody set stays"


def test_due_once_and_missed_moments_are_made_up_for_once() -> None:
    known_jobs()
    StandingJob.objects.update(created_at=NIGHT - timedelta(days=3))
    StandingJob.objects.exclude(name=WORKS).update(paused=True)
    assert [each.name for each in enqueue_due_jobs(NIGHT)] == [WORKS]
    assert job().last_due_at == NIGHT.replace(hour=3, minute=30)
    assert enqueue_due_jobs(NIGHT) == []
    StandingJob.objects.update(status=StandingJob.Status.DONE)
    assert enqueue_due_jobs(NIGHT + timedelta(hours=1)) == []


def test_another_schedule_is_due_from_now_on(time_machine: Any) -> None:
    known_jobs()
    StandingJob.objects.exclude(name=WORKS).update(paused=True)
    StandingJob.objects.update(created_at=NIGHT - timedelta(days=3), last_due_at=NIGHT - timedelta(minutes=30))
    time_machine.move_to(NIGHT + timedelta(hours=10))
    changed = job()
    changed.schedule = "0 12 * * *"
    changed.save()
    assert enqueue_due_jobs(NIGHT + timedelta(hours=10)) == [], "noon was before it was set so"
    assert [each.name for each in enqueue_due_jobs(NIGHT + timedelta(hours=33))] == [WORKS]


def test_a_paused_job_and_one_without_a_schedule_are_never_due() -> None:
    known_jobs()
    StandingJob.objects.update(created_at=NIGHT - timedelta(days=3), paused=True)
    assert enqueue_due_jobs(NIGHT) == []
    assert next_moments(job(), 3) == []
    StandingJob.objects.update(paused=False, schedule="")
    assert enqueue_due_jobs(NIGHT) == []


def test_it_is_begun_once(monkeypatch: pytest.MonkeyPatch) -> None:
    does(monkeypatch, lambda: {"ok": 3})
    ask_for(job(), timezone.now())
    with pytest.raises(JobActive):
        ask_for(job(), timezone.now())
    assert work_off(WORKS) == {"status": "done", "ok": 3}
    assert work_off(WORKS) == {"status": "left alone"}
    assert (job().status, job().last_result, job().attempts) == ("done", {"ok": 3}, 1)
    assert work_off("of-another-version") == {"status": "gone"}


def test_what_goes_wrong_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> dict[str, int]:
        raise OSError("no space left")

    does(monkeypatch, fails)
    ask_for(job(), timezone.now())
    with pytest.raises(OSError, match="no space left"):
        work_off(WORKS)
    assert (job().status, job().message) == ("failed", "OSError: no space left")
    ask_for(job(), timezone.now())


def test_one_that_died_is_handed_over_again_three_times(django_capture_on_commit_callbacks: Any) -> None:
    now = timezone.now()
    known_jobs()
    mine = StandingJob.objects.filter(name=WORKS)
    mine.update(status="running", beat_at=now - timedelta(minutes=1), attempts=1, asked_at=now - timedelta(hours=1))
    assert revive(now) == []
    mine.update(beat_at=now - timedelta(minutes=3))
    with django_capture_on_commit_callbacks(execute=True):
        assert [each.name for each in revive(now)] == [WORKS]
    assert job().status == "queued"
    assert revive(now) == [], "it stands in the queue"
    mine.update(status="running", beat_at=now - timedelta(minutes=3), attempts=3)
    assert revive(now) == []
    assert (job().status, job().message) == ("failed", "the worker that did it was killed")


def test_one_that_is_interrupted_is_done_again_and_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> dict[str, int]:
        raise SystemExit(1)

    does(monkeypatch, interrupted)
    long_ago = timezone.now() - timedelta(hours=1)
    ask_for(job(), long_ago)
    StandingJob.objects.filter(name=WORKS).update(task_id="of the worker that ended")
    for _ in range(2):
        with pytest.raises(SystemExit):
            work_off(WORKS)
        assert (job().status, job().task_id) == ("queued", "")
        assert not Alert.objects.exists()
        assert [each.name for each in revive(timezone.now())] == [WORKS]
    with pytest.raises(SystemExit):
        work_off(WORKS)
    assert job().status == "failed", "three times in a row it is no accident"
    assert Alert.objects.count() == 1


class TestCommand:
    def test_list_and_run(self, hub: Hub) -> None:
        out = io.StringIO()
        call_command("jobs", "run", "link-checks", stdout=out)
        assert out.getvalue() == "link-checks: done\n"
        call_command("jobs", "list", stdout=out)
        [line] = [each for each in out.getvalue().splitlines() if each.startswith("link-checks  ")]
        assert line.startswith("link-checks  At 03:30, every day  next ")
        assert "  done 20" in line
        out = io.StringIO()
        call_command("jobs", "list", "--json", stdout=out)
        assert {each["name"] for each in json.loads(out.getvalue())} == set(DUTIES)

    def test_one_that_is_under_way_is_not_started_twice(self) -> None:
        ask_for(job(), timezone.now())
        with pytest.raises(CommandError, match="not started twice"):
            call_command("jobs", "run", WORKS)

    @pytest.mark.parametrize("name", sorted(DUTIES))
    def test_each_runs_on_an_empty_hub(self, name: str, index: Any) -> None:
        out = io.StringIO()
        call_command("jobs", "run", name, stdout=out)
        assert out.getvalue().startswith(f"{name}: done")
        assert job(name).status == "done"
        assert job(name).last_result.keys() <= COUNTED.keys()


def test_what_is_counted_is_told_by_what_the_duty_does() -> None:
    assert result_in_words({"sources": 1, "missing": 3}) == "1 sources asked, 3 images missing"
    removed = {"run_files": 2, "images": 3, "rows": 4, "bytes": 5}
    words = "2 files of runs, 3 image files of crawls, 4 unchanged articles of old runs, 5 bytes"
    assert result_in_words(removed) == words


def test_figures_that_became_old_are_counted(hub: Hub) -> None:
    from tests.articles.sync.samples import article

    assert aged() is None
    hub.sync(article())
    page = hub.source.documents.get().page
    assert page is not None
    page.get_latest_revision().publish()
    for year in (oldest(5), oldest(2), oldest(2), oldest(1), None):
        ArticleFigure.objects.create(page=page, kind="salary", text="$1", end_year=year)
    before = ArticleFigure.objects.filter(end_year=None).count()
    call_command("jobs", "run", "figure-ageing", stdout=io.StringIO())
    found = aged()
    assert found is not None
    assert (found.old, found.became_old, found.articles, found.without_year) == (3, 2, 1, before)
