"""Replays as runs: what our parser reads differently now is told apart from what the source changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from articles.models import ArticlePage, Source, SourceDocument, SyncRun, SyncRunArticle
from articles.sync import run as running
from articles.sync.report import Report
from articles.sync.run import plan_replay, replay_source, request_run, run_source
from articles.sync.scraper_process import CrawlFailed
from scraper.records import CrawledArticle, End, Failure
from scraper.version import parser_version
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import HUB, article
from tests.scraper.hub_server import hub_server, page, sitemap

BY_PARSER = "our parser reads it differently now"
Replay = Callable[..., Report]


@pytest.fixture
def replay(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Replay:
    monkeypatch.setattr(running, "replay", hub.crawl)
    whole = hub.end

    def go(*records: Any, plan: bool = False, **options: Any) -> Report:
        hub.says(
            *(each if isinstance(each, Failure) else CrawledArticle(article=each, stored=True) for each in records)
        )
        hub.end = End(complete=False, reason="finished")
        try:
            if plan:
                return plan_replay(hub.source, **options)
            return replay_source(request_run(hub.source, SyncRun.Trigger.REPLAY), **options)
        finally:
            hub.end = whole

    return go


def test_what_the_parser_reads_differently_is_told_as_such(hub: Hub, replay: Replay, editor: Any) -> None:
    hub.sync(article("a"), article("b"), article("c"), article("d"))
    edit(ArticlePage.objects.get(slug="b"), editor, title="Mine")
    edit(ArticlePage.objects.get(slug="c"), editor, title="Mine")
    changed = [article("a", summary="New."), article("b", summary="New."), article("c", title="New"), article("d")]
    planned = replay(*changed, plan=True)
    report = replay(*changed)
    assert planned.counts == report.counts == {"update": 1, "merge": 1, "conflict": 1, "unchanged": 1}
    said = "1 updated (1 by our parser), 1 merged (1 by our parser), 1 in conflict (1 by our parser), 1 unchanged"
    assert said in report.line()
    assert report.status == "done"
    assert [each.reason.partition(";")[0] for each in report.articles] == [BY_PARSER, BY_PARSER, BY_PARSER, ""]
    rows = SyncRunArticle.objects.filter(run=report.run)
    assert [each.details.get("cause") for each in rows] == ["parser", "parser", "parser", None]
    assert SyncRun.objects.get(pk=report.run).trigger == "replay"
    assert set(report.to_dict()["articles"][0]) == {"url", "outcome", "reason", "page"}


def test_it_asks_for_the_articles_that_have_pages(hub: Hub, replay: Replay) -> None:
    hub.sync(article("a"), article("b"))
    replay(article("a"), article("b"))
    spec = hub.specifications[-1]
    assert (spec.expected, spec.urls, spec.known) == ([f"{HUB}a/", f"{HUB}b/"], [], [])
    assert spec.cache_folder.endswith("hub/responses")
    replay(article("a"), urls=[f"{HUB}a/"], limit=1)
    assert (hub.specifications[-1].urls, hub.specifications[-1].limit) == ([f"{HUB}a/"], 1)


def test_a_second_replay_writes_nothing(hub: Hub, replay: Replay) -> None:
    hub.sync(article())
    assert replay(article(title="New")).counts == {"update": 1}
    assert replay(article(title="New")).counts == {"unchanged": 1}
    assert SourceDocument.objects.get().parser_version == parser_version()


def test_a_change_of_the_source_is_not_laid_at_the_parsers_door(hub: Hub) -> None:
    hub.sync(article())
    report = hub.sync(article(title="New"))
    assert report.articles[0].reason == ""
    assert "by our parser" not in report.line()
    assert SyncRunArticle.objects.get(run=report.run).details["cause"] == "source"


def test_a_crawl_whose_stored_answer_still_stands_is_the_parsers_change(hub: Hub) -> None:
    hub.sync(article())
    SourceDocument.objects.update(parser_version="an older one")
    report = hub.sync(CrawledArticle(article=article(title="New"), stored=True))
    assert report.articles[0].reason == BY_PARSER
    assert report.articles[0].is_of_parser


def test_where_nobody_can_tell_nothing_is_said(hub: Hub) -> None:
    hub.sync(article())
    SourceDocument.objects.update(parser_version="")
    report = hub.sync(CrawledArticle(article=article(title="New"), stored=True))
    assert report.articles[0].reason == ""
    assert SyncRunArticle.objects.get(run=report.run).details["cause"] == "either"


class TestWhatIsThere:
    """A stored response tells nothing of what the source has now."""

    @pytest.fixture(autouse=True)
    def _source(self, hub: Hub, source: Source) -> None:
        source.policy, source.withdraw_after, source.withdraw_share = Source.Policy.PUBLISH, 2, 100
        source.save()
        hub.sync(article())
        hub.says(Failure(url=f"{HUB}careers/", outcome="fail", reason="404", status=404))

    def test_no_page_comes_back(self, hub: Hub, replay: Replay) -> None:
        assert [hub.sync().counts for _ in range(2)] == [{"held": 1}, {"withdraw": 1}]
        assert replay(article()).counts == {"unchanged": 1}
        assert replay(article(title="New")).counts == {"update": 1}
        assert not ArticlePage.objects.get().live
        assert SourceDocument.objects.get().withdrawn_at is not None

    def test_no_absence_is_forgotten_and_none_counted(self, hub: Hub, replay: Replay) -> None:
        hub.sync()
        replay(article())
        assert (SourceDocument.objects.get().missing, SourceDocument.objects.get().missing_count) == ("gone", 1)
        nothing = Failure(url=f"{HUB}careers/", outcome="fail", reason="there is no stored response of it")
        report = replay(nothing)
        assert (report.counts, report.status) == ({"fail": 1}, "problems")
        assert (SourceDocument.objects.get().missing, SourceDocument.objects.get().missing_count) == ("gone", 1)


def test_a_source_without_pages_has_nothing_to_read_again(hub: Hub, replay: Replay) -> None:
    report = replay()
    assert (report.status, report.message) == (
        "failed",
        "hub: no article of it has a page yet: there is nothing to read again",
    )
    with pytest.raises(CrawlFailed, match="nothing to read again"):
        replay(plan=True)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_new_profile_over_a_real_crawl(source: Source) -> None:
    with hub_server() as server:
        words = 'Steel.</p><div class="visit"><p>On the first day of May the engineers meet in the hall.</p></div><p>'
        server.routes["/hub/one/"] = page("One", words=words)
        server.routes["/sitemap.xml"] = sitemap(server.at("/hub/one/"))
        source.address, source.allow_private = server.at("/hub/"), True
        source.save()
        assert run_source(request_run(source, "command")).counts == {"create": 1}
        asked = len(server.asked)
        source.profile = {"noise": [".visit"]}
        source.save()
        report = replay_source(request_run(source, SyncRun.Trigger.REPLAY))
        assert len(server.asked) == asked
    assert report.counts == {"update": 1}
    assert report.articles[0].is_of_parser
    written = ArticlePage.objects.get().get_latest_revision_as_object()
    assert "engineers meet" not in str(written.body.get_prep_value())
