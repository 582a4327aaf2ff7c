"""End to end: the sample hub over real HTTP, crawled by a real crawl, three editions of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from articles.models import ArticlePage, Source, SourceDocument
from articles.sync.run import Report, request_run, run_source
from tests.sample_hub import free_port, running_hub

pytestmark = pytest.mark.django_db


def scrape(source: Source) -> Report:
    return run_source(request_run(source, "command"))


def reasons(report: Report) -> list[str]:
    return [article.reason for article in report.articles if article.reason]


def test_three_editions(source: Source, settings: Any) -> None:
    port = free_port()
    with running_hub(edition=1, port=port) as hub:
        source.address, source.allow_private = hub.address, True
        source.save()
        listed = len(hub.article_addresses())
        first = scrape(source)
        again = scrape(source)
    assert (first.status, first.counts) == ("done", {"create": listed}), reasons(first)
    assert again.counts == {"unchanged": listed}
    asked = json.loads((settings.GLEANER_CRAWLS / "hub" / f"run-{again.run}.source.json").read_text())
    assert sorted(asked["known"]) == sorted(article.url for article in first.articles)

    with running_hub(edition=2, port=port) as hub:
        addresses = set(hub.article_addresses())
        second = scrape(source)
    new = addresses - {article.url for article in first.articles}
    assert (second.status, second.counts["create"]) == ("done", len(new))
    assert second.counts["update"] > 0
    assert second.counts["unchanged"] > 0

    pages = ArticlePage.objects.count()
    with running_hub(edition=3, port=port):
        third = scrape(source)
    moved = [article for article in third.articles if article.reason.startswith("moved from")]
    assert third.status == "done"
    assert len(moved) == 1
    assert SourceDocument.objects.get(url=moved[0].url).aliases
    assert ArticlePage.objects.count() == pages + third.counts.get("create", 0), "nobody vanished"


def test_a_page_of_every_article_passes_the_editors_checks(source: Source) -> None:
    with running_hub() as hub:
        source.address, source.allow_private = hub.address, True
        source.save()
        scrape(source)
    for page in ArticlePage.objects.all():
        page.body.stream_block.clean(page.body)
        page.full_clean()


def test_a_hub_that_does_not_answer_is_a_failure_with_its_reason(source: Source) -> None:
    source.address, source.allow_private = f"http://127.0.0.1:{free_port()}/", True
    source.save()
    report = scrape(source)
    assert report.status == "problems"
    assert report.counts["fail"] >= 1
    assert "refuses the connection" in report.articles[0].reason
