"""What a run will do with each address, decided before anything is written. Pure: no database, no files.

Source of truth: the run's records and what is known of the source's documents. Every address gets exactly one
outcome. Where the page was edited, locked or deleted by an editor, the editor is right and the article is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from articles.sync.matching import AddressKey, KnownDocument, Match, Outcome, Sighting, match

EDITED = "the page was edited since Gleaner wrote it"
DELETED = "its page was deleted by an editor; Gleaner does not make it again"


@dataclass(frozen=True, kw_only=True)
class PageState:
    """What keeps the sync from writing a page; empty when nothing does."""

    held: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision:
    place: int
    url: str
    outcome: Outcome
    reason: str = ""
    document: int | None = None
    page: int | None = None
    slug: str = ""
    """The article's slug at its source."""
    moved: bool = False
    """Whether the document gets a new address and keeps the old one as an alias."""


PageStates = Callable[[list[int]], Mapping[int, PageState]]


def plan(
    sightings: Sequence[Sighting],
    documents: Iterable[KnownDocument],
    page_states: PageStates,
    *,
    whole: bool,
    key: AddressKey = str,
) -> list[Decision]:
    """One decision a sighting, in their order.

    `page_states` is asked once, for the documents whose source changed. `whole` says whether the run saw the whole
    hub: only then an address that is missing from it means that its article moved.
    """
    matches = match(sightings, documents, whole=whole, key=key)
    changed = [
        match.document.pk
        for match in matches
        if match.document and match.document.page and match.sighting.kind == "article" and _is_changed(match)
    ]
    states = page_states(changed) if changed else {}
    return [_decide(match, states) for match in matches]


def _is_changed(match: Match) -> bool:
    return match.document is None or match.document.fingerprint != match.sighting.fingerprint


def _decide(match: Match, states: Mapping[int, PageState]) -> Decision:
    sighting, document = match.sighting, match.document
    outcome, reason = _outcome(match, states)
    moved = f"moved from {match.moved_from}" if match.moved_from else ""
    noted = sighting.reason if sighting.kind == "article" else ""
    return Decision(
        place=sighting.place,
        url=sighting.url,
        slug=sighting.slug,
        outcome=outcome,
        reason="; ".join(filter(None, [moved, reason, noted])),
        document=document.pk if document else None,
        page=document.page if document else None,
        moved=bool(moved),
    )


def _outcome(match: Match, states: Mapping[int, PageState]) -> tuple[Outcome, str]:
    sighting, document = match.sighting, match.document
    if sighting.kind == "failure":
        return sighting.outcome, sighting.reason
    if match.repeated:
        return "reject", "the address came more than once in this run; the first article counts"
    if document is None or not document.was_written:
        if sighting.kind == "not_modified":
            return "fail", "the server answered that nothing changed, but there is no record of this address"
        return "create", ""
    if document.page is None:
        return "held", DELETED
    if sighting.kind == "not_modified" or not _is_changed(match):
        return "unchanged", ""
    state = states.get(document.pk, PageState(held=DELETED))
    return ("held", state.held) if state.held else ("update", "")
