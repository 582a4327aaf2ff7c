"""A source document as it was before a run, and its proposals with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wagtail.models import Revision

from articles.models import Proposal, SourceDocument, SyncRun
from articles.sync.content import content_of_article
from articles.sync.content_hash import content_hash
from articles.sync.library import Library
from articles.sync.meeting import UnreadableRecord, base_of
from articles.sync.merging.parts import Content, path_of, plain, value_at
from articles.sync.withdrawal import KEPT_FIELDS


def put_back(document: SourceDocument, before: dict[str, Any], run: SyncRun, said_again: Revision | None) -> None:
    """Give the document its former fields; `said_again` is the revision in which its page says what it said then."""
    followed = before["document"]["written_revision"] is not None
    followed = followed and before["document"]["written_revision"] == before["revision"]
    for name in KEPT_FIELDS:
        if name in before["document"]:
            setattr(document, name, before["document"][name])
    withdrawn = before["document"]["withdrawn_at"]
    document.withdrawn_at = datetime.fromisoformat(withdrawn) if withdrawn else None
    document.missing_since = (document.missing_since or run.started_at) if document.missing else None
    # The stored response is the newer one: without a version it is parsed again, and nothing passes for known.
    document.parser_version = ""
    if said_again is not None and followed:
        document.written_revision, document.written_hash = said_again.pk, content_hash(said_again.content)
    # The former revision may have addresses where the run made page links: the next run looks.
    document.references.update(target=None)
    document.save()


def put_proposals_back(document: SourceDocument, run: SyncRun) -> None:
    """Take away what the run proposed; what waited before it waits for the source's former words again.

    The document has its former record.
    """
    since = run.started_at or run.created_at
    proposals = Proposal.objects.filter(document=document)
    proposals.filter(run=run, status=Proposal.Status.OPEN, created_at__gte=since).delete()
    # Settled by the run, since its words were the page's: they are no more.
    settled = proposals.filter(status=Proposal.Status.SETTLED, created_at__lt=since, resolved_at__gte=since)
    if run.finished_at:
        settled = settled.filter(resolved_at__lte=run.finished_at)
    waiting = set(proposals.filter(status=Proposal.Status.OPEN).values_list("part", flat=True))
    settled.exclude(part__in=waiting).update(status=Proposal.Status.OPEN, resolved_at=None)
    followed = list(proposals.filter(run=run, status=Proposal.Status.OPEN))
    source = _source_said(document) if followed else {}
    for proposal in followed:
        proposal.theirs = plain(value_at(source, path_of(proposal.part)))
        proposal.changes = max(1, proposal.changes - 1)
        proposal.save(update_fields=["theirs", "changes", "changed_at"])


def _source_said(document: SourceDocument) -> Content:
    try:
        record = base_of(document)
    except UnreadableRecord:
        return {}
    library = Library()
    library.look_up([record])
    return content_of_article(record, library)
