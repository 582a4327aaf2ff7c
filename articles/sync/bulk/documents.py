"""The source documents of pages that were written in bulk: what the source said is the new base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from wagtail.models import Revision

from articles.models import ArticlePage, Source, SourceDocument
from articles.sync.content_hash import content_hash
from articles.sync.convert import SLUG_LIMIT
from articles.sync.long_rows import spelled_out
from scraper.items import ScrapedArticle

TAKEN_OVER = (
    "page",
    "slug",
    "record",
    "fingerprint",
    "parser_version",
    "written_hash",
    "written_revision",
    "last_changed_at",
    "last_seen_at",
    "missing",
    "missing_count",
    "missing_since",
)


def take_over(
    document: SourceDocument, article: ScrapedArticle, revision: Revision | None, *, version: str, now: datetime
) -> None:
    """Make the article the document's base, in memory. Without a revision the page stayed as it was."""
    document.slug = article.slug[:SLUG_LIMIT]
    document.record = article.to_dict()
    document.fingerprint = article.fingerprint
    document.parser_version = version
    if revision is not None:
        document.written_hash = content_hash(revision.content)
        document.written_revision = revision.pk
        document.last_changed_at = now
    document.last_seen_at = now
    document.missing, document.missing_count, document.missing_since = "", 0, None


def documents_for(source: Source, articles: Sequence[ScrapedArticle]) -> list[SourceDocument]:
    """The document of each article; a new and unsaved one where the source has none of its address."""
    known: Mapping[str, SourceDocument] = {
        document.url: document
        for document in SourceDocument.objects.select_for_update(of=("self",)).filter(
            source=source, url__in=[article.url for article in articles]
        )
    }
    return [known.get(article.url) or SourceDocument(source=source, url=article.url) for article in articles]


def save_documents(documents: Sequence[SourceDocument], pages: Sequence[ArticlePage]) -> None:
    for document, page in zip(documents, pages, strict=True):
        document.page = page
    new = [each for each in documents if each.pk is None]
    update_documents([each for each in documents if each.pk is not None])
    with spelled_out(new, "url"):
        SourceDocument.objects.bulk_create(new)


def update_documents(documents: Sequence[SourceDocument]) -> None:
    """Keep what was taken over, in one statement; `bulk_update` would spell out every record as a condition."""
    with spelled_out(documents, "url"):
        SourceDocument.objects.bulk_create(
            documents, update_conflicts=True, unique_fields=["pk"], update_fields=TAKEN_OVER
        )
