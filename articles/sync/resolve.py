"""An editor's answer to a proposal: take the source's, or keep the page's. One revision, in the editor's name.

The page is looked at as it is now: what it says beside the proposal's part stays. Whether the person may edit the page
is asked by who calls.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from articles.models import ArticlePage, Proposal, SourceDocument
from articles.sync.content import content_of_article, content_of_revision, values_of_content
from articles.sync.documents import page_states
from articles.sync.filling import fill
from articles.sync.identity import new_names
from articles.sync.library import Library
from articles.sync.meeting import bases
from articles.sync.merging.parts import MISSING, ORDER, Content, path_of, put, value_at
from articles.sync.page_links import PageLinks
from articles.sync.proposals import follow_names
from scraper.items import ScrapedArticle


class NotWaiting(Exception):
    """The proposal was answered already, or settled itself. Raised by `resolve`; look at the page anew."""


class PageNotFree(Exception):
    """The page is locked, in moderation, scheduled, or was deleted. Raised by `resolve`; the message says which."""


@transaction.atomic
def resolve(proposal: Proposal, *, take: bool, user: AbstractBaseUser) -> Revision | None:
    """Answer the proposal; the revision that took the source's part, None where the page's was kept.

    PartNotFound where the page no longer has the place in which the part stood.
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.status != Proposal.Status.OPEN:
        raise NotWaiting(f"the proposal is no longer open: {proposal.get_status_display()}")
    revision = _take(proposal, user) if take else None
    proposal.status = Proposal.Status.TAKEN if take else Proposal.Status.KEPT
    proposal.resolved_at, proposal.resolved_by = timezone.now(), user  # type: ignore[assignment]
    proposal.save(update_fields=["status", "resolved_at", "resolved_by", "changed_at"])
    return revision


def _take(proposal: Proposal, user: AbstractBaseUser) -> Revision:
    document = SourceDocument.objects.select_related("source").get(pk=proposal.document_id)
    if document.page_id is None:
        raise PageNotFree("its page was deleted")
    Page.objects.select_for_update().get(pk=document.page_id)
    if reason := page_states([document.pk])[document.pk].held:
        raise PageNotFree(reason)
    page: ArticlePage = ArticlePage.objects.get(pk=document.page_id).get_latest_revision_as_object()
    links, ours, record = PageLinks(document.source), content_of_revision(page.serializable_data()), bases([document])
    # The proposal's own links are the record's, or the page's.
    links.look_up(articles=record, contents=[ours])
    before = links.addressed(ours)
    content = with_part(before, proposal, _source_says(record))
    follow_names(document, new_names(before, content))
    fill(page, links.linked(values_of_content(content)))
    return page.save_revision(user=user, log_action=True)


def _source_says(record: list[ScrapedArticle]) -> Content:
    """What the source said last; nothing where its record cannot be read any more."""
    library = Library()
    library.look_up(record)
    return content_of_article(record[0], library) if record else {}


def with_part(content: Content, proposal: Proposal, source: Content) -> Content:
    """The content with the source's part in it, a new child or block where it stands at the source."""
    path = path_of(proposal.part)
    here = (*path[:-1], ORDER)
    # For a child, a block or a list item null means that it is not there.
    is_element = path[-1] != ORDER and isinstance(value_at(content, here), list)
    value: Any = MISSING if is_element and proposal.theirs is None else proposal.theirs
    order = value_at(source, here)
    return put(content, path, value, order if isinstance(order, list) else ())
