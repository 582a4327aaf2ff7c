"""Two article indexes with a source each: below one the usual way writes, below the other the fast one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from wagtail.models import Page

from articles.models import ArticleIndexPage, Source, SourceDocument
from articles.sync.apply import Writer
from articles.sync.bulk import ChangedArticle, Created, NewArticle, Updated, create_pages, update_pages
from articles.sync.importer import import_user
from articles.sync.library import Library
from articles.sync.outcomes import Applied
from articles.sync.page_links import PageLinks
from articles.sync.plan import Decision
from scraper.items import ScrapedArticle
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

    def update(self, articles: list[ScrapedArticle]) -> list[Updated | None]:
        changes = [ChangedArticle(document=self.document(each).pk, article=each) for each in articles]
        return update_pages(
            changes, user=self.user, version="8", library=_stocked(articles), links=PageLinks(self.source)
        )

    def update_plainly(self, articles: list[ScrapedArticle]) -> list[Applied]:
        """With the writer that writes one page at a time."""
        writer = Writer(
            source=self.source, parent=self.index.pk, user=self.user, version="8", library=_stocked(articles)
        )
        return [writer.apply(self.decision(each), each) for each in articles]

    def decision(self, article: ScrapedArticle) -> Decision:
        document = self.document(article)
        return Decision(
            place=0, url=article.url, outcome="update", document=document.pk, page=document.page_id, is_changed=True
        )

    def document(self, article: ScrapedArticle) -> SourceDocument:
        return SourceDocument.objects.get(source=self.source, url=article.url)


def _stocked(articles: list[ScrapedArticle]) -> Library:
    library = Library()
    library.stock(articles)
    return library


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
