"""The only code that writes pages.

An article is written in one transaction, whole or not at all. A new page is a draft with its revision first; an update
starts from the page's latest revision and never from the live row. Before an update is written, the page is locked in
the database and looked at once more: what an editor did since the plan was made is held, not overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update

from articles.models import AreaOfStudy, ArticlePage, Source, SourceDocument, Topic
from articles.sync.children import place_children
from articles.sync.content_hash import content_hash
from articles.sync.convert import SLUG_LIMIT, PageValues, page_slug, page_values
from articles.sync.documents import page_states
from articles.sync.library import Library
from articles.sync.matching import Outcome
from articles.sync.plan import DELETED, Decision
from articles.sync.same_blocks import with_known_ids
from scraper.items import ScrapedArticle

NO_WORKFLOW = "no workflow is set for its page: it stays a draft"


@dataclass(frozen=True, kw_only=True)
class Applied:
    outcome: Outcome
    reason: str
    page: int | None


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Writes the articles of one source."""

    source: Source
    parent: int
    user: AbstractBaseUser
    version: str
    """Of the parser whose record the documents will have; empty when a crawl must look at them again."""
    library: Library = field(default_factory=Library)

    def apply(self, decision: Decision, article: ScrapedArticle) -> Applied:
        """Write the article as decided. Whatever goes wrong becomes the outcome "fail": the run goes on."""
        try:
            with transaction.atomic():
                # Wagtail would index the whole page anew at every child that is saved: here once is enough.
                with disable_reference_index_auto_update():
                    write = self._create if decision.outcome == "create" else self._update
                    applied = write(decision, article)
                if applied.outcome in ("create", "update"):
                    ReferenceIndex.create_or_update_for_object(ArticlePage.objects.get(pk=applied.page))
                return applied
        except Exception as error:
            return Applied(outcome="fail", reason=_words(error), page=decision.page)

    def _create(self, decision: Decision, article: ScrapedArticle) -> Applied:
        # The lock lets one writer at a time add below this page, and the fresh row knows the last child's path.
        parent = Page.objects.select_for_update().get(pk=self.parent)
        values = page_values(article, self.library)
        page = ArticlePage(slug=_free_slug(parent, page_slug(article)), live=False, owner=self.user)
        _fill(page, values)
        parent.add_child(instance=page)
        revision = page.save_revision(user=self.user, log_action=True)
        document, _made = SourceDocument.objects.get_or_create(source=self.source, url=article.url)
        document.page = page
        self._take_over(document, article, revision)
        remark = self._release(page, revision, may_publish=True)
        return _applied("create", page, decision.reason, *values.remarks, remark)

    def _update(self, decision: Decision, article: ScrapedArticle) -> Applied:
        document = SourceDocument.objects.select_for_update(of=("self",)).get(pk=decision.document or 0)
        if document.page_id is None:
            return Applied(outcome="held", reason=DELETED, page=None)
        Page.objects.select_for_update().get(pk=document.page_id)
        if reason := page_states([document.pk])[document.pk].held:
            return Applied(outcome="held", reason=reason, page=document.page_id)
        live = ArticlePage.objects.get(pk=document.page_id)
        had_drafts = live.has_unpublished_changes
        page: ArticlePage = live.get_latest_revision_as_object()
        article = with_known_ids(article, document.record)
        values = page_values(article, self.library)
        _fill(page, values)
        if content_hash(page.serializable_data()) == document.written_hash:
            self._take_over(document, article, None)
            return _applied("unchanged", page, decision.reason, "what changed at the source does not show on the page")
        revision = page.save_revision(user=self.user, log_action=True)
        self._take_over(document, article, revision)
        remark = self._release(page, revision, may_publish=not had_drafts)
        return _applied("update", page, decision.reason, *values.remarks, remark)

    def _release(self, page: ArticlePage, revision: Revision, *, may_publish: bool) -> str:
        """What the source's policy says about the new revision; a remark when it cannot be done."""
        if self.source.policy == Source.Policy.PUBLISH and may_publish:
            # The import user is in no group: the policy that an administrator chose is its permission.
            revision.publish(user=self.user, skip_permission_checks=True)
        elif self.source.policy == Source.Policy.PUBLISH:
            return "the page has unpublished changes: the update waits with them"
        elif self.source.policy == Source.Policy.WORKFLOW:
            workflow = page.get_workflow()
            if workflow is None:
                return NO_WORKFLOW
            workflow.start(page, self.user)
        return ""

    def _take_over(self, document: SourceDocument, article: ScrapedArticle, revision: Revision | None) -> None:
        """The article is the document's new base."""
        document.slug = article.slug[:SLUG_LIMIT]
        document.record = article.to_dict()
        document.fingerprint = article.fingerprint
        document.parser_version = self.version
        if revision is not None:
            document.written_hash = content_hash(revision.content)
            document.last_changed_at = timezone.now()
        document.last_seen_at = timezone.now()
        document.save()


def move_document(decision: Decision) -> None:
    """Give the document its new address; the old one becomes an alias."""
    document = SourceDocument.objects.get(pk=decision.document or 0)
    document.aliases = [*(each for each in document.aliases if each != decision.url), document.url]
    document.url, document.slug = decision.url, decision.slug[:SLUG_LIMIT]
    document.save(update_fields=["url", "slug", "aliases"])


def _fill(page: ArticlePage, values: PageValues) -> None:
    for name, value in values.fields.items():
        setattr(page, name, value)
    page.body = StreamValue(page.body.stream_block, values.body, is_lazy=True)
    for relation, children in values.children.items():
        place_children(page, relation, children)
    page.areas_of_study.set(AreaOfStudy.objects.filter(pk__in=values.terms["areas_of_study"]))
    page.topics.set(Topic.objects.filter(pk__in=values.terms["topics"]))


def _free_slug(parent: Page, slug: str) -> str:
    """The slug, or the first of slug-2, slug-3, ... that no sibling has."""
    siblings = parent.get_children().filter(Q(slug=slug) | Q(slug__startswith=f"{slug[: SLUG_LIMIT - 8]}-"))
    taken = set(siblings.values_list("slug", flat=True))
    free, number = slug, 1
    while free in taken:
        number += 1
        free = f"{slug[: SLUG_LIMIT - 8]}-{number}"
    return free


def _applied(outcome: Outcome, page: ArticlePage, *reasons: str) -> Applied:
    return Applied(outcome=outcome, reason="; ".join(filter(None, reasons)), page=page.pk)


def _words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        named: Mapping[str, Any] = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        words = "; ".join(f"{name}: {' '.join(map(str, said))}".lstrip(": ") for name, said in named.items())
    else:
        words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}".rstrip(": ")
