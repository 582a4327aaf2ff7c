"""`undo`: what it prints, what it refuses, and its exit codes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import CommandError

from articles.models import ArticlePage, SyncRun
from articles.sync.claim import request_run
from articles.sync.undoing import write
from tests.articles.management.test_commands import run
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import HUB, article

pytestmark = pytest.mark.django_db


@pytest.fixture
def number(hub: Hub) -> int:
    return hub.sync(article()).run or 0


def test_every_article_is_told_and_the_summary_is_the_last_line(number: int) -> None:
    code, out, _ = run("undo", number)
    assert code == 0
    told, summary = out.splitlines()
    assert told == f"{HUB}careers/: undone: the page that the run made is deleted"
    assert summary.startswith(f"hub: run {number}: 1 undone, 0 spared (")
    assert "pause the source" in summary
    assert not ArticlePage.objects.exists()


def test_a_plan_writes_nothing(number: int) -> None:
    code, out, _ = run("undo", number, "--plan")
    assert code == 0
    assert "plan, nothing written" in out
    assert ArticlePage.objects.exists()
    assert SyncRun.objects.count() == 1


def test_json_is_one_object(number: int) -> None:
    report = json.loads(run("undo", number, "--json")[1])
    page = report["articles"][0].pop("page")
    assert page
    reason = "the page that the run made is deleted"
    assert report == {
        "run": number,
        "status": "undone",
        "counts": {"undone": 1},
        "articles": [{"url": f"{HUB}careers/", "outcome": "undone", "reason": reason}],
    }


def test_an_article_that_fails_makes_the_exit_code_1(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*arguments: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(write, "_write", fails)
    code, out, _ = run("undo", number)
    assert code == 1
    assert f"{HUB}careers/: failed: OSError: the disk is full" in out
    assert "1 failed" in out
    assert SyncRun.objects.get(pk=number).undone_at is None


def test_twice(number: int) -> None:
    run("undo", number)
    with pytest.raises(CommandError, match=f"run {number} was taken back already"):
        run("undo", number)


def test_a_run_under_way(number: int, hub: Hub) -> None:
    request_run(hub.source, "admin")
    with pytest.raises(CommandError, match="waits for a worker"):
        run("undo", number)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["99"], "There is no run 99; see: manage.py runs list"), (["twelve"], "invalid int value"), ([], "required")],
)
def test_bad_input(db: None, arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        run("undo", *arguments)
