"""What a sentence says about a figure in it: how near its words are, its period, its statistic, its years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scraper.parsing.amounts import whole_amount
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
HAS_DIGIT = re.compile(r"\d")
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
            match = whole_amount(match) if form is AMOUNT else match
            yield match
            place = match.end()


@lru_cache(maxsize=256)
def _period_of(tail: str) -> str | None:
    """The first period that the words right after an amount name; a few of them are all that pages print."""
    said = PERIODS.places(lowered(tail))
    return next((each for each in PERIODS.kinds if each in said), None)


class Sentence:
    """One sentence, in lower case too, and where in it the words of a meaning stand, sought once."""

    __slots__ = ("_has_year", "_kinds", "_owned", "_places", "lowered", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.lowered = lowered(text)
        self._places: dict[int, list[tuple[int, int]]] = {}
        self._kinds: dict[int, dict[str, list[tuple[int, int]]]] = {}
        self._has_year: bool | None = None
        self._owned: list[tuple[int, int]] | None = None

    def has_year(self) -> bool:
        if self._has_year is None:
            self._has_year = HAS_YEAR.search(self.text) is not None
        return self._has_year

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

    def owned(self) -> list[tuple[int, int]]:
        """Where the words "a year", "per hour" stand that follow an amount of the sentence at once."""
        if self._owned is None:
            amounts = matches(AMOUNT_START, AMOUNT, self.text)
            tails = (PERIOD_TAIL.match(self.text, match.end()) for match in amounts)
            self._owned = [tail.span() for tail in tails if tail]
        return self._owned


class Claim:
    """One sentence and where in it the figure stands, as which words it is printed, and the source it leans on."""

    __slots__ = ("citation", "end", "role", "said", "start", "words")

    def __init__(
        self, *, said: Sentence, start: int, end: int, citation: str | None, role: str | None, words: str
    ) -> None:
        self.said, self.start, self.end = said, start, end
        self.citation, self.role, self.words = citation, role, words

    def near(self, words: Words) -> int | None:
        """How far the nearest word of a meaning is from the figure; None without any."""
        return self._nearest(self.said.places(words))

    def near_money(self, kind: str) -> int | None:
        """The same for pay and cost."""
        return self._nearest(self.said.kinds(MONEY_WORDS).get(kind))

    def _nearest(self, places: list[tuple[int, int]] | None) -> int | None:
        if not places:
            return None
        if len(places) == 1:
            start, end = places[0]
            return max(self.start - end, start - self.end, 0)
        return min(max(self.start - end, start - self.end, 0) for start, end in places)

    def tail(self) -> str:
        """ "a year" right after the amount; "" where nothing like it stands there."""
        match = PERIOD_TAIL.match(self.said.text, self.end)
        return match[0] if match else ""

    def period(self, tail: str) -> str | None:
        """From the words right after the amount, else from the sentence, nearest first.

        In "$124,910 corresponds to $60.05 an hour" the hour is the second amount's own; "the same month" is a date.
        """
        if tail and (name := _period_of(tail)):
            return name
        best: tuple[int, str] | None = None
        for name, places in self.said.kinds(PERIODS).items():
            for start, end in places:
                if any(first <= start and end <= last for first, last in self.said.owned()):
                    continue
                if self.said.lowered.endswith("same ", 0, start):
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
        others = list(matches(AMOUNT_START, AMOUNT, between)) if HAS_DIGIT.search(between) else []
        if others and not OR.search(between[others[-1].end() :]):
            return None  # the word is another amount's
        place = self.start + way if is_before else -1
        if any(start > place for start, _ in EXTREME.spans(self.said.lowered[: self.start])):
            return None
        return name

    def years(self) -> tuple[int | None, int | None]:
        """The span of years that stands nearest, else the year by which something will be."""
        if not self.said.has_year():
            return None, None
        text = self.said.text
        if HAS_YEARS.search(self.said.lowered):
            best = min(YEARS.finditer(text), key=lambda match: abs(match.start() - self.end), default=None)
            if best is not None:
                start = int(best["from"])
                end = int(best["to"]) if len(best["to"]) == 4 else start // 100 * 100 + int(best["to"])
                if start < end <= start + 30:
                    return start, end
        by_year = BY_YEAR.search(self.said.lowered)
        return None, int(by_year[by_year.lastindex or 0]) if by_year else None

    def as_of(self) -> int | None:
        """The year for which the figure holds."""
        if not self.said.has_year():
            return None
        best = min(AS_OF.finditer(self.said.lowered), key=lambda match: abs(match.start() - self.end), default=None)
        return int(best[best.lastindex or 0]) if best is not None else None
