"""What a sentence says about a figure in it: how near its words are, its period, its statistic, its years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from scraper.parsing.figure_words import (
    AMOUNT,
    AMOUNT_START,
    AS_OF,
    BY_YEAR,
    EXTREME,
    HAS_YEAR,
    HAS_YEARS,
    MEAN,
    MEDIAN,
    MONEY_WORDS,
    PER,
    PERIODS,
    YEARS,
)
from scraper.parsing.word_search import WordKinds, Words, lowered

PERIOD_TAIL = re.compile(PER, re.IGNORECASE)
FARTHEST_AFTER = 30
"""Characters after an amount within which "median" is still said of it."""
OR = re.compile(r"\b(or|oder|ou|o|and|und|et|y|against|vs)\b", re.IGNORECASE)
"""Between two amounts of which the same is said."""


def matches(start: re.Pattern[str], form: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match of a form; it is tried only where it can start, not at every character."""
    place = 0
    while (candidate := start.search(text, place)) is not None:
        match = form.match(text, candidate.start())
        if match is None:
            place = candidate.start() + 1
        else:
            yield match
            place = match.end()


class Sentence:
    """One sentence, in lower case too, and where in it the words of a meaning stand, sought once."""

    __slots__ = ("__dict__", "_kinds", "_places", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: dict[int, list[tuple[int, int]]] = {}
        self._kinds: dict[int, dict[str, list[tuple[int, int]]]] = {}

    @cached_property
    def lowered(self) -> str:
        return lowered(self.text)

    @cached_property
    def has_year(self) -> bool:
        return HAS_YEAR.search(self.text) is not None

    def places(self, words: Words) -> list[tuple[int, int]]:
        """Where words of a meaning start and end."""
        known = self._places.get(id(words))
        if known is None:
            known = self._places[id(words)] = words.spans(self.lowered)
        return known

    def kinds(self, kinds: WordKinds) -> dict[str, list[tuple[int, int]]]:
        """The same for several meanings."""
        known = self._kinds.get(id(kinds))
        if known is None:
            known = self._kinds[id(kinds)] = kinds.places(self.lowered)
        return known

    @cached_property
    def owned(self) -> list[tuple[int, int]]:
        """Where the words "a year", "per hour" stand that follow an amount of the sentence at once."""
        amounts = matches(AMOUNT_START, AMOUNT, self.text)
        tails = (PERIOD_TAIL.match(self.text, match.end()) for match in amounts)
        return [tail.span() for tail in tails if tail]


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One sentence and where in it the figure stands."""

    said: Sentence
    start: int
    end: int
    citation: str | None
    role: str | None
    words: str

    def near(self, words: Words) -> int | None:
        """How far the nearest word of a meaning is from the figure; None without any."""
        return self._nearest(self.said.places(words))

    def near_money(self, kind: str) -> int | None:
        """The same for pay and cost."""
        return self._nearest(self.said.kinds(MONEY_WORDS).get(kind))

    def _nearest(self, places: list[tuple[int, int]] | None) -> int | None:
        return min(max(self.start - end, start - self.end, 0) for start, end in places) if places else None

    def tail(self) -> str:
        """ "a year" right after the amount; "" where nothing like it stands there."""
        match = PERIOD_TAIL.match(self.said.text, self.end)
        return match[0] if match else ""

    def period(self, tail: str) -> str | None:
        """From the words right after the amount, else from the sentence, nearest first.

        In "$124,910 corresponds to $60.05 an hour" the hour is the second amount's own.
        """
        if tail:
            said = PERIODS.places(lowered(tail))
            if name := next((each for each in PERIODS.kinds if each in said), None):
                return name
        best: tuple[int, str] | None = None
        for name, places in self.said.kinds(PERIODS).items():
            for start, end in places:
                if any(first <= start and end <= last for first, last in self.said.owned):
                    continue
                found = (max(self.start - end, start - self.end, 0), name)
                best = found if best is None else min(best, found)
        return best[1] if best is not None else None

    def statistic(self) -> str | None:
        """The last word for it before the figure, else the nearest after it; none with "the lowest tenth" between."""
        said = [
            (end <= self.start, -abs(start - self.start), name)
            for name, words in (("median", MEDIAN), ("mean", MEAN))
            for start, end in self.said.places(words)
        ]
        if not said:
            return None
        is_before, way, name = max(said)
        if not is_before and -way > self.end - self.start + FARTHEST_AFTER:
            return None
        between = self.said.text[self.start + way : self.start] if is_before else ""
        others = list(matches(AMOUNT_START, AMOUNT, between))
        if others and not OR.search(between[others[-1].end() :]):
            return None  # the word is another amount's
        place = self.start + way if is_before else -1
        if any(start > place for start, _ in EXTREME.spans(self.said.lowered[: self.start])):
            return None
        return name

    def years(self) -> tuple[int | None, int | None]:
        """The span of years that stands nearest, else the year by which something will be."""
        if not self.said.has_year:
            return None, None
        text = self.said.text
        if HAS_YEARS.search(self.said.lowered):
            best = min(YEARS.finditer(text), key=lambda match: abs(match.start() - self.end), default=None)
            if best is not None:
                start = int(best["from"])
                end = int(best["to"]) if len(best["to"]) == 4 else start // 100 * 100 + int(best["to"])
                if start < end <= start + 30:
                    return start, end
        by_year = BY_YEAR.search(text)
        return None, int(by_year["to"] or by_year["made"]) if by_year else None

    def as_of(self) -> int | None:
        """The year for which the figure holds."""
        if not self.said.has_year:
            return None
        best = min(AS_OF.finditer(self.said.text), key=lambda match: abs(match.start() - self.end), default=None)
        return int(best["year"] or best["paren"]) if best is not None else None
