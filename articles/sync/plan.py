"""What a run will do with each address, decided before anything is written. Pure: no database, no files.

Source of truth: the run's records and what is known of the source's documents. Every address gets exactly one
outcome. A page that is locked, in a workflow or being edited is not written; one that an editor deleted stays deleted.
What a changed article makes of its page, an update, a merge or a conflict, is told by `articles.sync.meeting`; what
becomes of an article that was not found, by `articles.sync.ladder`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from articles.sync.cause import Cause, cause_of
from articles.sync.ladder import Ladder, LadderDocument, LadderRules, Missing, Seen, Step, climb
from articles.sync.matching import AddressKey, KnownDocument, Match, Outcome, Sighting, Titles, match

DELETED = "its page was deleted by an editor; Gleaner does not make it again"
BY_PARSER = "our parser reads it differently now"
STILL_AWAY = "withdrawn, and still missing"
LOUD: tuple[Outcome, ...] = ("withdraw", "restore")
"""What the ladder does to a page; the document's new state is written with it."""


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
    moved_from: str = ""
    """The document's address up to now, which becomes an alias."""
    is_changed: bool = False
    """Whether the source says something new, which the page has yet to meet."""
    cause: Cause | None = None
    """Of a change: whether the source changed or our parser reads it otherwise."""
    is_present: bool = True
    """Whether the article was found."""
    step: Step | None = None
    """What the ladder says of the document."""

    @property
    def has_article(self) -> bool:
        """Whether the article's record is needed to carry the decision out."""
        return self.outcome == "create" or self.is_changed


@dataclass(frozen=True, kw_only=True)
class Plan:
    decisions: list[Decision] = field(default_factory=list)
    quiet: dict[int, Missing] = field(default_factory=dict)
    """New states by document where no page is withdrawn or restored: to be kept when the run ends, and not before."""
    message: str = ""


PageStates = Callable[[list[int]], Mapping[int, PageState]]


def plan(
    sightings: Sequence[Sighting],
    documents: Iterable[KnownDocument],
    page_states: PageStates,
    titles: Titles,
    *,
    whole: bool,
    rules: LadderRules,
    key: AddressKey = str,
    version: str = "",
    asked: bool = True,
) -> Plan:
    """One decision a sighting, in their order. `version` is the parser's of now.

    `asked` says whether the source itself was asked: a replay knows nothing of what is there, and what is gone.

    `page_states` is asked once, for the documents whose page would be written. `whole` says whether the run saw the
    whole hub: only then does it mean something that an address is missing from it.
    """
    known = list(documents)
    matches = match(sightings, known, titles, whole=whole, key=key)
    ladder = _ladder(known, matches if asked else (), rules, whole=whole, key=key)
    steps = {step.document: step for step in ladder.steps}
    writing = [
        match.document.pk
        for match in matches
        if match.document and match.document.page and (_is_changed(match) or steps[match.document.pk].outcome)
    ]
    states = page_states(writing) if writing else {}
    moved = {each.document.pk for each in matches if each.document and each.moved_from}
    decided = [
        _decide(each, states, steps, version)
        for each in matches
        # What is no longer at its old address has been found at the new one.
        if not (each.sighting.kind == "unlisted" and each.document and each.document.pk in moved)
    ]
    return Plan(decisions=decided, quiet=_quiet(ladder, decided), message=ladder.message)


def _quiet(ladder: Ladder, decided: Iterable[Decision]) -> dict[int, Missing]:
    loud = {each.document for each in decided if each.step and each.outcome in LOUD}
    states = {
        step.document: step.after_held if step.outcome in LOUD else step.after
        for step in ladder.steps
        if step.document not in loud
    }
    before = {step.document: step.before for step in ladder.steps}
    return {document: state for document, state in states.items() if state != before[document]}


def _ladder(
    documents: Sequence[KnownDocument], matches: Sequence[Match], rules: LadderRules, *, whole: bool, key: AddressKey
) -> Ladder:
    seen: dict[int, Seen] = {}
    for each in matches:
        # An article that came tells more than the address that failed beside it.
        if each.document and (each.document.pk not in seen or each.sighting.sight == "present"):
            seen[each.document.pk] = Seen(sight=each.sighting.sight, location=each.sighting.location)
    climbing = [
        LadderDocument(
            pk=document.pk,
            url=document.url,
            aliases=document.aliases,
            page=document.page,
            missing=Missing(word=document.missing, count=document.missing_count, withdrawn=document.is_withdrawn),
        )
        for document in documents
    ]
    return climb(climbing, seen, rules, complete=whole, key=key)


def _is_changed(match: Match) -> bool:
    sighting, document = match.sighting, match.document
    return sighting.kind == "article" and (document is None or document.fingerprint != sighting.fingerprint)


def _decide(match: Match, states: Mapping[int, PageState], steps: Mapping[int, Step], version: str) -> Decision:
    sighting, document = match.sighting, match.document
    step = steps[document.pk] if document and document.page else None
    outcome, reason = _outcome(match, states, step)
    moved = f"moved from {match.moved_from}" if match.moved_from else ""
    if moved and outcome == "unchanged":
        outcome = "redirect"
    noted = sighting.reason if sighting.kind == "article" else ""
    writes = outcome in ("update", "restore") and not match.repeated
    cause: Cause | None = None
    if document and writes and _is_changed(match):
        cause = cause_of(read_by=document.read_by, version=version, is_stored=sighting.stored)
    read = BY_PARSER if cause == "parser" else ""
    return Decision(
        place=sighting.place,
        url=sighting.url,
        slug=sighting.slug,
        outcome=outcome,
        reason="; ".join(filter(None, [moved, reason, read, noted])),
        document=document.pk if document else None,
        page=document.page if document else None,
        moved_from=match.moved_from,
        is_changed=writes and _is_changed(match),
        cause=cause,
        is_present=sighting.sight == "present",
        step=step if step and step.outcome else None,
    )


def _outcome(match: Match, states: Mapping[int, PageState], step: Step | None) -> tuple[Outcome, str]:
    sighting, document = match.sighting, match.document
    if match.repeated:
        return "reject", "the address came more than once in this run; the first article counts"
    if step is not None and step.outcome:
        state = states.get(step.document, PageState())
        if state.held:
            return "held", f"{step.reason}; {state.held}"
        return step.outcome, step.reason
    if sighting.kind in ("failure", "unlisted"):
        if document is not None and document.is_withdrawn and sighting.sight != "error":
            return "unchanged", STILL_AWAY
        return sighting.outcome, sighting.reason
    if document is None or not document.was_written:
        if sighting.kind == "not_modified":
            return "fail", "the server answered that nothing changed, but there is no record of this address"
        return "create", ""
    if document.page is None:
        return "held", DELETED
    if not _is_changed(match):
        return "unchanged", ""
    state = states.get(document.pk, PageState(held=DELETED))
    return ("held", state.held) if state.held else ("update", "")
