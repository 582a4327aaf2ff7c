"""An article meets its page: what the page will say, and how the run calls it. Reads nothing and writes nothing.

Both the plan and the writing ask here, so that a run does what its plan said.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from articles.models import SourceDocument
from articles.sync.content import content_of_article, content_of_revision, content_of_values
from articles.sync.content_hash import content_hash
from articles.sync.convert import page_values
from articles.sync.library import Library
from articles.sync.matching import Outcome
from articles.sync.merging.parts import Content, Path, part_of
from articles.sync.merging.same import same
from articles.sync.merging.three_way import Merged, merge
from articles.sync.notices import notices
from articles.sync.page_links import PageLinks
from articles.sync.plan import Decision
from articles.sync.same_blocks import continued, with_known_ids
from scraper.building import ContractError
from scraper.items import ScrapedArticle

MERGED = "merged"
"""In place of the hash of a page that says more, or other, than its source."""
DESCRIPTION = "search_description"
INVISIBLE = "what changed at the source does not show on the page"


class UnreadableRecord(Exception):
    """The record that a page was written from has no form that this version knows. Raised by `base_of`."""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    article: ScrapedArticle
    """The new one, its blocks under the ids that they have on the page."""
    theirs: Content
    merged: Merged
    outcome: Outcome
    reason: str = ""
    is_edited: bool = False
    """Whether the page says anything else than the source said last."""
    writes: bool = True
    """Whether the page needs a new revision."""
    moves_base: bool = True
    """Whether the document goes on from the new record; not where nobody could tell what the editor changed."""
    remarks: list[str] = field(default_factory=list)

    @property
    def follows_the_source(self) -> bool:
        """Whether the page will say just what the source says."""
        return same(_as_sets(self.merged.content), _as_sets(self.theirs))

    def called(self, decision: Decision) -> Outcome:
        """The run's one word for the article: a return and a move are told where nothing weightier is."""
        if decision.outcome == "restore" and self.outcome != "held":
            return "restore"
        if self.outcome == "unchanged" and decision.moved_from:
            return "redirect"
        return self.outcome

    @property
    def changed(self) -> list[str]:
        return [part_of(path) for path in self.merged.changed]


def base_of(document: SourceDocument) -> ScrapedArticle:
    """What the source said when its page was written last.

    One meeting asks several times, and a record takes a while to read: it stays with its document.
    """
    kept = getattr(document, "base", None)
    if kept is None or kept[0] is not document.record:
        try:
            kept = document.record, ScrapedArticle.from_dict(document.record)
        except ContractError as error:
            raise UnreadableRecord(f"the record of the last sync cannot be read: {error}") from error
        document.base = kept  # type: ignore[attr-defined]  # no column
    base: ScrapedArticle = kept[1]
    return base


def bases(documents: Iterable[SourceDocument]) -> list[ScrapedArticle]:
    """What the source said before, where the record can be read; the meeting does without the others."""
    found = []
    for document in documents:
        with contextlib.suppress(UnreadableRecord):
            found.append(base_of(document))
    return found


def changes_in_words(document: SourceDocument, article: ScrapedArticle) -> list[str]:
    """What the article changes of what its source said before, a line each. Its blocks under the ids of the page."""
    try:
        return notices(base_of(document), article)
    except UnreadableRecord:
        return []


def is_edited(document: SourceDocument, revision: int | None, raw: Mapping[str, Any]) -> bool:
    """Whether the page says something else than the source said at the last sync."""
    if document.written_revision is not None and document.written_revision == revision:
        return False
    return document.written_hash == MERGED or content_hash(raw) != document.written_hash


def meet(
    document: SourceDocument,
    revision: int | None,
    raw: Mapping[str, Any],
    article: ScrapedArticle,
    library: Library,
    links: PageLinks,
    locks: Collection[Path] = (),
    *,
    says: Content | None = None,
) -> Meeting:
    """`raw` is the content of the page's latest revision, `revision` its key; `says` what the page says by it, for
    who has read that already.

    The library must know what the article names, and for an edited page or a locked part what the document's record
    names; the links also what the page links to. All contents, the merged one too, have addresses in place of links to
    imported pages.
    """
    article = _with_known_ids(article, document)
    values = page_values(article, library)
    theirs = links.addressed(content_of_values(values))
    ours = links.addressed(content_of_revision(raw) if says is None else says)
    edited = is_edited(document, revision, raw)
    if not edited and not locks:
        # A page that nobody edited says what the source said.
        merged = Merged(content=theirs, changed=merge(ours, ours, theirs).changed)
    else:
        try:
            base = links.addressed(content_of_article(base_of(document), library))
        except UnreadableRecord as error:
            return Meeting(
                article=article,
                theirs=theirs,
                merged=Merged(content=ours),
                outcome="held",
                reason=str(error),
                writes=False,
                moves_base=False,
            )
        merged = merge(base, ours, {name: theirs[name] for name in theirs if name != DESCRIPTION}, locks)
        merged = replace(merged, content=with_description(ours, merged.content, base))
    writes = not same(_as_sets(merged.content), _as_sets(ours))
    outcome, reason = _outcome(merged, edited=edited, writes=writes)
    return Meeting(
        article=article,
        theirs=theirs,
        merged=merged,
        outcome=outcome,
        reason=reason,
        is_edited=edited,
        writes=writes,
        remarks=values.remarks,
    )


def _with_known_ids(article: ScrapedArticle, document: SourceDocument) -> ScrapedArticle:
    try:
        return continued(article, base_of(document).blocks)
    except UnreadableRecord:
        return with_known_ids(article, document.record)  # its blocks may be readable


def with_description(before: Content, after: Content, source: Content) -> Content:
    """What the page will say, its description with it.

    The description for search engines is the summary, as long as nobody gave the page one of its own: who wrote another
    summary than the `source` has left its description as it was.
    """
    summaries = [side["summary"] for side in (before, source) if "summary" in side]
    follows = any(same(before.get(DESCRIPTION), each) for each in summaries)
    return {**after, DESCRIPTION: after.get("summary") if follows else before.get(DESCRIPTION)}


def _outcome(merged: Merged, *, edited: bool, writes: bool) -> tuple[Outcome, str]:
    held = f"held under a lock: {_names(merged.held)}" if merged.held else ""
    if merged.conflicts:
        return "conflict", "; ".join(filter(None, [f"both sides changed {_names(merged.conflicts)}", held]))
    if not writes:
        return ("held", held) if held else ("unchanged", INVISIBLE)
    return ("merge" if edited else "update"), held


def _names(differences: Collection[Any]) -> str:
    """ "title, roles / data-analyst / html": the places in words, blocks without their ids."""
    places = dict.fromkeys(part_in_words(each.path) for each in differences)
    return ", ".join(places)


def part_in_words(path: Path) -> str:
    """A part for people: "a block of the body", "roles / data-analyst / html"."""
    if path[0] == "body" and len(path) > 1:
        return "the order of the body" if path[1].startswith("#") else "a block of the body"
    return " / ".join(path)


def _as_sets(content: Mapping[str, Any]) -> Content:
    """Terms without their order, which the page does not keep."""
    return {**content, **{name: sorted(content.get(name) or []) for name in ("areas_of_study", "topics")}}
