"""What the database knows of a source's documents and their pages, read for the plan with few queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page, Revision, WorkflowState

from articles.models import ArticlePage, Source, SourceDocument
from articles.sync.matching import KnownDocument
from articles.sync.plan import PageState
from scraper.addresses import HostFamily
from scraper.profile import SourceProfile
from scraper.version import parser_version

KEYS_CHUNK = 500
Key = TypeVar("Key", int, str)
# The editor tells Wagtail every few seconds that it is open, and a little later when its window is hidden.
STILL_OPEN = timedelta(minutes=2)

LOCKED = "the page is locked"
SCHEDULED = "the page is scheduled to be published"
IN_MODERATION = "the page is in moderation"
BEING_EDITED = "somebody is editing the page and has not saved"
HOLDS = ("is_moderated", "is_scheduled", "is_edited")


def known_documents(source: Source, read_by: Mapping[int, str] | None = None) -> list[KnownDocument]:
    """`read_by` are the parsers' versions as they were before a crawl took them away; those of now without it."""
    rows = SourceDocument.objects.filter(source=source).order_by("pk")
    columns = (
        "pk", "url", "slug", "aliases", "fingerprint", "page_id", "written_hash",
        "missing", "missing_count", "withdrawn_at", "parser_version",
    )  # fmt: skip
    return [
        KnownDocument(
            pk=pk,
            url=url,
            slug=slug,
            aliases=tuple(aliases),
            fingerprint=fingerprint,
            page=page,
            was_written=bool(written_hash),
            missing=missing,
            missing_count=missing_count,
            is_withdrawn=withdrawn_at is not None,
            read_by=version if read_by is None else read_by.get(pk, ""),
        )
        for (
            pk, url, slug, aliases, fingerprint, page, written_hash,
            missing, missing_count, withdrawn_at, version,
        ) in rows.values_list(*columns)
    ]  # fmt: skip


def titles_of(documents: list[int]) -> Mapping[int, str]:
    """What the articles were called, by the primary key of the document; empty where that is not known."""
    return {
        pk: title or ""
        for keys in chunks(documents)
        for pk, title in SourceDocument.objects.filter(pk__in=keys).values_list("pk", "record__title")
    }


def page_states(documents: list[int]) -> Mapping[int, PageState]:
    """State by the primary key of the document, for documents that have a page."""
    asked = SourceDocument.objects.filter(page__isnull=False).annotate(**holds_of("page"))
    return {
        pk: PageState(held=held_by(holds))
        for keys in chunks(documents)
        for pk, *holds in asked.filter(pk__in=keys).order_by().values_list("pk", "page__locked", *HOLDS)
    }


def holds_of(page: str) -> dict[str, Exists]:
    """Annotations of a row whose path to its page this is: `HOLDS`, whether each of these holds the page."""
    key = Cast(OuterRef(page), CharField())
    holds = (workflows_under_way(), _scheduled(), _being_edited())
    return {name: Exists(each.filter(object_id=key)) for name, each in zip(HOLDS, holds, strict=True)}


def held_by(holds: Iterable[bool]) -> str:
    """Why the page cannot be written, by whether it is locked and by the `HOLDS` of its row; empty when it can."""
    reasons = zip(holds, (LOCKED, IN_MODERATION, SCHEDULED, BEING_EDITED), strict=True)
    return next((reason for held, reason in reasons if held), "")


def _page_type() -> ContentType:
    """Under which Wagtail keeps the revisions and workflows of pages of every kind."""
    return ContentType.objects.get_for_model(Page)


def workflows_under_way(pages: Iterable[int] | None = None) -> QuerySet[WorkflowState]:
    """Moderation that goes on; of these pages, or of any."""
    states: QuerySet[WorkflowState] = WorkflowState.objects.filter(
        base_content_type=_page_type(), status=WorkflowState.STATUS_IN_PROGRESS
    )
    return states if pages is None else states.filter(object_id__in=[str(page) for page in pages])


def _scheduled() -> QuerySet[Revision]:
    revisions: QuerySet[Revision] = Revision.objects.filter(
        base_content_type=_page_type(), approved_go_live_at__isnull=False
    )
    return revisions


def _being_edited() -> QuerySet[EditingSession]:
    """Editors with changes that nobody saved."""
    types = ContentType.objects.get_for_models(ArticlePage, Page).values()
    sessions: QuerySet[EditingSession] = EditingSession.objects.filter(
        content_type__in=list(types), is_editing=True, last_seen_at__gte=timezone.now() - STILL_OPEN
    )
    return sessions


def parser_versions(source: Source) -> dict[int, str]:
    """By which parser the documents' records were made, for those of which it is known."""
    marked = SourceDocument.objects.filter(source=source).exclude(parser_version="")
    return dict(marked.values_list("pk", "parser_version"))


def take_known(source: Source) -> list[str]:
    """The addresses whose record and page are up to date, for which an unchanged answer says enough.

    They lose their mark until the sync has seen to them: if the run is killed between crawl and sync, the next one
    parses their stored responses again, so that nothing which changed in between is missed.
    """
    current = SourceDocument.objects.filter(source=source, page__isnull=False, parser_version=parser_version())
    known = list(current.order_by("pk").values_list("url", flat=True))
    SourceDocument.objects.filter(source=source).exclude(parser_version="").update(parser_version="")
    return known


def addresses_of(source: Source) -> list[str]:
    """The addresses of all articles that have a page: what a crawl does not find of them, it asks for."""
    documents = SourceDocument.objects.filter(source=source, page__isnull=False)
    return list(documents.order_by("pk").values_list("url", flat=True))


def host_family(source: Source) -> HostFamily:
    """The hosts under which the source's addresses may stand."""
    return HostFamily.of(source.address, SourceProfile.from_dict(source.profile).alias_hosts)


def chunks(keys: list[Key], size: int = KEYS_CHUNK) -> Iterator[list[Key]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
