"""A source with a target page, and runs of hand-made records in place of a crawl."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page

from articles.models import ArticleIndexPage, ArticlePage, Source, SyncRun
from articles.sync import run as running
from articles.sync.report import Report
from scraper.items import ScrapedArticle
from scraper.records import CrawledArticle, End, record_line
from tests.articles.sync.samples import HUB


@pytest.fixture(autouse=True)
def _crawls(settings: Any, tmp_path: Any) -> None:
    settings.GLEANER_CRAWLS = tmp_path / "crawls"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def index(db: None) -> ArticleIndexPage:
    page = ArticleIndexPage(title="Articles", slug="articles")
    Page.get_first_root_node().add_child(instance=page)
    return page


@pytest.fixture
def source(index: ArticleIndexPage) -> Source:
    return Source.objects.create(name="Hub", slug="hub", address=HUB, target=index)


@pytest.fixture
def editor(db: None) -> Any:
    return get_user_model().objects.create_superuser("editor", "editor@hub.example", "x")


class Hub:
    """What the source says; `sync` is a whole run of it."""

    def __init__(self, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
        self.source = source
        self.records: list[Any] = []
        self.specifications: list[Any] = []
        self.end: End | None = End(complete=True, reason="finished")
        monkeypatch.setattr(running, "crawl", self.crawl)

    def says(self, *records: Any) -> None:
        self.records = [CrawledArticle(article=each) if isinstance(each, ScrapedArticle) else each for each in records]

    def crawl(self, spec: Any, files: Any, progress: Callable[[int, int], None], *_source: Any) -> str:
        self.specifications.append(spec)
        lines = [record_line(each) for each in [*self.records, *([self.end] if self.end else [])]]
        files.records.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        progress(len(self.records), len(self.records))
        return ""

    def sync(self, *records: Any, **options: Any) -> Report:
        if records:
            self.says(*records)
        run = running.request_run(self.source, SyncRun.Trigger.COMMAND)
        return running.run_source(run, **options)

    def plan(self, *records: Any) -> Report:
        self.says(*records)
        return running.plan_source(self.source)


@pytest.fixture
def hub(source: Source, monkeypatch: pytest.MonkeyPatch) -> Hub:
    return Hub(source, monkeypatch)


def edit(page: ArticlePage, editor: Any, *, publish: bool = False, **values: Any) -> None:
    """An editor's edit: a new revision on top of the latest."""
    draft = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    revision = draft.save_revision(user=editor, log_action=True)
    if publish:
        revision.publish(user=editor)
