"""An article of a source, and people who may and who may not edit it."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Page

from articles.models import ArticlePage, SourceDocument
from tests.articles.admin.incoming.conftest import both_change, client, page_editor
from tests.articles.sync.conftest import Hub, _crawls, editor, hub, index, source
from tests.articles.sync.samples import article

__all__ = ["_crawls", "both_change", "client", "editor", "hub", "index", "page_editor", "source"]


@pytest.fixture
def document(hub: Hub) -> SourceDocument:
    hub.sync(article())
    return SourceDocument.objects.get()


@pytest.fixture
def elsewhere(db: None) -> Page:
    return Page.objects.get(depth=1).add_child(instance=Page(title="Elsewhere", slug="elsewhere"))


def draft() -> ArticlePage:
    page: Any = ArticlePage.objects.get().get_latest_revision_as_object()
    return page
