"""The withdrawal ladder: what becomes of a page whose article the run did not find. Pure: no database, no clock.

Source of truth: what is known of the source's documents before the run, and what the run saw of each. Failure policy:
in doubt the page stays. Nothing is counted unless the crawl saw the whole hub, an address that could not be fetched
says nothing, and when more pages would go than the source allows, none goes. A hand-made page has no document and
never comes here.

Every step is made from the state before the run, so that a run which is killed and repeated counts once, if its writer
keeps to two rules. A withdrawal or a return, and the document's new state with it, are one transaction. All other new
states are written in the transaction that ends the run; a run that breaks off or is stopped by the brake writes none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Sight = Literal["present", "gone", "delisted", "redirected", "error", "unseen"]
"""What a run saw of a document: "unseen" where it did not ask for it, "error" where there was no usable answer."""

COUNTED = ("gone", "delisted", "redirected")
"""What counts towards a withdrawal; going from one of them to another goes on counting."""
FOUND_BY_ASKING = ("gone", "redirected")
"""What a run that saw a part of the hub can tell as well; that a document is listed no more, it cannot."""
MOST_COUNTED = 32_767
"""What the column of the count holds on every database."""


@dataclass(frozen=True, kw_only=True)
class Missing:
    """How a document is missing; empty when it is not."""

    word: str = ""
    """ "gone", "delisted", "redirected", or "error" where nothing else is known."""
    count: int = 0
    """Runs in a row that missed it, those with an error left out."""
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class LadderDocument:
    """A source document, as far as the ladder needs it."""

    pk: int
    url: str
    aliases: tuple[str, ...] = ()
    page: int | None
    missing: Missing = field(default_factory=Missing)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the run saw of one document."""

    sight: Sight
    location: str = ""
    """Of a redirect: the address where it ends."""


UNSEEN = Seen(sight="unseen")
NOT_MISSING = Missing()


@dataclass(frozen=True, kw_only=True)
class LadderRules:
    """The source's settings."""

    after: int
    """Confirmations that a withdrawal needs, 1 or more."""
    share: int
    """Percent of the source's standing pages that may go in one run, at least one page; 0: never."""
    unpublishes: bool
    """Whether a withdrawn page leaves the site; else it is only flagged."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What becomes of one document."""

    document: int
    outcome: Literal["withdraw", "restore", "held", ""] = ""
    """Empty where the ladder has nothing to say: then the article's own outcome counts."""
    reason: str = ""
    before: Missing
    after: Missing
    """The document's state once the step is done."""
    unpublish: bool = False
    """Whether this withdrawal takes the page off the site."""
    location: str = ""
    """Of a redirect: the address where it ends."""
    leads_to: int | None = None
    """Of a redirect to another article that stands: the key of that document."""

    @property
    def is_changed(self) -> bool:
        """Whether there is a new state to be written."""
        return self.after != self.before

    @property
    def after_held(self) -> Missing:
        """The state instead of `after` when the page may not be written now: the next run tries again."""
        return self.before if self.outcome == "restore" else replace(self.after, withdrawn=self.before.withdrawn)


@dataclass(frozen=True, kw_only=True)
class Ladder:
    steps: tuple[Step, ...]
    """One for each document, in their order."""
    message: str = ""
    """What the run must tell a person: that more pages would have gone than may."""


def climb(
    documents: Iterable[LadderDocument],
    seen: Mapping[int, Seen],
    rules: LadderRules,
    *,
    complete: bool,
    key: Callable[[str], str] = str,
) -> Ladder:
    """One step for each document; whatever is not in `seen`, by the document's key, was not asked for.

    `complete` says whether the run saw the whole hub: false for a part of it, for saved pages and for a replay.
    `key` gives what all spellings of an address have in common.
    """
    known = list(documents)
    targets = _standing_targets(known, seen, key)
    steps = [_step(document, seen.get(document.pk, UNSEEN), rules, complete, targets, key) for document in known]
    # With those that come back now, so that a killed run which is repeated reckons with as many.
    standing = sum(
        document.page is not None and (not document.missing.withdrawn or step.outcome == "restore")
        for document, step in zip(known, steps, strict=True)
    )
    return _within_share(steps, rules.share, standing)


def _step(
    document: LadderDocument,
    seen: Seen,
    rules: LadderRules,
    complete: bool,
    targets: Mapping[str, int],
    key: Callable[[str], str],
) -> Step:
    before = document.missing
    stays = Step(document=document.pk, before=before, after=before)
    if seen.sight == "present":
        return _found(document, stays)
    if seen.sight == "error" and not before.word:
        return replace(stays, after=replace(before, word="error"))
    if seen.sight not in COUNTED or document.page is None:
        return stays
    if seen.sight == "redirected":
        stays = replace(stays, location=seen.location, leads_to=targets.get(key(seen.location)))
    what = _words(seen.sight, stays)
    if before.withdrawn:
        return replace(stays, after=replace(before, word=seen.sight)) if complete else stays
    if not complete:
        # Nobody can tell from a part of the hub that an article is listed no more.
        is_told = seen.sight in FOUND_BY_ASKING
        return replace(stays, outcome="held", reason=f"{what}; only a complete crawl counts it") if is_told else stays
    count = min(before.count + 1, MOST_COUNTED)
    missing = replace(stays, after=Missing(word=seen.sight, count=count))
    needed = max(rules.after, 1)
    if count < needed:
        times = f"missing for the {ordinal(count)} of {needed} times"
        return replace(missing, outcome="held", reason=f"{what}; {times}")
    return replace(
        missing,
        outcome="withdraw",
        reason=f"{what}; missing for the {ordinal(count)} time",
        after=replace(missing.after, withdrawn=True),
        unpublish=rules.unpublishes,
    )


def _found(document: LadderDocument, stays: Step) -> Step:
    # Nearly all of a hub's articles are as they were: nothing is made for them.
    there = stays if stays.after == NOT_MISSING else replace(stays, after=NOT_MISSING)
    if not document.missing.withdrawn or document.page is None:
        return there
    return replace(there, outcome="restore", reason="the article is back")


def _within_share(steps: list[Step], share: int, standing: int) -> Ladder:
    """The steps as they are when no more pages would go than may; else with every one of them held."""
    going = sum(step.outcome == "withdraw" for step in steps)
    most = max(standing * share // 100, 1) if share > 0 else 0
    if going <= most:
        return Ladder(steps=tuple(steps))
    why, message = "pages of this source are never withdrawn (0 %)", ""
    if share > 0:
        limit = f"at most {most} may in one run ({share} % of {standing} pages)"
        why = f"{going} pages would go, but {limit}: none goes"
        message = f"{going} pages would be withdrawn, but {limit}: none was"
    held = tuple(_held(step, why) if step.outcome == "withdraw" else step for step in steps)
    return Ladder(steps=held, message=message)


def _held(step: Step, why: str) -> Step:
    return replace(step, outcome="held", reason=f"{step.reason}; {why}", after=step.after_held, unpublish=False)


def _standing_targets(
    documents: Iterable[LadderDocument], seen: Mapping[int, Seen], key: Callable[[str], str]
) -> dict[str, int]:
    """The addresses of the articles that a redirect may lead to: those with a page which are not missing themselves."""
    standing = [
        document
        for document in documents
        if document.page is not None
        and not document.missing.withdrawn
        and seen.get(document.pk, UNSEEN).sight not in COUNTED
    ]
    by_alias = {key(alias): document.pk for document in standing for alias in document.aliases}
    return by_alias | {key(document.url): document.pk for document in standing}


def _words(sight: Sight, step: Step) -> str:
    if sight == "gone":
        return "the server says that it is gone"
    if sight == "delisted":
        return "the hub lists it no more"
    led = f"its address leads to {step.location}" if step.location else "its address leads elsewhere"
    return f"{led}, which is another article here" if step.leads_to is not None else led


def ordinal(number: int) -> str:
    """ "1st", "2nd", "3rd", "4th", ..., "11th"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
