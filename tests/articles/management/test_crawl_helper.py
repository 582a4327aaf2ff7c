"""`manage.py crawl_helper` joins the crawl of another machine, with what this one knows of the source."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import InterfaceError, OperationalError, connection

from articles.management.commands import crawl_helper
from articles.models import Source
from articles.sync.credentials import keep_credentials
from scraper.credentials import VARIABLE
from scraper.frontier import meeting
from scraper.records import CrawledArticle, read_records
from tests.redis_server import redis_url
from tests.scraper.frontier.test_sharing import ARTICLES, done, hub, leader, started
from tests.waiting import wait_until

__all__ = ["redis_url"]
SECRET = "correct-horse-battery"


@pytest.mark.django_db
def test_it_helps_with_what_is_there_and_sends_the_sources_credentials(
    tmp_path: Path, redis_url: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.GLEANER_CRAWLS, settings.REDIS_URL = tmp_path / "crawls", redis_url
    out = io.StringIO()
    with hub(pause=0.05) as server:
        source = Source(name="Hub", slug="hub", address=server.at("/hub/"), allow_private=True, crawl_processes=2)
        keep_credentials(source, "bearer", SECRET)
        source.save()
        monkeypatch.setenv(VARIABLE, f"Bearer {SECRET}")  # for the leader, which a run would start
        with started(leader(tmp_path, server, "elsewhere")) as first:
            monkeypatch.delenv(VARIABLE)
            wait_until(lambda: done(tmp_path) > 5, "the crawl")
            call_command("crawl_helper", "--once", stdout=out)
            first.communicate(timeout=60)
        names = Counter(each.headers.get("authorization") for each in server.asked)
    assert out.getvalue() == "hub: helped with its crawl\n"
    assert set(names) == {f"Bearer {SECRET}"}
    articles = [each for each in read_records(tmp_path / "out.jsonl") if isinstance(each, CrawledArticle)]
    assert len({each.article.url for each in articles}) == len(articles) > ARTICLES
    log = (tmp_path / "crawls" / "hub" / "helper.log").read_text()
    assert SECRET not in log
    assert not [each for each in tmp_path.rglob("*") if each.is_file() and SECRET.encode() in each.read_bytes()]


@pytest.mark.django_db
def test_it_ends_where_there_is_nothing_to_help_with(redis_url: str, settings: Any) -> None:
    settings.REDIS_URL = redis_url
    out = io.StringIO()
    call_command("crawl_helper", "--once", stdout=out)
    assert out.getvalue() == ""


@pytest.mark.parametrize("away", [OperationalError, InterfaceError])
def test_a_database_that_is_away_is_tried_again(away: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def helps(_command: Any, _key: str, _slug: str) -> bool:
        raise away("the connection\n  is closed")

    monkeypatch.setattr(meeting, "connect", lambda _url: None)
    monkeypatch.setattr(meeting, "open_crawls", lambda _server: {"key": "hub"})
    monkeypatch.setattr(crawl_helper, "SECONDS_BETWEEN_LOOKS", 0.0)
    monkeypatch.setattr(crawl_helper.Command, "help_with", helps)
    looked_at: list[str] = []
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: looked_at.append("by the helper"))
    err = io.StringIO()
    command = crawl_helper.Command(stderr=err)
    assert not command.help_once(patiently=True)
    assert err.getvalue() == "the connection is closed; trying again\n"
    assert looked_at == ["by the helper"], "else a connection that broke is used for ever"
    with pytest.raises(CommandError, match="the connection is closed"):
        command.help_once(patiently=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "words"), [("", "set REDIS_URL"), ("redis://127.0.0.1:1/0", "Redis cannot be reached at REDIS_URL")]
)
def test_without_redis_it_says_so(settings: Any, url: str, words: str) -> None:
    settings.REDIS_URL = url
    with pytest.raises(CommandError, match=words):
        call_command("crawl_helper", "--once")
