"""New pages for a batch of articles.

Source of truth for every row is what Wagtail's own `add_child`, `save_revision` and `publish` leave:
`tests/articles/sync/bulk/` makes the same articles both ways and compares them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.signals import page_published, published

from articles.models import ArticlePage, Source, SourceDocument
from articles.sync.bulk import history, private, rows, tree
from articles.sync.bulk.documents import documents_for, save_documents, take_over
from articles.sync.bulk.errors import BulkRefused
from articles.sync.bulk.indexing import index_references, index_words
from articles.sync.convert import PageValues, page_slug
from scraper.items import ScrapedArticle


@dataclass(frozen=True, kw_only=True)
class NewArticle:
    article: ScrapedArticle
    values: PageValues
    """What its page is to say: `page_values` of the article."""


@dataclass(frozen=True, kw_only=True)
class Created:
    page: ArticlePage
    revision: Revision
    document: SourceDocument


def create_pages(
    articles: Sequence[NewArticle],
    *,
    source: Source,
    parent: int,
    user: AbstractBaseUser,
    version: str,
    publish: bool,
) -> list[Created]:
    """A page below the parent for each article, in their order: a draft with its revision, or live.

    None of them may have a page yet, and no address may come twice. A few hundred articles a call are a good measure:
    all of them stand in memory.
    """
    refuse_listeners()
    values = [each.values for each in articles]
    pages = [rows.new_page(page_slug(each.article), each.values, user) for each in articles]
    with transaction.atomic():
        parent_page = tree.lock_parent(parent)
        tree.place_below(parent_page, pages)
        for page in pages:
            rows.check(page)
        _insert(pages, values)
        tree.count_children(parent_page, len(pages))
        revisions = _keep_history(pages, user, publish=publish)
        documents = documents_for(source, [each.article for each in articles])
        for document, each, revision in zip(documents, articles, revisions, strict=True):
            take_over(document, each.article, revision, version=version, now=revision.created_at)
        save_documents(documents, pages)
        index_references(pages)
        index_words(pages)
        if publish:
            _tell_published(pages)
    return [
        Created(page=page, revision=revision, document=document)
        for page, revision, document in zip(pages, revisions, documents, strict=True)
    ]


def refuse_listeners() -> None:
    """BulkRefused when somebody listens to rows being saved whom the fast way would not serve."""
    children = [relation.related_model for relation in get_all_child_relations(ArticlePage)]
    if listeners := private.foreign_listeners([ArticlePage, Page, Revision, SourceDocument, PageLogEntry, *children]):
        raise BulkRefused(f"each page must be saved by itself, since these listen: {', '.join(listeners)}")


def _insert(pages: Sequence[ArticlePage], values: Sequence[PageValues]) -> None:
    rows.insert_pages(pages)
    rows.insert_children(pages, values)
    rows.insert_terms(pages, values, rows.terms_of(values))


def _keep_history(pages: Sequence[ArticlePage], user: AbstractBaseUser, *, publish: bool) -> list[Revision]:
    now = timezone.now()
    created = history.log_entries(history.CREATED, pages, user, now, with_revision=False)
    revisions = history.insert_revisions(pages, user, now)
    actions = [created, history.log_entries(history.EDITED, pages, user, now)]
    if publish:
        history.publish_new(pages, now)
        actions.append(history.log_entries(history.PUBLISHED, pages, user, now))
    # Page by page, as they would have come about: the key orders entries of one moment.
    PageLogEntry.objects.bulk_create(entry for entries in zip(*actions, strict=True) for entry in entries)
    return revisions


def _tell_published(pages: Sequence[ArticlePage]) -> None:
    """As `PublishPageRevisionAction` does; a new page has no comments, aliases or workflow that it would look after."""
    for page in pages:
        page_published.send(sender=ArticlePage, instance=page, revision=page.latest_revision)
        published.send(sender=ArticlePage, instance=page, revision=page.latest_revision)
