"""Two article indexes with a source each: below one the usual way writes, below the other the fast one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from wagtail.models import Page

from articles.models import ArticleIndexPage, Source
from articles.sync.bulk import Created, NewArticle, create_pages
from articles.sync.importer import import_user
from tests.articles.sync.bulk.plainly import create_plainly
from tests.articles.sync.samples import HUB


@dataclass(frozen=True)
class Place:
    index: ArticleIndexPage
    source: Source
    user: Any

    def create(self, articles: list[NewArticle], *, publish: bool = False) -> list[Created]:
        return create_pages(
            articles, source=self.source, parent=self.index.pk, user=self.user, version="7", publish=publish
        )

    def create_plainly(self, articles: list[NewArticle], *, publish: bool = False) -> None:
        create_plainly(articles, source=self.source, parent=self.index.pk, user=self.user, version="7", publish=publish)


def _place(slug: str) -> Place:
    index = ArticleIndexPage(title=slug, slug=slug)
    Page.get_first_root_node().add_child(instance=index)
    source = Source.objects.create(name=slug, slug=slug, address=HUB, target=index)
    return Place(index, source, import_user())


@pytest.fixture
def usual(db: None) -> Place:
    return _place("usual")


@pytest.fixture
def fast(db: None) -> Place:
    return _place("fast")
