"""What an export takes along: everything, what the public sees, or one source's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from articles.models import ArticleIndexPage, ArticlePage, Source, SourceDocument


@dataclass(frozen=True, kw_only=True)
class Scope:
    source: Source | None = None
    """Only its articles; None for all."""
    with_drafts: bool = False
    """What the public does not see too: drafts, unpublished and private pages, what waits for an answer."""

    def indexes(self) -> QuerySet[ArticleIndexPage]:
        return self._public(ArticleIndexPage.objects.all())

    def articles(self) -> QuerySet[ArticlePage]:
        found = self._public(ArticlePage.objects.all())
        return found if self.source is None else found.filter(source_document__source=self.source)

    def documents(self) -> QuerySet[SourceDocument]:
        found = SourceDocument.objects.all()
        if self.source is not None:
            found = found.filter(source=self.source)
        return found if self.with_drafts else found.filter(page__in=self.articles().order_by().values("pk"))

    def sources(self) -> QuerySet[Source]:
        found = Source.objects.all() if self.source is None else Source.objects.filter(pk=self.source.pk)
        return found if self.with_drafts else found.filter(pk__in=self.documents().order_by().values("source"))

    def _public(self, pages: Any) -> Any:
        return pages if self.with_drafts else pages.live().public()
