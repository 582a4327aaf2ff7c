"""The only code that writes articles' pages, one at a time; `bulk` beside it does the same for many.

An article is written in one transaction, whole or not at all. A new page is a draft with its revision first; a change
starts from the page's latest revision and never from the live row. Before a page is written it is locked in the
database and looked at once more, and the article meets the page as it is then: what an editor did since the plan was
made is merged or held, not overwritten.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import structlog
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update

from articles.models import ArticlePage, Source, SourceDocument, SyncRun
from articles.sync.connections import renew_if_broken
from articles.sync.content import content_of_revision, values_of_content
from articles.sync.content_hash import content_hash
from articles.sync.convert import page_slug, page_values, slug_of
from articles.sync.documents import page_states
from articles.sync.filling import fill, follow_slug, free_slug
from articles.sync.library import Library
from articles.sync.meeting import Meeting, bases, changes_in_words, meet
from articles.sync.moves import address_on_site, move_document, redirect_old_addresses, redirect_old_slug
from articles.sync.outcomes import (
    Applied,
    details_of,
    error_in_words,
    joined,
    keep_outcomes,
    keep_outcomes_of_any,
    kept_outcomes,
)
from articles.sync.page_links import PageLinks
from articles.sync.plan import DELETED, Decision
from articles.sync.proposals import keep_differences, locks_of
from articles.sync.publishing import may_release, release
from articles.sync.references import Said, article_references, keep_references, open_references, references_of
from articles.sync.take_over import take_over
from articles.sync.withdrawal import lead_on, restore, way_back, withdraw
from scraper.items import ScrapedArticle

ROW_LOCK = ("self",)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Writes the articles of one source."""

    source: Source
    parent: int
    user: AbstractBaseUser
    version: str
    """Of the parser whose record the documents will have; empty when a crawl must look at them again."""
    run: SyncRun | None = None
    library: Library = field(default_factory=Library)

    @cached_property
    def links(self) -> PageLinks:
        return PageLinks(self.source)

    def apply(self, decision: Decision, article: ScrapedArticle) -> Applied:
        """Write the article as decided."""
        if decision.outcome == "create":
            return self._whole(decision, lambda: self._create(decision, article))
        return self._whole(decision, lambda: self._change(decision, article))

    def take_step(self, decision: Decision) -> Applied:
        """Withdraw, restore or move a page of whose article nothing new is known."""
        return self._whole(decision, lambda: self._step(decision))

    def _whole(self, decision: Decision, write: Callable[[], Applied]) -> Applied:
        """All of it and its row in the report, or nothing. What goes wrong becomes a "fail": the run goes on."""
        with structlog.contextvars.bound_contextvars(article=decision.url):
            try:
                with transaction.atomic():
                    # Wagtail would index the whole page anew at every child that is saved: here once is enough.
                    with disable_reference_index_auto_update():
                        applied = write()
                    if applied.page is not None and applied.outcome not in ("unchanged", "held"):
                        ReferenceIndex.create_or_update_for_object(ArticlePage.objects.get(pk=applied.page))
                    if self.run is not None:
                        keep_outcomes(self.run, [(decision.url, applied)])
                    return applied
            except Exception as error:
                logger.warning("the article could not be written", exc_info=True)
                failed = Applied(
                    outcome="fail", reason=error_in_words(error), page=decision.page, document=decision.document
                )
                renew_if_broken()  # one that broke would take the next articles along
                if self.run is None:
                    return failed
                kept = kept_outcomes(self.run, [decision.url])
                if not kept:  # what went wrong may be that the page is gone
                    keep_outcomes_of_any(self.run, [(decision.url, failed)])
                return kept.get(decision.url, failed)

    def _create(self, decision: Decision, article: ScrapedArticle) -> Applied:
        # The lock lets one writer at a time add below this page, and the fresh row knows the last child's path.
        parent = Page.objects.select_for_update().get(pk=self.parent)
        values = page_values(article, self.library)
        self.links.look_up(articles=[article])
        page = ArticlePage(slug=free_slug(parent, page_slug(article)), live=False, owner=self.user)
        fill(page, self.links.linked(values))
        parent.add_child(instance=page)
        revision = page.save_revision(user=self.user, log_action=True)
        document, _made = SourceDocument.objects.get_or_create(source=self.source, url=article.url)
        document.page = page
        take_over(document, article, revision, version=self.version)
        keep_references(self.links, [Said(document=document.pk, named=article_references(article))])
        redirect_old_addresses(document, page)
        remark = self.release(page, revision, may_publish=True)
        return Applied(
            outcome="create",
            reason=joined(decision.reason, *values.remarks, remark),
            page=page.pk,
            document=document.pk,
            details=details_of(article, images=self.links.images.refusals(article)),
            before={"created": revision.pk},
        )

    def _change(self, decision: Decision, article: ScrapedArticle) -> Applied:
        document = SourceDocument.objects.select_for_update(of=ROW_LOCK).get(pk=decision.document or 0)
        if document.page_id is None:
            return Applied(outcome="held", reason=DELETED, page=None, document=document.pk)
        Page.objects.select_for_update().get(pk=document.page_id)
        if reason := page_states([document.pk])[document.pk].held:
            return Applied(outcome="held", reason=reason, page=document.page_id, document=document.pk)
        live = ArticlePage.objects.get(pk=document.page_id)
        before = way_back(document, live)
        returned = ""
        if decision.outcome == "restore":
            returned = restore(document, live, self.user)
            live = ArticlePage.objects.get(pk=document.page_id)
        may_publish, address = self._may_release(document, live), address_on_site(live)
        page: ArticlePage = live.get_latest_revision_as_object()
        raw = live.latest_revision.content if live.latest_revision else live.serializable_data()
        meeting = self.meet(document, live.latest_revision_id, raw, article)
        if not meeting.moves_base:
            return Applied(outcome="held", reason=meeting.reason, page=page.pk, document=document.pk)
        told = changes_in_words(document, meeting.article)
        keep_differences(document, meeting.merged, meeting.theirs, self.run, "\n".join(told))
        fill(page, self.links.linked(values_of_content(meeting.merged.content)))
        has_new_slug = follow_slug(page, slug_of(document.slug, document.record.get("title", "")), page_slug(article))
        revision, remark = None, ""
        if meeting.writes or has_new_slug:
            revision = page.save_revision(user=self.user, log_action=True)
            remark = self.release(page, revision, may_publish=may_publish)
            redirect_old_slug(address, page)
        if decision.moved_from:
            move_document(document, decision.url, decision.slug)
            redirect_old_addresses(document, page)
        # What an editor took out shows in no comparison, and is an edit all the same.
        follows = meeting.follows_the_source and not self.links.left_empty
        take_over(document, meeting.article, revision, version=self.version, follows=follows)
        said = references_of(meeting.article, meeting.merged.content) - self.links.images_left_out
        keep_references(self.links, [Said(document=document.pk, named=said, is_written=revision is not None)])
        return Applied(
            outcome=meeting.called(decision),
            reason=joined(decision.reason, returned, meeting.reason, *meeting.remarks, remark),
            page=page.pk,
            document=document.pk,
            details=details_of(
                meeting.article,
                notices=told,
                changed=meeting.changed,
                cause=decision.cause,
                images=self.links.images.refusals(meeting.article),
            ),
            before=before | {"wrote": revision.pk if revision else None},
        )

    def _step(self, decision: Decision) -> Applied:
        document = SourceDocument.objects.select_for_update(of=ROW_LOCK).get(pk=decision.document or 0)
        if document.page_id is None:
            return Applied(outcome="held", reason=DELETED, page=None, document=document.pk)
        Page.objects.select_for_update().get(pk=document.page_id)
        if reason := page_states([document.pk])[document.pk].held:
            return Applied(outcome="held", reason=reason, page=document.page_id, document=document.pk)
        page = ArticlePage.objects.get(pk=document.page_id)
        applied = Applied(
            outcome=decision.outcome,
            reason=decision.reason,
            page=page.pk,
            document=document.pk,
            before=way_back(document, page),
        )
        if decision.outcome == "withdraw" and decision.step is not None:
            withdraw(document, page, self.user, unpublish=decision.step.unpublish)
            if decision.step.leads_to is not None:
                target = SourceDocument.objects.filter(pk=decision.step.leads_to).select_related("page").first()
                if target is not None and target.page is not None:
                    lead_on(page, target.page)
            document.missing, document.missing_count = decision.step.after.word, decision.step.after.count
            document.missing_since = document.missing_since or timezone.now()
        else:
            applied = replace(applied, reason=joined(applied.reason, restore(document, page, self.user)))
            document.missing, document.missing_count, document.missing_since = "", 0, None
            document.last_seen_at = timezone.now()
            document.parser_version = self.version
        if decision.moved_from:
            applied = self._move(decision, document, applied)
        document.save()
        return applied

    def _move(self, decision: Decision, document: SourceDocument, applied: Applied) -> Applied:
        live = ArticlePage.objects.get(pk=document.page_id or 0)
        may_publish, address = self._may_release(document, live), address_on_site(live)
        page: ArticlePage = live.get_latest_revision_as_object()
        follows = document.written_revision is not None and document.written_revision == live.latest_revision_id
        old, new = slug_of(document.slug, ""), slug_of(decision.slug, page.title)
        move_document(document, decision.url, decision.slug)
        redirect_old_addresses(document, page)
        if not follow_slug(page, old, new):
            return applied
        revision = page.save_revision(user=self.user, log_action=True)
        if follows:
            document.written_revision, document.written_hash = revision.pk, content_hash(revision.content)
        remark = self.release(page, revision, may_publish=may_publish)
        redirect_old_slug(address, page)
        return replace(applied, reason=joined(applied.reason, remark), before={**applied.before, "wrote": revision.pk})

    def meet(self, document: SourceDocument, revision: int | None, raw: Any, article: ScrapedArticle) -> Meeting:
        before = bases([document])
        self.library.look_up(before)
        self.links.look_up(articles=[article, *before], contents=[content_of_revision(raw)])
        if self.links.left_empty:
            self.links.fill_in(open_references(document.pk))
        locks = locks_of([document.pk]).get(document.pk, ())
        return meet(document, revision, raw, article, self.library, self.links, locks)

    def release(self, page: ArticlePage, revision: Revision, *, may_publish: bool) -> str:
        """What the source's policy says about the new revision; a remark when it cannot be done."""
        return release(self.source, page, revision, self.user, may_publish=may_publish)

    def _may_release(self, document: SourceDocument, page: ArticlePage) -> bool:
        return may_release(self.source, document, page, self.user)
