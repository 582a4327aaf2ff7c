"""`release`: what it goes on with, what it refuses, and its exit codes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.core.management import CommandError

from articles.models import ArticlePage, SyncRun
from articles.sync.claim import request_run
from scraper.records import Failure
from tests.articles.management.test_commands import run
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import HUB, article

pytestmark = pytest.mark.django_db
SLUGS = ("a", "b", "c", "d", "e", "f")


@pytest.fixture
def braked(hub: Hub) -> int:
    """A run in which every byline is gone."""
    hub.sync(*map(article, SLUGS))
    report = hub.sync(*(replace(article(slug, authors=[]), title=f"New {slug}") for slug in SLUGS))
    assert report.status == "braked"
    return report.run or 0


def test_it_goes_on_from_its_records(braked: int) -> None:
    code, out, _ = run("release", braked)
    assert code == 0
    assert out.splitlines()[-1].startswith("hub: 6 articles: 6 updated, 0 failed (run ")
    assert ArticlePage.objects.get(slug="a").get_latest_revision_as_object().title == "New a"


def test_json_is_the_report(braked: int) -> None:
    assert json.loads(run("release", braked, "--json")[1])["counts"] == {"update": 6}


def test_what_failed_in_it_makes_the_exit_code_1(hub: Hub, braked: int) -> None:
    records = [article(slug, authors=[], title="Else") for slug in SLUGS]
    report = hub.sync(*records, Failure(url=f"{HUB}x/", outcome="fail", reason="the server answered 500"))
    assert run("release", report.run)[0] == 1


def test_one_that_was_not_stopped(hub: Hub) -> None:
    number = hub.sync(article()).run
    with pytest.raises(CommandError, match=f"^run {number} was not stopped by the drift brake: it is Done.$"):
        run("release", number)


def test_one_whose_records_are_gone(hub: Hub, braked: int, settings: object) -> None:
    from articles.sync.crawl import crawl_files

    crawl_files(hub.source, f"run-{braked}").records.unlink()
    with pytest.raises(CommandError, match=f"^the records of run {braked} are gone: scrape the source again.$"):
        run("release", braked)


def test_one_of_a_source_with_a_run_under_way(hub: Hub, braked: int) -> None:
    request_run(hub.source, "admin")
    with pytest.raises(CommandError, match="waits for a worker"):
        run("release", braked)
    assert SyncRun.objects.get(pk=braked).status == "braked"


@pytest.mark.parametrize(("given", "words"), [("99", "There is no run 99"), ("x", "invalid int value")])
def test_bad_input(db: None, given: str, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        run("release", given)
