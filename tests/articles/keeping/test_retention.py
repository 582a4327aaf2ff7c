"""What is cleaned up, and what never is."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.keeping.retention import clean_up
from articles.models import Source, SourceDocument, SyncRun, SyncRunArticle
from articles.sync.crawl import folder_of, responses_folder
from scraper import stored as responses
from tests.articles.keeping.storing import store_response
from tests.articles.sync.samples import HUB

NOTHING = {"responses": 0, "run_files": 0, "images": 0, "folders": 0, "rows": 0, "bytes": 0}
DAY = 86_400


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.GLEANER_CRAWLS = tmp_path / "crawls"
    settings.SNAPSHOT_DAYS, settings.SNAPSHOT_MEGABYTES, settings.RUN_FILES_DAYS = 365, 0, 90


@pytest.fixture
def source(db: None) -> Source:
    source = Source.objects.create(name="Hub", slug="hub", address=HUB)
    SourceDocument.objects.create(
        source=source, url=f"{HUB}careers/", slug="careers", aliases=[f"{HUB}old-careers/"], record={}
    )
    return source


def removed(**options: Any) -> dict[str, int]:
    """What was removed, without what was not."""
    return {name: number for name, number in clean_up(**options).items() if number and name != "bytes"}


def stored(source: Source) -> set[str]:
    return {path.read_text().rpartition(" of ")[2] for path in responses_folder(source).rglob("response_body")}


def keep(source: Source, path: str, days: float, size: int = 0) -> None:
    """A stored response of so many days ago."""
    store_response(source, f"{HUB}{path}", "x" * size + f" of {path}", timezone.now() - timedelta(days=days))


def write(path: Path, days: float = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x" * 10)
    then = time.time() - days * DAY
    os.utime(path, (then, then))
    return path


def run_of(source: Source, status: str = "done", days: float = 100) -> SyncRun:
    run = SyncRun.objects.create(source=source, status=status)
    then = timezone.now() - timedelta(days=days)
    SyncRun.objects.filter(pk=run.pk).update(created_at=then, finished_at=then)
    for kind in ("jsonl", "log", "source.json"):
        write(folder_of(source) / f"run-{run.pk}.{kind}", days)
    return run


def test_each_stored_response_is_read_once(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        keep(source, f"{number}/", days=400)
    read: list[Path] = []

    def counted(meta: Path, page_of: Any = responses._page) -> Any:
        read.append(meta)
        return page_of(meta)

    monkeypatch.setattr(responses, "_page", counted)
    assert removed(plan=True) == {"responses": 3}
    assert len(read) == len(set(read)) == 3


def test_nothing_is_left_behind_by_an_empty_installation(db: None) -> None:
    assert clean_up() == NOTHING


def test_the_newest_response_of_a_known_article_stays_for_ever(source: Source) -> None:
    keep(source, "careers/", 2000)
    assert removed() == {}
    assert stored(source) == {"careers/"}


def test_an_older_response_of_the_article_goes_by_its_age(source: Source) -> None:
    """Other spellings and the addresses it had before are the same article."""
    keep(source, "careers/", 10)
    keep(source, "careers/?utm_source=x", 400)
    keep(source, "careers/?utm_source=y", 300)
    keep(source, "old-careers/", 3000)
    assert removed() == {"responses": 1}
    assert stored(source) == {"careers/", "careers/?utm_source=y", "old-careers/"}


def test_a_page_that_is_no_article_goes_by_its_age(source: Source, settings: Any) -> None:
    keep(source, "page/2/", 400)
    keep(source, "page/3/", 300)
    assert removed() == {"responses": 1}
    assert stored(source) == {"page/3/"}
    settings.SNAPSHOT_DAYS = 200
    assert removed() == {"responses": 1}


def test_beyond_the_megabytes_the_oldest_go_that_no_article_needs(source: Source, settings: Any) -> None:
    settings.SNAPSHOT_MEGABYTES = 2
    keep(source, "careers/", 360, size=1_500_000)
    keep(source, "page/1/", 30, size=400_000)
    keep(source, "page/2/", 20, size=400_000)
    keep(source, "page/3/", 10, size=400_000)
    assert removed() == {"responses": 2}
    assert stored(source) == {"careers/", "page/3/"}
    settings.SNAPSHOT_MEGABYTES = 1
    assert removed() == {"responses": 1}
    assert stored(source) == {"careers/"}
    assert removed() == {}


def test_a_damaged_response_goes_by_its_age(source: Source) -> None:
    keep(source, "page/1/", 10)
    [meta] = responses_folder(source).rglob("meta")
    meta.write_text("{")
    assert removed() == {}
    then = time.time() - 400 * DAY
    os.utime(meta.parent, (then, then))
    assert removed() == {"responses": 1}


def test_the_files_of_an_old_run_go(source: Source) -> None:
    old, new = run_of(source, days=100), run_of(source, days=10)
    assert removed() == {"run_files": 3}
    assert not list(folder_of(source).glob(f"run-{old.pk}.*"))
    assert len(list(folder_of(source).glob(f"run-{new.pk}.*"))) == 3


@pytest.mark.parametrize("status", ["braked", "planned"])
def test_a_run_that_waits_keeps_its_records_and_images(source: Source, status: str) -> None:
    run_of(source, status, days=1000)
    write(folder_of(source) / "images" / "a.png", 1000)
    assert removed() == {}
    SyncRun.objects.update(status="done")
    assert removed() == {"run_files": 3, "images": 1}


@pytest.mark.parametrize("status", ["queued", "crawling", "syncing"])
def test_a_source_that_is_crawled_keeps_everything(source: Source, status: str) -> None:
    run_of(source, "done", days=1000)
    run_of(source, status, days=1000)
    write(folder_of(source) / "images" / "a.png", 1000)
    keep(source, "page/1/", 400)
    assert removed() == {}
    SyncRun.objects.update(status="killed")
    assert removed() == {"responses": 1, "run_files": 6, "images": 1}


def test_a_crawl_that_begins_meanwhile(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(source, "page/1/", 400)
    keep(source, "page/2/", 400)
    from articles.keeping import retention

    remove = retention._remove

    def begins(*given: Any) -> None:
        remove(*given)
        SyncRun.objects.create(source=source, status="crawling")

    monkeypatch.setattr(retention, "_remove", begins)
    assert removed() == {"responses": 1}
    assert len(stored(source)) == 1


def test_a_plan_by_command_that_goes_on(source: Source) -> None:
    keep(source, "page/1/", 400)
    plan = write(folder_of(source) / "plan.source.json")
    assert removed() == {}
    os.utime(plan, (time.time() - DAY, time.time() - DAY))
    assert removed() == {"responses": 1}


def test_files_without_a_run_go_by_their_age(source: Source) -> None:
    write(folder_of(source) / "run-999.jsonl", 100)
    write(folder_of(source) / "run-998.jsonl", 10)
    write(folder_of(source) / "plan.jsonl", 100)
    write(folder_of(source) / "notes.txt", 1000)
    assert removed() == {"run_files": 2}
    assert {path.name for path in folder_of(source).iterdir()} == {"run-998.jsonl", "notes.txt"}


def test_images_of_a_crawl_that_ended_go(source: Source) -> None:
    write(folder_of(source) / "images" / "old.png", 2)
    write(folder_of(source) / "images" / "new.png", 0.5)
    assert removed() == {"images": 1}
    assert [path.name for path in (folder_of(source) / "images").iterdir()] == ["new.png"]


def test_the_folder_of_a_deleted_source_goes(source: Source, settings: Any) -> None:
    for name, days in (("gone", 100), ("lately", 10)):
        folder = write(settings.GLEANER_CRAWLS / name / "run-1.jsonl", days).parent
        os.utime(folder, (time.time() - days * DAY,) * 2)
    foreign = write(settings.GLEANER_CRAWLS / "lost+found" / "x", 1000).parent
    os.utime(foreign, (0, 0))
    (settings.GLEANER_CRAWLS / "linked").symlink_to(settings.GLEANER_CRAWLS / "lately")
    assert removed() == {"folders": 1}
    assert {path.name for path in settings.GLEANER_CRAWLS.iterdir()} == {"lately", "lost+found", "linked"}


def test_articles_that_an_old_run_left_as_they_were_go(source: Source) -> None:
    runs = [run_of(source, days=days) for days in (300, 200, 10)]
    other = Source.objects.create(name="Other", slug="other", address=HUB)
    runs.append(run_of(other, days=500))  # its last run
    for run in runs:
        for outcome in ("unchanged", "update", "conflict"):
            SyncRunArticle.objects.create(run=run, url=HUB, outcome=outcome)
    assert removed()["rows"] == 2
    left = SyncRunArticle.objects.filter(outcome="unchanged").values_list("run", flat=True)
    assert set(left) == {runs[2].pk, runs[3].pk}
    assert SyncRunArticle.objects.count() == 10


def test_a_plan_removes_nothing_and_says_the_same(source: Source, capsys: pytest.CaptureFixture[str]) -> None:
    keep(source, "page/1/", 400)
    run_of(source, days=100)
    foreseen = clean_up(plan=True)
    assert (foreseen["responses"], foreseen["run_files"], foreseen["bytes"] > 30) == (1, 3, True)
    call_command("clean_up", "--plan")
    assert capsys.readouterr().out.startswith("Would remove 1 stored responses, 3 files of runs, ")
    assert clean_up() == foreseen
    call_command("clean_up")
    assert capsys.readouterr().out == "Nothing to remove.\n"


def test_what_a_killed_crawl_was_putting_together_goes(source: Source) -> None:
    for name, days in (("hub", 2), ("other", 0.5)):
        folder = write(responses_folder(source) / "unfinished" / name / "ab" / "x" / "meta", days).parents[2]
        os.utime(folder, (time.time() - days * DAY,) * 2)
    assert removed() == {"responses": 1}
    assert [path.name for path in (responses_folder(source) / "unfinished").iterdir()] == ["other"]


def test_nothing_is_left_of_what_was_removed(source: Source) -> None:
    keep(source, "page/1/", 400)
    removed()
    assert [path for path in responses_folder(source).rglob("*") if path.is_file()] == []
