"""Figures: salaries, growth, percentages, counts and other money, each with what its sentence says about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from scraper.items import Figure
from scraper.parsing.citations import Sources
from scraper.parsing.figure_words import (
    AMOUNT,
    ANNUAL_GROWTH,
    AS_OF,
    BY_YEAR,
    CHANGE,
    COST,
    COUNT,
    EXTREME,
    GROWTH,
    MEAN,
    MEDIAN,
    MOVED,
    PAY,
    PER,
    PERCENT,
    PERIODS,
    RISING,
    SHRINKING,
    WORK,
    YEARS,
)
from scraper.parsing.numbers import CODES, read_money, read_number
from scraper.parsing.spans import Link, read_spans
from scraper.parsing.words import squash

DIGIT = re.compile(r"[0-9]")
BIDI = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"), " ")
"""Marks of direction stand between a number and its words; a space each leaves every other place as it was."""
UNMARKED = dict.fromkeys(BIDI)
YEAR = re.compile(r"(?:19|20)\d\d")
FARTHEST_AFTER = 30
"""Characters after an amount within which "median" is still said of it."""
OR = re.compile(r"\b(or|oder|ou|o|and|und|et|y|against|vs)\b", re.IGNORECASE)
"""Between two amounts of which the same is said."""
WIDEST_RANGE = 20
"""How many times a range's end may exceed its beginning, where only the end has a currency."""
MOST_DIGITS = 300
"""A sentence with more digits than this is a table that lost its cells."""
FEWEST_COUNTED = 50
"""Below this a count is the article's own enumeration: "9 jobs"."""


@dataclass(frozen=True, kw_only=True)
class _Claim:
    """One sentence and where in it the figure stands."""

    sentence: str
    start: int
    end: int
    citation: str | None
    role: str | None
    words: str

    def near(self, pattern: re.Pattern[str]) -> int | None:
        """How far the nearest match of a pattern is from the figure; None without any."""
        places = _places(pattern, self.sentence)
        return min(max(self.start - end, start - self.end, 0) for start, end in places) if places else None


PERIOD_TAIL = re.compile(PER, re.IGNORECASE)


@lru_cache(maxsize=256)
def _places(pattern: re.Pattern[str], sentence: str) -> tuple[tuple[int, int], ...]:
    """Where a pattern matches in a sentence; asked for each of its figures."""
    return tuple(match.span() for match in pattern.finditer(sentence))


def read_figures(html: str, sources: Sources, role: str | None = None, label: str = "") -> list[Figure]:
    """The figures of cleaned HTML in order. `label` is what stands over the text, such as a column's head."""
    if not DIGIT.search(html):
        return []
    spans = read_spans(html)
    found: list[Figure] = []
    for start, end, all_links in spans.claims():
        sentence = spans.text[start:end].translate(BIDI)
        if not 0 < len(DIGIT.findall(sentence)) <= MOST_DIGITS:
            continue
        links = sources.sources_of(sentence, start, all_links)
        taken: list[tuple[int, int, Figure]] = []
        before = f"{label}: " if label else ""
        lowered = sentence.lower()
        for pattern, build, marks in KINDS:
            if not any(mark in lowered for mark in marks):
                continue
            for match in pattern.finditer(sentence):
                if any(match.start() < other and this < match.end() for this, other, _ in taken):
                    continue
                first = _first(match)
                claim = _Claim(
                    sentence=before + sentence,
                    start=len(before) + first,
                    end=len(before) + match.end(),
                    citation=_citation(links, start + first, start + match.end()),
                    role=role,
                    words=squash(spans.text[start + first : start + match.end()].translate(UNMARKED)),
                )
                if (figure := build(match, claim)) is not None:
                    taken.append((*match.span(), figure))
        found += [figure for _, _, figure in sorted(taken, key=lambda each: each[0])]
    return found


def _first(match: re.Match[str]) -> int:
    """Where the figure starts: a number without currency before an amount is the range's beginning, or none of it."""
    if match.re is not AMOUNT or not match["bare"] or _is_range(match):
        return match.start()
    return match.start("one")


def _is_range(match: re.Match[str]) -> bool:
    one, last = read_number(match["bare"]), read_money(match["one"])[0]
    return not match["other"] and not YEAR.fullmatch(match["bare"]) and last / WIDEST_RANGE <= one < last


def _citation(links: list[Link], start: int, end: int) -> str | None:
    """The source of the link nearest to the figure in its sentence."""
    if not links:
        return None
    return min(links, key=lambda link: max(link.start - end, start - link.end, 0)).url


def _money(match: re.Match[str], claim: _Claim) -> Figure | None:
    amount, currency, vast = read_money(match["one"])
    low: float | None = None
    high: float | None = None
    if match["other"]:
        other, other_currency, other_vast = read_money(match["other"])
        currency, vast = currency or other_currency, vast or other_vast
        if match["other"].lower().endswith("k") is False and match["one"].lower().endswith("k") and other < 1000:
            other *= 1000
        if other >= 1000 > amount:
            amount *= 1000 if amount * 1000 <= other else 1
        low, high = min(amount, other), max(amount, other)
    elif match["bare"] and _is_range(match):
        low, high = read_number(match["bare"]), amount
    tail = re.match(PER, claim.sentence[claim.end :], re.IGNORECASE)
    words = squash(claim.words + (tail[0] if tail else ""))
    pay, cost = claim.near(PAY), claim.near(COST)
    is_pay = not vast and (
        (pay is not None and (cost is None or pay <= cost))
        or (bool(tail) and cost is None and _period(tail[0] if tail else "", claim) not in (None, "day"))
    )
    if not is_pay:
        return Figure(
            kind="money",
            text=claim.words,
            amount=None if low is not None else amount,
            low=low,
            high=high,
            currency=currency,
            citation=claim.citation,
            role=claim.role,
        )
    year = _as_of(claim)
    return Figure(
        kind="salary", text=words, amount=None if low is not None else amount, low=low, high=high, currency=currency,
        period=_period(tail[0] if tail else "", claim), statistic=_statistic(claim), start_year=year, end_year=year,
        citation=claim.citation, role=claim.role,
    )  # fmt: skip


def _percent(match: re.Match[str], claim: _Claim) -> Figure | None:
    one, other = read_number(match["one"]), match["other"] and read_number(match["other"])
    start, end = _years(claim)
    growing = (
        GROWTH.search(claim.sentence)
        or (CHANGE.search(claim.sentence) and WORK.search(claim.sentence))
        or (end is not None and MOVED.search(claim.sentence[: claim.start]))
    )
    sign = -1.0 if match["sign"] and match["sign"] in "-−–" else 1.0
    words = claim.words
    if not growing:
        ends = (min(one, other), max(one, other)) if other else (None, None)
        return Figure(kind="percent", text=words, amount=None if other else one, low=ends[0], high=ends[1],
                      citation=claim.citation, role=claim.role)  # fmt: skip
    tail = re.match(PER, claim.sentence[claim.end :], re.IGNORECASE)
    if (shrink := claim.near(SHRINKING)) is not None and sign > 0 and shrink <= 25:
        up = claim.near(RISING)
        sign = -1.0 if up is None or shrink < up else 1.0
    low, high = sorted((sign * one, sign * other)) if other else (None, None)
    said_yearly = tail is not None or ANNUAL_GROWTH.search(claim.sentence)
    return Figure(
        kind="growth",
        text=squash(words + (tail[0] if tail else "")),
        amount=None if other else sign * one,
        low=low,
        high=high,
        period=(_period(tail[0], claim) if tail else "year") if said_yearly else None,
        start_year=start,
        end_year=end,
        citation=claim.citation,
        role=claim.role,
    )


def _count(match: re.Match[str], claim: _Claim) -> Figure | None:
    power = {"thousand": 1e3, "million": 1e6, "billion": 1e9}.get((match["power"] or "").strip().lower(), 1.0)
    amount = read_number(match["one"]) * power
    if amount < FEWEST_COUNTED:
        return None
    return Figure(kind="count", text=claim.words, amount=amount, citation=claim.citation, role=claim.role)


def _period(tail: str, claim: _Claim) -> str | None:
    """From the words right after the amount, else from the sentence, nearest first.

    In "$124,910 corresponds to $60.05 an hour" the hour is the second amount's own.
    """
    for name, pattern in PERIODS:
        if tail and pattern.search(tail):
            return name
    owned = _owned_by_amounts(claim.sentence)
    near = [
        (max(claim.start - end, start - claim.end, 0), name)
        for name, pattern in PERIODS
        for start, end in _places(pattern, claim.sentence)
        if not any(first <= start and end <= last for first, last in owned)
    ]
    return min(near)[1] if near else None


@lru_cache(maxsize=256)
def _owned_by_amounts(sentence: str) -> tuple[tuple[int, int], ...]:
    """Where the words "a year", "per hour" stand that follow an amount of the sentence at once."""
    tails = (PERIOD_TAIL.match(sentence, match.end()) for match in AMOUNT.finditer(sentence))
    return tuple(tail.span() for tail in tails if tail)


def _statistic(claim: _Claim) -> str | None:
    """The last word for it before the figure, else the nearest after it; none where "the lowest tenth" is between."""
    said = [
        (match.end() <= claim.start, -abs(match.start() - claim.start), name)
        for name, pattern in (("median", MEDIAN), ("mean", MEAN))
        for match in pattern.finditer(claim.sentence)
    ]
    if not said:
        return None
    is_before, way, name = max(said)
    if not is_before and -way > claim.end - claim.start + FARTHEST_AFTER:
        return None
    others = list(AMOUNT.finditer(claim.sentence[claim.start + way : claim.start])) if is_before else []
    if others and not OR.search(claim.sentence[claim.start + way + others[-1].end() : claim.start]):
        return None  # the word is another amount's
    place = claim.start + way if is_before else -1
    if any(match.start() > place for match in EXTREME.finditer(claim.sentence[: claim.start])):
        return None
    return name


def _years(claim: _Claim) -> tuple[int | None, int | None]:
    best = min(YEARS.finditer(claim.sentence), key=lambda match: abs(match.start() - claim.end), default=None)
    if best is not None:
        start = int(best["from"])
        end = int(best["to"]) if len(best["to"]) == 4 else start // 100 * 100 + int(best["to"])
        if start < end <= start + 30:
            return start, end
    by_year = BY_YEAR.search(claim.sentence)
    return None, int(by_year["to"] or by_year["made"]) if by_year else None


def _as_of(claim: _Claim) -> int | None:
    best = min(AS_OF.finditer(claim.sentence), key=lambda match: abs(match.start() - claim.end), default=None)
    return int(best["year"] or best["paren"]) if best is not None else None


KINDS = (
    (AMOUNT, _money, tuple(CODES)),
    (PERCENT, _percent, ("%", "％", "٪", "cent", "prozent", "cien")),
    (COUNT, _count, ("jobs", "openings", "positions", "vacancies", "workers", "employees", "establishments")),
)
"""Form and reader of each kind, and what no figure of the kind is without: far cheaper to look for than the form."""
