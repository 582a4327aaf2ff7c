"""`runs`: the list, one run, and what they refuse."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError

from articles.models import ArticlePage, Proposal, Source, SyncRun
from articles.sync.undo import undo_run
from scraper.items import Removed
from tests.articles.management.test_commands import run
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import HUB, article, salary

pytestmark = pytest.mark.django_db
STARTED = datetime(2026, 3, 2, 4, 15, tzinfo=UTC)


@pytest.fixture
def number(hub: Hub, editor: Any) -> int:
    """A run with an update, a conflict and an article that stayed as it was."""
    hub.sync(article("a"), article("b"), article("c"))
    edit(ArticlePage.objects.get(slug="b"), editor, title="Mine")
    noise = [Removed(what="promo", text="Open\n house"), Removed(what="promo", text="Apply now")]
    report = hub.sync(
        article("a", figures=[salary("$170,000", 170000.0)], removed=noise),
        article("b", title="Theirs"),
        article("c"),
    )
    SyncRun.objects.filter(pk=report.run).update(
        found=3, started_at=STARTED, finished_at=STARTED + timedelta(seconds=75)
    )
    return report.run or 0


class TestList:
    def test_one_line_a_run_the_latest_first(self, number: int) -> None:
        code, out, _ = run("runs", "list")
        assert code == 0
        latest, first = out.splitlines()
        assert latest == (
            f"{number}  hub  2026-03-02 04:15  done  3 articles: 1 updated, 1 in conflict, 1 unchanged  1 min 15 s"
        )
        assert "3 articles: 3 created" in first

    def test_of_one_source_and_at_most_so_many(self, number: int) -> None:
        other = Source.objects.create(name="B", slug="b", address="https://b.example/")
        SyncRun.objects.create(source=other, status="failed")
        assert run("runs", "list", "--limit", "1")[1].split()[1] == "b"
        assert len(run("runs", "list", "--source", "hub")[1].splitlines()) == 2
        assert len(run("runs", "list", "--source", "hub", "--limit", "1")[1].splitlines()) == 1

    def test_as_json(self, number: int) -> None:
        [latest, _] = json.loads(run("runs", "list", "--json")[1])
        assert (latest["run"], latest["counts"]["conflict"], latest["undone_at"]) == (number, 1, None)

    def test_none_yet(self, source: Source) -> None:
        assert "There are no runs yet" in run("runs", "list")[1]
        assert json.loads(run("runs", "list", "--json")[1]) == []

    def test_taken_back(self, number: int) -> None:
        undo_run(SyncRun.objects.get(pk=number))
        holder, undone, _ = run("runs", "list")[1].splitlines()
        assert undone.endswith("  taken back")
        assert f"took back run {number}: 2 undone" in holder


class TestShow:
    def test_the_run_and_every_article(self, number: int) -> None:
        out = run("runs", "show", number)[1]
        for line in (
            f"run {number} of hub: Done",
            "started by: Command",
            "ended: 2026-03-02 04:16 after 1 min 15 s",
            "crawled: 3 of 3 articles found",
            "3 articles: 1 updated, 1 in conflict, 1 unchanged",
            "drift: of fewer than 5 known articles (3) the brake is not applied",
            "    dropped: 2 promo",
            f"    proposal {Proposal.objects.get().pk}, open: title",
        ):
            assert line in out.splitlines()
        assert "phases: crawl 0." in out
        page = ArticlePage.objects.get(slug="a").pk
        assert f"update: {HUB}a/ [page {page}: http://localhost:8000/admin/pages/{page}/edit/]" in out.splitlines()
        assert "    notice: " in out
        assert "$170,000" in out

    def test_what_was_dropped_in_full(self, number: int) -> None:
        out = run("runs", "show", number, "--removed")[1]
        assert "    dropped promo: Open house\n    dropped promo: Apply now\n" in out

    def test_of_one_outcome(self, number: int) -> None:
        out = run("runs", "show", number, "--outcome", "conflict")[1]
        assert f"conflict: {HUB}b/: both sides changed title" in out
        assert f"{HUB}a/" not in out

    def test_as_json(self, number: int) -> None:
        told = json.loads(run("runs", "show", number, "--json", "--outcome", "conflict")[1])
        assert (told["run"], told["status"], set(told["durations"])) == (number, "done", {"crawl", "plan", "write"})
        [conflict] = told["articles"]
        assert conflict["edit"].endswith(f"/admin/pages/{conflict['page']}/edit/")
        [proposal] = conflict["proposals"]
        assert (proposal["part"], proposal["ours"], proposal["theirs"]) == (["title"], "Mine", "Theirs")

    def test_what_fell_is_told_in_words(self, hub: Hub) -> None:
        slugs = [f"a{number}" for number in range(6)]
        hub.sync(*map(article, slugs))
        report = hub.sync(*(replace(article(slug, authors=[]), fingerprint="new") for slug in slugs))
        out = run("runs", "show", report.run)[1]
        assert "Stopped by the drift brake" in out
        assert any(line.startswith("drift: ") and line.endswith("(this stops the run)") for line in out.splitlines())

    def test_what_an_undo_did(self, number: int) -> None:
        undo_run(SyncRun.objects.get(pk=number))
        out = run("runs", "show", number)[1]
        assert "taken back: " in out
        assert "    undone\n" in out

    def test_many_articles_ask_no_more_often(self, hub: Hub, number: int, django_assert_max_num_queries: Any) -> None:
        with django_assert_max_num_queries(4):
            run("runs", "show", number)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "required"),
        (["show", "99"], "There is no run 99"),
        (["show", "x"], "invalid int value"),
        (["list", "--limit", "0"], "--limit 0: at least one run"),
        (["list", "--source", "nobody"], 'There is no source "nobody"'),
        (["show", "99", "--outcome", "burnt"], '"burnt" is none of create, update, merge'),
    ],
)
def test_bad_input(source: Source, arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        run("runs", *arguments)
