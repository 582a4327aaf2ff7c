"""The drift brake: whether a run's articles lost what the same articles had before. Pure, in constant memory.

Like is compared with like: only articles that the source's documents know and that the run saw, each with the record
that was written last. What the server calls unchanged has not lost anything, and counts as the articles that it is
without being read; so a run in which ten of a thousand articles changed is judged as a thousand. An article that is
new has nothing to lose, and one that failed or is gone is the withdrawal ladder's matter; neither counts here. A rise
never brakes.

The caller counts every article into a `Comparison` before it writes the first page, stores `Drift.to_dict()` as the
run's drift, and writes nothing where it brakes. The documents' records stay then, so that the next run brakes again,
until a person releases it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from articles.sync.fill import COUNTED, Fill, FillCounter, Record, measure

FEWEST = 5
"""Known articles that a run must see for its brake: of fewer, one that lost something is a large share already."""
NEVER = 100
"""The tolerance with which nothing brakes."""
LEAST_SAID = 1
"""Percentage points below which a fall that does not brake is not worth a line."""


@dataclass(frozen=True, kw_only=True)
class Fall:
    """One thing that articles lost."""

    what: str
    """A counted part of `fill.COUNTED`, "usable" for pages that are articles no more, "length" for bodies."""
    points: float
    """Percentage points lost, of all the articles that are compared."""
    brakes: bool
    words: str

    def to_dict(self) -> dict[str, Any]:
        return {"what": self.what, "points": round(self.points, 1), "brakes": self.brakes, "words": self.words}


@dataclass(frozen=True, kw_only=True)
class Drift:
    """What the comparison saw."""

    compared: int
    """Known articles that the run saw, the unchanged ones included."""
    tolerance: int
    falls: tuple[Fall, ...] = ()
    """What fell by a percentage point or more, the deepest fall first."""
    note: str = ""
    """Why the brake could not be applied; empty when it could."""

    @property
    def brakes(self) -> bool:
        return any(fall.brakes for fall in self.falls)

    @property
    def message(self) -> str:
        """What brakes, in words for the run; empty when nothing does."""
        return "; ".join(fall.words for fall in self.falls if fall.brakes)

    def to_dict(self) -> dict[str, Any]:
        """As `SyncRun.drift`."""
        return {
            "brakes": self.brakes,
            "compared": self.compared,
            "tolerance": self.tolerance,
            "falls": [fall.to_dict() for fall in self.falls],
            "note": self.note,
        }


class Comparison:
    """Counts the articles that the run saw and that the source's documents know, one at a time."""

    def __init__(self) -> None:
        self._before, self._now = FillCounter(), FillCounter()
        self.shrunk = 0
        """Changed articles whose body is less than half as long as before."""

    def changed(self, before: Record, now: Record) -> None:
        """An article that came, with the record that its document has."""
        then, today = measure(before), measure(now)
        self._before.add(then)
        self._now.add(today)
        self.shrunk += today.length * 2 < then.length

    def unchanged(self, number: int = 1) -> None:
        """Articles that came with their document's fingerprint, or that the server calls not modified."""
        self._before.unchanged += number
        self._now.unchanged += number

    def rejected(self) -> None:
        """A known article whose page came and is no usable article any more."""
        self._now.rejects += 1

    @property
    def before(self) -> Fill:
        return self._before.fill

    @property
    def now(self) -> Fill:
        return self._now.fill

    def drift(self, tolerance: int) -> Drift:
        """What fell. `tolerance` is the fall, in percentage points, that brakes; 100 never does."""
        now = self.now
        compared = now.articles + now.unchanged + now.rejects
        note = ""
        if tolerance >= NEVER:
            note = f"a tolerance of {NEVER} percentage points never brakes"
        elif compared < FEWEST:
            note = f"of fewer than {FEWEST} known articles ({compared}) the brake is not applied"
        falls = sorted(self._falls(None if note else tolerance), key=lambda fall: -fall.points)
        said = tuple(fall for fall in falls if fall.brakes or fall.points >= LEAST_SAID)
        return Drift(compared=compared, tolerance=tolerance, falls=said, note=note)

    def _falls(self, tolerance: int | None) -> Iterator[Fall]:
        """Everything that fell; without a tolerance nothing of it brakes."""
        before, now = self.before, self.now
        came = now.articles + now.unchanged
        yield from _fall("usable", now.rejects, came + now.rejects, tolerance, _rejected_words(now.rejects, came))
        yield from _fall("length", self.shrunk, came, tolerance, _shrunk_words(self.shrunk, came))
        for name in COUNTED:
            lost = before.filled[name] - now.filled[name]
            yield from _fall(name, lost, came, tolerance, _field_words(name, before, now))


def _fall(what: str, lost: int, of: int, tolerance: int | None, words: str) -> Iterator[Fall]:
    if lost > 0:
        # In whole numbers: a fall of just the tolerance brakes, whatever a fraction is rounded to.
        brakes = tolerance is not None and lost * 100 >= tolerance * of
        yield Fall(what=what, points=lost * 100 / of, brakes=brakes, words=words)


def _field_words(name: str, before: Fill, now: Fill) -> str:
    was, is_now = (_percent(fill.filled[name], fill.articles) for fill in (before, now))
    those = f"the {now.articles} articles that changed" if now.unchanged else "the articles"
    words = f"{name.replace('_', ' ')}: filled in {was} of {those}, now in {is_now}"
    return f"{words} ({now.unchanged} did not change)" if now.unchanged else words


def _rejected_words(rejects: int, came: int) -> str:
    return f"usable pages: {rejects} of {came + rejects} known articles came as a page that is no article"


def _shrunk_words(shrunk: int, came: int) -> str:
    return f"body: less than half as long as before in {shrunk} of {came} articles"


def _percent(number: int, of: int) -> str:
    return f"{round(number * 100 / of)} %" if of else "0 %"
