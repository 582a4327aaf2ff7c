"""New drafts for a batch of pages that nobody has edited since the sync wrote them.

Nothing of what readers see changes, so neither index has news. Source of truth for every row is what Wagtail's own
`save_revision` leaves on top of `get_latest_revision_as_object`; what the page will say is the meeting's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.models import Comment, Page, PageLogEntry, Revision

from articles.models import ArticlePage, Proposal, SourceDocument
from articles.sync.bulk import history, rows
from articles.sync.bulk.create import refuse_listeners
from articles.sync.bulk.documents import take_over, update_documents
from articles.sync.bulk.latest import Children, latest_pages, latest_revisions, live_children
from articles.sync.children import place_children
from articles.sync.content import content_of_stored, values_of_content
from articles.sync.convert import PageValues, page_slug, slug_of
from articles.sync.documents import page_states
from articles.sync.library import Library
from articles.sync.meeting import Meeting, bases, changes_in_words, meet
from articles.sync.page_links import PageLinks
from articles.sync.proposals import locks_of
from articles.sync.references import Said, article_references, content_references, keep_references
from articles.sync.withdrawal import way_back
from scraper.items import ScrapedArticle


@dataclass(frozen=True, kw_only=True)
class ChangedArticle:
    document: int
    article: ScrapedArticle


@dataclass(frozen=True, kw_only=True)
class Updated:
    document: SourceDocument
    page: ArticlePage
    meeting: Meeting
    revision: Revision | None
    """None when nothing of what changed at the source shows on the page: then only the document is up to date."""
    notices: list[str]
    """What the change means, a line each."""
    before: Mapping[str, Any]
    """For an undo: the document and the page as they were."""


def update_pages(
    articles: Sequence[ChangedArticle], *, user: AbstractBaseUser, version: str, library: Library, links: PageLinks
) -> list[Updated | None]:
    """A draft for each page, in their order. None where the page is not one that nobody touched: it goes the slow way.

    The library must be stocked with the articles; none of them may have moved, and no document may come twice.
    """
    refuse_listeners()
    with transaction.atomic():
        documents = _lock_documents(articles)
        pages = _lock_pages(documents)
        untouched = _untouched(documents, pages, articles)
        updated = _update(untouched, pages, user, version, library, links)
        update_documents([each.document for each in updated])
        keep_references(links, [_said(each) for each in updated])
    by_document = {each.document.pk: each for each in updated}
    return [by_document.get(each.document) for each in articles]


def _lock_documents(articles: Sequence[ChangedArticle]) -> dict[int, SourceDocument]:
    known = SourceDocument.objects.select_for_update(of=("self",))
    return {each.pk: each for each in known.filter(pk__in=[each.document for each in articles], page__isnull=False)}


def _lock_pages(documents: Mapping[int, SourceDocument]) -> dict[int, ArticlePage]:
    pages = ArticlePage.objects.select_for_update(of=("self", "page_ptr")).defer("body")
    return {page.pk: page for page in pages.filter(pk__in=[each.page_id for each in documents.values()])}


def _untouched(
    documents: Mapping[int, SourceDocument], pages: Mapping[int, ArticlePage], articles: Sequence[ChangedArticle]
) -> list[tuple[SourceDocument, ScrapedArticle]]:
    """Where the latest revision is the sync's own, and neither the page nor its document needs a closer look."""
    keys = list(documents)
    needs_care = {key for key, state in page_states(keys).items() if state.held}
    needs_care |= set(locks_of(keys))
    open_ones = Proposal.objects.filter(document__in=keys, status=Proposal.Status.OPEN)
    needs_care |= set(open_ones.values_list("document", flat=True))
    commented = set(Comment.objects.filter(page__in=list(pages)).values_list("page", flat=True))
    found = []
    for each in articles:
        document = documents.get(each.document)
        if document is None or document.pk in needs_care or document.withdrawn_at is not None:
            continue
        page = pages[document.page_id or 0]
        is_own = page.latest_revision_id is not None and page.latest_revision_id == document.written_revision
        if is_own and not page.alias_of_id and page.pk not in commented and _keeps_its_slug(document, each.article):
            found.append((document, each.article))
    return found


def _keeps_its_slug(document: SourceDocument, article: ScrapedArticle) -> bool:
    return slug_of(document.slug, document.record.get("title", "")) == page_slug(article)


def _update(
    untouched: Sequence[tuple[SourceDocument, ScrapedArticle]],
    pages: Mapping[int, ArticlePage],
    user: AbstractBaseUser,
    version: str,
    library: Library,
    links: PageLinks,
) -> list[Updated]:
    """The drafts, and their documents in memory."""
    live = [pages[document.page_id or 0] for document, _article in untouched]
    stored = latest_revisions(live)
    before = bases(document for document, _article in untouched)
    contents = [content_of_stored(revision.content) for revision in stored]
    articles = [*before, *(article for _document, article in untouched)]
    links.look_up(articles=articles, contents=contents, untouched=True)
    met = []
    for (document, article), page, revision, says in zip(untouched, live, stored, contents, strict=True):
        meeting = meet(document, revision.pk, revision.content, article, library, links, says=says)
        met.append((document, page, way_back(document, page), meeting))
    changed = [
        (page, revision, meeting) for (_, page, _, meeting), revision in zip(met, stored, strict=True) if meeting.writes
    ]
    revisions = _save_revisions(changed, user, links)
    now = timezone.now()
    # Before the article becomes the base.
    said = [changes_in_words(document, meeting.article) for document, _, _, meeting in met]
    for document, page, _before, meeting in met:
        take_over(document, meeting.article, revisions.get(page.pk), version=version, now=now)
    return [
        Updated(
            document=document,
            page=page,
            meeting=meeting,
            revision=revisions.get(page.pk),
            notices=notices,
            before=before,
        )
        for (document, page, before, meeting), notices in zip(met, said, strict=True)
    ]


def _said(updated: Updated) -> Said:
    named = article_references(updated.meeting.article) | content_references(updated.meeting.merged.content)
    return Said(document=updated.document.pk, named=named, is_written=updated.revision is not None)


def _save_revisions(
    changed: Sequence[tuple[ArticlePage, Revision, Meeting]], user: AbstractBaseUser, links: PageLinks
) -> dict[int, Revision]:
    if not changed:
        return {}
    children = live_children([page for page, _revision, _meeting in changed])
    pages = latest_pages([(page, revision) for page, revision, _meeting in changed], children)
    values = [links.linked(values_of_content(meeting.merged.content)) for _page, _revision, meeting in changed]
    terms = rows.terms_of(values)
    for page, said in zip(pages, values, strict=True):
        _fill(page, said, children, terms)
        rows.check(page)
    now = timezone.now()
    renamed = [page for page in pages if page.draft_title != page.title]
    revisions = history.insert_revisions(pages, user, now)
    Page.objects.bulk_update([Page(pk=page.pk, draft_title=page.title) for page in renamed], ["draft_title"])
    PageLogEntry.objects.bulk_create(history.log_entries(history.EDITED, pages, user, now))
    return {page.pk: revision for page, revision in zip(pages, revisions, strict=True)}


def _fill(page: ArticlePage, values: PageValues, children: Children, terms: rows.Terms) -> None:
    """As `filling.fill`, without its queries."""
    for name, value in values.fields.items():
        setattr(page, name, value)
    page.body = StreamValue(rows.BODY.stream_block, values.body, is_lazy=True)
    for relation, wanted in values.children.items():
        place_children(page, relation, wanted, live=children[relation].get(page.pk, []))
    for name, keys in values.terms.items():
        getattr(page, name).set([terms[name][key] for key in keys])
