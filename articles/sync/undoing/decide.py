"""What an undo makes of one article of a run. Reads what is there now and decides; writes nothing.

Undoing is a merge as well: what the run wrote is the base, what stood before is theirs, the page as it is now is ours.
So what an editor did since stays, and what nobody touched says again what it said before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from wagtail.models import Revision

from articles.models import ArticlePage, SourceDocument, SyncRunArticle
from articles.sync.content import content_of_revision
from articles.sync.content_hash import content_hash
from articles.sync.documents import IN_MODERATION
from articles.sync.meeting import part_in_words
from articles.sync.merging.parts import Content
from articles.sync.merging.same import same
from articles.sync.merging.three_way import merge
from articles.sync.undoing.traces import Traces, former_address, written_revision
from articles.sync.withdrawal import STAYS_OFF

FORGOTTEN = "Gleaner has forgotten the article since"
DELETED = "its page was deleted since"
TOUCHED = "somebody worked on the page since it was made"
PURGED = "the page's revisions of then are gone"
STAYS_LIVE = "an editor decided since whether the page is live: that stays"
UNDER_DRAFT = "readers see it when the page's unpublished changes are published"

Live = Literal["", "publish", "former", "unpublish"]
"""What becomes of what readers see: nothing, the new revision, what was live before the run, off the site."""


@dataclass(frozen=True, kw_only=True)
class TakingBack:
    spared: str = ""
    """Why the article is left as it is; empty when it is taken back."""
    deletes: bool = False
    exact: bool = False
    """Whether the page's former revision comes back as it was."""
    content: Content | None = None
    """What the page is to say, where an editor worked on it since; None where it is not written so."""
    slug: str = ""
    """The page's former slug, where the run gave it another one."""
    live: Live = ""
    kept: list[str] = field(default_factory=list)
    """The parts that stay the editor's, in words."""
    remark: str = ""

    @property
    def reason(self) -> str:
        kept = f"what an editor changed since stays: {', '.join(self.kept)}" if self.kept else ""
        deleted = "the page that the run made is deleted" if self.deletes else ""
        return "; ".join(filter(None, [self.spared or deleted or kept, self.remark]))


def decide(row: Any, traces: Traces) -> TakingBack:
    """`row` is one of the traces'."""
    document = row.document
    if document is None:
        return TakingBack(spared=FORGOTTEN)
    page = traces.pages.get(document.page_id or 0)
    if page is None:
        return TakingBack(spared=DELETED)
    if reason := _not_free(row, page, traces):
        return TakingBack(spared=reason)
    if "created" in row.before:
        made = row.before["created"]
        touched = page.latest_revision_id != made and not _says_the_same(page.latest_revision, made, traces)
        if touched or traces.others_worked_on(page):
            return TakingBack(spared=TOUCHED)
        return TakingBack(deletes=True)
    return _of_change(row, document, page, traces)


def _not_free(row: Any, page: ArticlePage, traces: Traces) -> str:
    if row.later_run:
        return f"run {row.later_run} wrote it since"
    held = traces.held(row)
    if held == IN_MODERATION and traces.untouched_workflow(page, written_revision(row)):
        held = ""
    if held:
        return held
    return f"its former address belongs to another article now: {former_address(row)}" if traces.is_taken(row) else ""


def _of_change(row: SyncRunArticle, document: SourceDocument, page: ArticlePage, traces: Traces) -> TakingBack:
    wrote, revisions = written_revision(row), traces.revisions
    if wrote is None:
        live, remark = _live_of_step(row, page, traces)
        if live == "former" and row.before["live_revision"] not in revisions:
            return TakingBack(spared=PURGED)
        return TakingBack(live=live, remark=remark)
    live, remark = _live_of_writing(row, page, wrote, traces)
    former = revisions.get(row.before["revision"])
    if former is None or (live == "former" and row.before["live_revision"] not in revisions):
        return TakingBack(spared=PURGED)
    slug = former.content["slug"] if wrote in revisions and _moved(former, revisions[wrote], page) else ""
    if page.latest_revision_id == wrote or _says_the_same(page.latest_revision, wrote, traces):
        return TakingBack(exact=True, slug=former.content["slug"], live=live, remark=remark)
    if wrote not in revisions or page.latest_revision is None:
        return TakingBack(spared=PURGED)
    ours = content_of_revision(page.latest_revision.content)
    merged = merge(
        content_of_revision(revisions[wrote].content),
        ours,
        content_of_revision(former.content),
        traces.locks.get(document.pk, ()),
    )
    kept = list(dict.fromkeys(part_in_words(each.path) for each in [*merged.conflicts, *merged.held]))
    writes = bool(slug) or not same(merged.content, ours)
    if live == "publish" and not writes:
        live = ""
    if kept and not writes and not live:
        return TakingBack(spared=f"an editor changed it since: {', '.join(kept)}")
    return TakingBack(content=merged.content if writes else None, slug=slug, live=live, kept=kept, remark=remark)


def _live_of_step(row: SyncRunArticle, page: ArticlePage, traces: Traces) -> tuple[Live, str]:
    """Of a withdrawal or a return that came without new words."""
    others = traces.others_decided_what_is_live(page)
    if row.before["live"] and not page.live:
        return ("", STAYS_OFF) if others else ("former", "")
    if not row.before["live"] and page.live:
        return ("", STAYS_LIVE) if others else ("unpublish", "")
    return "", ""


def _live_of_writing(row: SyncRunArticle, page: ArticlePage, wrote: int, traces: Traces) -> tuple[Live, str]:
    if row.before["live"] != page.live:
        return _live_of_step(row, page, traces)
    if not page.live or not traces.was_published(page, wrote):
        return "", ""
    if not page.has_unpublished_changes:
        return "publish", ""
    # An editor's draft lies over what the run published: readers get back what they had, the draft stays a draft.
    return ("former", "") if page.live_revision_id == wrote else ("", UNDER_DRAFT)


def _moved(former: Revision, wrote: Revision, page: ArticlePage) -> bool:
    """Whether the run gave the page another slug, which it still has."""
    ours: Mapping[str, Any] = page.latest_revision.content if page.latest_revision else {}
    return bool(former.content["slug"] != wrote.content["slug"] == ours.get("slug"))


def _says_the_same(revision: Revision | None, other: int, traces: Traces) -> bool:
    known = traces.revisions.get(other)
    return bool(revision and known and content_hash(revision.content) == content_hash(known.content))
