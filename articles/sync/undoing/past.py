"""A source document as it was before a run, its proposals and its references with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wagtail.models import Revision

from articles.models import ArticlePage, Proposal, SourceDocument, SourceReference, SyncRun
from articles.sync.content import content_of_revision
from articles.sync.content_hash import content_hash
from articles.sync.follow import look
from articles.sync.meeting import bases
from articles.sync.merging.parts import path_of, plain
from articles.sync.page_links import PageLinks
from articles.sync.references import Said, article_references, content_references, keep_references
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

    The document has its former record, and the page says what it is to say.
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
    parts = look(document.pk) if followed else None
    for proposal in followed:
        if parts is not None and parts.sides.is_known:
            proposal.theirs = plain(parts.sides.at(path_of(proposal.part))[1])
        proposal.changes = max(1, proposal.changes - 1)
        proposal.save(update_fields=["theirs", "changes", "changed_at"])


def put_references_back(document: SourceDocument) -> None:
    """Enter what the article and its page refer to now, nothing of it as done: the next run puts in what is missing."""
    page = ArticlePage.objects.select_related("latest_revision").get(pk=document.page_id or 0)
    content = content_of_revision(page.latest_revision.content if page.latest_revision else page.serializable_data())
    links = PageLinks(document.source)
    records = bases([document])
    links.look_up(articles=records, contents=[content])
    named = content_references(links.addressed(content)).union(*map(article_references, records))
    keep_references(links, [Said(document=document.pk, named=named, is_written=False)])
    # The linked page stays noted: by it a link to a deleted page finds its address.
    SourceReference.objects.filter(document=document).update(target=None)
