"""The reference ledger: links, related articles and images whose target has come since are put into their pages.

Source of truth: the references, which are entered with every page that is written. One whose `target` is null leads to
an address still; it heals at the end of the run in which its target has a page, or a copy in the image library,
whichever run that is. Failure policy:
a page that may not be written now is healed by a later run; one that cannot be healed is told and harms no other.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from articles.models import ArticlePage, SourceDocument, SourceReference, SyncRunArticle
from articles.sync.apply import ROW_LOCK, Writer
from articles.sync.bulk.complete import complete_pages
from articles.sync.content import content_of_revision, content_of_values, values_of_content
from articles.sync.content_hash import content_hash
from articles.sync.documents import chunks, page_states
from articles.sync.filling import fill
from articles.sync.meeting import MERGED, is_edited
from articles.sync.merging.same import same
from articles.sync.outcomes import Applied, error_in_words, joined, keep_outcomes
from articles.sync.page_links import PageLinks, Target
from articles.sync.plan import Decision, Plan
from articles.sync.references import IS_OPEN
from articles.sync.withdrawal import way_back

AT_ONCE = 100
IMAGE = SourceReference.Kind.IMAGE
HEALED = "links or images that came later were put in"
logger = logging.getLogger(__name__)

Due = Mapping[int, Sequence[SourceReference]]
"""The references that can be healed, by the document in whose page they stand."""


@dataclass(kw_only=True)
class Healing:
    """What became of the references that could be healed."""

    pages: int = 0
    """How many pages were written."""
    waiting: int = 0
    """How many could not be written now: a later run does it."""
    failures: list[str] = field(default_factory=list)
    reported: set[int] = field(default_factory=set)
    """The documents that got their row in the run's report here."""

    def __str__(self) -> str:
        """For the run's message; empty where there was nothing to do."""
        pages = "page" if self.pages == 1 else "pages"
        healed = f"links or images that came later were put into {self.pages} {pages}" if self.pages else ""
        failed = f"it failed for {len(self.failures)}: {self.failures[0]}" if self.failures else ""
        return joined(healed, failed)


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """What is here now of all that is referred to, by its address."""

    targets: Mapping[str, Target]
    copies: Mapping[str, int]

    def has(self, reference: SourceReference) -> bool:
        return reference.url in (self.copies if reference.kind == IMAGE else self.targets)

    def settle(self, references: Sequence[SourceReference]) -> None:
        """Note that the pages say it."""
        links = [each for each in references if each.kind != IMAGE]
        for each in links:
            target = self.targets[each.url]
            each.target_id, each.linked_page = target.document, target.page
        # Half of a first import's time would go into `bulk_update`, which tells rows apart within one expression.
        SourceReference.objects.bulk_create(
            links, update_conflicts=True, unique_fields=["id"], update_fields=["target", "linked_page"]
        )
        SourceReference.objects.filter(pk__in=[each.pk for each in references if each.kind == IMAGE]).delete()


def heal(writer: Writer, plan: Plan, beat: Callable[[], object]) -> Healing:
    """Heal every reference of the writer's source that can be healed. `beat` is called now and then."""
    of_source = SourceReference.objects.filter(document__source=writer.source)
    of_source.filter(target__isnull=False, target__page__isnull=True).update(target=None)
    links = PageLinks(writer.source)
    healing = Healing()
    decisions = {each.document: each for each in plan.decisions}
    waiting = of_source.filter(IS_OPEN, document__page__isnull=False, document__withdrawn_at__isnull=True)
    arrived = _arrived(waiting, links)
    if not arrived.targets and not arrived.copies:
        return healing
    documents = sorted(_documents(waiting, [*arrived.targets, *arrived.copies]))
    for some in chunks(documents, AT_ONCE):
        due: defaultdict[int, list[SourceReference]] = defaultdict(list)
        for reference in waiting.filter(document__in=some).order_by("pk"):
            if arrived.has(reference):
                due[reference.document_id].append(reference)
        _Batch(writer, links, due, arrived, decisions, healing).heal()
        beat()
    return healing


def _arrived(waiting: models.QuerySet[SourceReference], links: PageLinks) -> Arrived:
    named: defaultdict[bool, list[str]] = defaultdict(list)
    for kind, url in waiting.order_by().values_list("kind", "url").distinct():
        named[kind == IMAGE].append(url)
    links.find(named[False])
    links.images.find(named[True])
    targets = {url: target for url in named[False] if (target := links.target(url)) and target.page}
    return Arrived(targets=targets, copies=links.images.copies)


def _documents(waiting: models.QuerySet[SourceReference], urls: list[str]) -> set[int]:
    return {
        document
        for some in chunks(urls)
        for document in waiting.filter(url__in=some).values_list("document", flat=True).distinct()
    }


@dataclass
class _Batch:
    writer: Writer
    links: PageLinks
    due: Due
    arrived: Arrived
    decisions: Mapping[int | None, Decision]
    healing: Healing

    def heal(self) -> None:
        completed = set(self._complete())
        self.healing.pages += len(completed)
        self.arrived.settle([row for document in completed for row in self.due[document]])
        left = [document for document in self.due if document not in completed]
        states = page_states(left)
        for document in left:
            if document not in states or states[document].held:
                self.healing.waiting += 1
            else:
                self._try(document)

    def _complete(self) -> list[int]:
        """Those pages that this run made itself."""
        rows = SyncRunArticle.objects.filter(run=self.writer.run, outcome="create", document__in=list(self.due))
        made = {document: before["created"] for document, before in rows.values_list("document", "before")}
        try:
            return complete_pages(list(made), self.links, made) if made else []
        except Exception as error:
            # As with every fast way: page by page each has a fate of its own.
            logger.info("%s: links are healed page by page: %s", self.writer.source.slug, error)
            return []

    def _try(self, document: int) -> None:
        try:
            with transaction.atomic():
                is_written = self._heal(document)
                self.arrived.settle(self.due[document])
            self.healing.pages += is_written
        except Exception as error:
            logger.warning("the links of document %s could not be healed", document, exc_info=True)
            self.healing.failures.append(error_in_words(error))

    def _heal(self, key: int) -> bool:
        """Put the links into the page's latest revision, whoever wrote it; whether that took a new one."""
        document = SourceDocument.objects.select_for_update(of=ROW_LOCK).get(pk=key)
        Page.objects.select_for_update().get(pk=document.page_id or 0)
        live = ArticlePage.objects.get(pk=document.page_id or 0)
        page: ArticlePage = live.get_latest_revision_as_object()
        raw = live.latest_revision.content if live.latest_revision else live.serializable_data()
        ours = content_of_revision(raw)
        self.links.look_up(contents=[ours])
        self.links.fill_in((each.kind, each.url) for each in self.due[key])
        values = self.links.linked(values_of_content(self.links.addressed(ours)))
        if same(content_of_values(values), ours):
            return False
        was_edited = is_edited(document, live.latest_revision_id, raw)
        before, may_publish = way_back(document, live), live.live and not live.has_unpublished_changes
        with disable_reference_index_auto_update():
            fill(page, values)
            revision = page.save_revision(user=self.writer.user, log_action=True)
            self.writer.release(page, revision, may_publish=may_publish)
        ReferenceIndex.create_or_update_for_object(ArticlePage.objects.get(pk=page.pk))
        document.written_hash = MERGED if was_edited else content_hash(revision.content)
        document.written_revision = None if was_edited else revision.pk
        document.save(update_fields=["written_hash", "written_revision"])
        self._report(document, before | {"wrote": revision.pk})
        return True

    def _report(self, document: SourceDocument, before: dict[str, Any]) -> None:
        """Tell of it in the article's row of the run, so that an undo finds the way back."""
        if self.writer.run is None:
            return
        row = SyncRunArticle.objects.filter(run=self.writer.run, document=document).first()
        if row is not None:
            wrote = "created" if "created" in row.before else "wrote"
            row.before = {**(row.before or before), wrote: before["wrote"]}
            row.reason = joined(row.reason, HEALED)
            row.save(update_fields=["before", "reason"])
            return
        decision = self.decisions.get(document.pk)
        applied = Applied(
            outcome=decision.outcome if decision else "unchanged",
            reason=joined(decision.reason if decision else "", HEALED),
            page=document.page_id,
            document=document.pk,
            before=before,
        )
        keep_outcomes(self.writer.run, [(decision.url if decision else document.url, applied)])
        self.healing.reported.add(document.pk)
