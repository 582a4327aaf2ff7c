"""What the database knows of a source's documents and their pages, read for the plan with few queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision, WorkflowState

from articles.models import ArticlePage, Source, SourceDocument
from articles.sync.content_hash import content_hash
from articles.sync.matching import KnownDocument
from articles.sync.plan import EDITED, PageState
from scraper.version import parser_version

# So many revisions are held in memory at once; their content is whole articles.
CHUNK = 50
# Plain columns: more values fit into a statement.
KEYS_CHUNK = 500

LOCKED = "the page is locked"
SCHEDULED = "the page is scheduled to be published"
IN_MODERATION = "the page is in moderation"


def known_documents(source: Source) -> list[KnownDocument]:
    rows = SourceDocument.objects.filter(source=source).order_by("pk")
    columns = ("pk", "url", "slug", "record__title", "aliases", "fingerprint", "page_id", "written_hash")
    return [
        KnownDocument(
            pk=pk,
            url=url,
            slug=slug,
            title=title or "",
            aliases=tuple(aliases),
            fingerprint=fingerprint,
            page=page,
            was_written=bool(written_hash),
        )
        for pk, url, slug, title, aliases, fingerprint, page, written_hash in rows.values_list(*columns)
    ]


def page_states(documents: list[int]) -> Mapping[int, PageState]:
    """State by the primary key of the document, for documents that have a page."""
    states: dict[int, PageState] = {}
    for keys in chunks(documents, CHUNK):
        rows = SourceDocument.objects.filter(pk__in=keys, page__isnull=False).defer("record")
        rows = rows.select_related("page__latest_revision")
        moderated = _in_moderation([document.page_id for document in rows])
        scheduled = _scheduled([document.page_id for document in rows])
        for document in rows:
            reason = _reason(document, document.page_id in moderated, document.page_id in scheduled)
            states[document.pk] = PageState(held=reason)
    return states


def _reason(document: SourceDocument, in_moderation: bool, scheduled: bool) -> str:
    page = document.page
    assert page is not None  # noqa: S101 - the query asked for documents with a page
    if page.locked:
        return LOCKED
    if in_moderation:
        return IN_MODERATION
    if scheduled:
        return SCHEDULED
    return EDITED if is_edited(page, document) else ""


def is_edited(page: ArticlePage, document: SourceDocument) -> bool:
    """Whether the page's latest revision says something else than what the sync wrote."""
    revision = page.latest_revision
    return content_hash(revision.content if revision else page.serializable_data()) != document.written_hash


def _page_type() -> ContentType:
    """Under which Wagtail keeps the revisions and workflows of pages of every kind."""
    return ContentType.objects.get_for_model(Page)


def _in_moderation(pages: list[Any]) -> set[int]:
    states = WorkflowState.objects.filter(
        base_content_type=_page_type(),
        object_id__in=[str(page) for page in pages],
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return {int(page) for page in states.values_list("object_id", flat=True)}


def _scheduled(pages: list[Any]) -> set[int]:
    revisions = Revision.objects.filter(
        base_content_type=_page_type(),
        object_id__in=[str(page) for page in pages],
        approved_go_live_at__isnull=False,
    )
    return {int(page) for page in revisions.values_list("object_id", flat=True)}


def take_known(source: Source) -> list[str]:
    """The addresses whose record and page are up to date, for which an unchanged answer says enough.

    They lose their mark until the sync has seen to them: if the run is killed between crawl and sync, the next one
    parses their stored responses again, so that nothing which changed in between is missed.
    """
    current = SourceDocument.objects.filter(source=source, page__isnull=False, parser_version=parser_version())
    known = list(current.order_by("pk").values_list("url", flat=True))
    SourceDocument.objects.filter(source=source).exclude(parser_version="").update(parser_version="")
    return known


def chunks(keys: list[int], size: int = KEYS_CHUNK) -> Iterator[list[int]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
