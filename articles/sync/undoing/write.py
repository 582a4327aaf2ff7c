"""Writes what an undo decided of one article: page, document, proposals and the run's row, all or nothing."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from articles.models import ArticlePage, SourceDocument, SyncRun, SyncRunArticle
from articles.sync.apply import ROW_LOCK
from articles.sync.content import content_of_revision, values_of_content
from articles.sync.documents import page_states
from articles.sync.filling import fill
from articles.sync.identity import new_names
from articles.sync.outcomes import error_in_words
from articles.sync.proposals import follow_names
from articles.sync.publishing import publish
from articles.sync.undoing.decide import TakingBack, decide
from articles.sync.undoing.past import put_back, put_proposals_back, put_references_back
from articles.sync.undoing.traces import UNDONE, Traces, written_revision

SPARED, FAILED = "spared", "failed"
Outcome = tuple[str, str]
"""One of the three words, and the reason."""
logger = logging.getLogger(__name__)


class NotFree(Exception):
    """Something else than the sync's own moderation holds the page. Raised and caught here: the page is spared."""


def take_back(row: SyncRunArticle, run: SyncRun, user: AbstractBaseUser) -> Outcome:
    """Take back what the run did to the article, and note it in the run's row."""
    try:
        with transaction.atomic():
            _lock(row)
            # As it is now, that nobody else writes it.
            traces = Traces([row.pk])
            [row] = traces.rows
            taking = decide(row, traces)
            if not taking.spared:
                _write(row, run, taking, traces, user)
            outcome = (SPARED if taking.spared else UNDONE), taking.reason
            _note(row, outcome)
            return outcome
    except NotFree as error:
        outcome = SPARED, str(error)
    except Exception as error:
        logger.exception("run %s: %s cannot be taken back", run.pk, row.url)
        outcome = FAILED, error_in_words(error)
    _note(row, outcome)
    return outcome


def _lock(row: SyncRunArticle) -> None:
    """Nobody else writes the document or the page until the undo has."""
    document = SourceDocument.objects.select_for_update(of=ROW_LOCK).filter(pk=row.document_id or 0).first()
    row.document = document
    if document is not None and document.page_id is not None:
        Page.objects.select_for_update().get(pk=document.page_id)


def _note(row: SyncRunArticle, outcome: Outcome) -> None:
    row.details = {**row.details, "undo": {"outcome": outcome[0], "reason": outcome[1]}}
    SyncRunArticle.objects.filter(pk=row.pk).update(details=row.details)


def _write(row: SyncRunArticle, run: SyncRun, taking: TakingBack, traces: Traces, user: AbstractBaseUser) -> None:
    document = row.document
    assert document is not None  # noqa: S101 - without one the article is spared
    page = ArticlePage.objects.get(pk=document.page_id or 0)
    _leave_moderation(row, page, traces, user)
    if taking.deletes:
        DeletePageAction(page, user=user).execute(skip_permission_checks=True)
        document.delete()
        row.document_id = None
        return
    if taking.live == "former":
        # The import user is in no group: the permission is the operator's, who takes the run back.
        former = Revision.objects.get(pk=row.before["live_revision"])
        publish(former, user)
    revision = _rewrite(row, page.pk, taking, user)
    if revision is not None and page.latest_revision is not None:
        before, after = (content_of_revision(each.content) for each in (page.latest_revision, revision))
        follow_names(document, new_names(before, after))
    if taking.live == "publish" and revision is not None:
        publish(revision, user)
    if taking.live == "unpublish":
        now = ArticlePage.objects.get(pk=page.pk)
        UnpublishPageAction(now, user=user).execute(skip_permission_checks=True)
    put_back(document, row.before, run, revision if taking.exact else None)
    put_proposals_back(document, run)
    put_references_back(document)


def _leave_moderation(row: Any, page: ArticlePage, traces: Traces, user: AbstractBaseUser) -> None:
    workflow = traces.untouched_workflow(page, written_revision(row))
    if workflow is None:
        return
    workflow.cancel(user=user)
    if reason := page_states([row.document.pk])[row.document.pk].held:
        raise NotFree(reason)


def _rewrite(row: SyncRunArticle, pk: int, taking: TakingBack, user: AbstractBaseUser) -> Revision | None:
    """The page's new revision, in which it says what it said before; None where it needs none."""
    if taking.exact:
        former = Revision.objects.get(pk=row.before["revision"])
        page: ArticlePage = former.as_object()
        _keep_schedule(page)
        _put_slug_back(page, taking.slug)
        return page.save_revision(user=user, log_action=True, previous_revision=former)
    if taking.content is None:
        return None
    page = ArticlePage.objects.get(pk=pk).get_latest_revision_as_object()
    fill(page, values_of_content(taking.content))
    if taking.slug:
        _put_slug_back(page, taking.slug)
    return page.save_revision(user=user, log_action=True)


def _keep_schedule(page: ArticlePage) -> None:
    """When it comes and goes is no part of what it says: an editor may have set it since."""
    latest: ArticlePage = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    page.go_live_at, page.expire_at = latest.go_live_at, latest.expire_at


def _put_slug_back(page: ArticlePage, slug: str) -> None:
    """The former slug, unless another page has it by now."""
    siblings = page.get_parent().get_children().exclude(pk=page.pk)
    page.slug = ArticlePage.objects.get(pk=page.pk).slug if siblings.filter(slug=slug).exists() else slug
