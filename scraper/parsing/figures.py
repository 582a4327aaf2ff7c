"""Figures: salaries, growth, percentages, counts and other money, each with what its sentence says about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    PAY,
    PER,
    PERCENT,
    PERIODS,
    SHRINKING,
    WORK,
    YEARS,
)
from scraper.parsing.numbers import read_money, read_number
from scraper.parsing.spans import Link, read_spans

DIGIT = re.compile(r"[0-9]")
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
        found = [
            max(self.start - match.end(), match.start() - self.end, 0) for match in pattern.finditer(self.sentence)
        ]
        return min(found) if found else None


def read_figures(html: str, sources: Sources, role: str | None = None, label: str = "") -> list[Figure]:
    """The figures of cleaned HTML in order. `label` is what stands over the text, such as a column's head."""
    if not DIGIT.search(html):
        return []
    spans = read_spans(html)
    found: list[Figure] = []
    for start, end, all_links in spans.claims():
        sentence = spans.text[start:end]
        if not 0 < len(DIGIT.findall(sentence)) <= MOST_DIGITS:
            continue
        links = [link for link in all_links if sources.is_source(link.url)]
        taken: list[tuple[int, int, Figure]] = []
        before = f"{label}: " if label else ""
        for pattern, build in ((AMOUNT, _money), (PERCENT, _percent), (COUNT, _count)):
            for match in pattern.finditer(sentence):
                if any(match.start() < other and this < match.end() for this, other, _ in taken):
                    continue
                claim = _Claim(
                    sentence=before + sentence,
                    start=len(before) + match.start(),
                    end=len(before) + match.end(),
                    citation=_citation(links, start + match.start(), start + match.end()),
                    role=role,
                    words=match[0].strip(),
                )
                if (figure := build(match, claim)) is not None:
                    taken.append((*match.span(), figure))
        found += [figure for _, _, figure in sorted(taken, key=lambda each: each[0])]
    return found


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
    tail = re.match(PER, claim.sentence[claim.end :], re.IGNORECASE)
    words = claim.words + (tail[0] if tail else "")
    pay, cost = claim.near(PAY), claim.near(COST)
    is_pay = not vast and (
        (pay is not None and (cost is None or pay <= cost))
        or (bool(tail) and cost is None and _period(tail[0] if tail else "", claim) in ("year", "hour"))
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
    growing = GROWTH.search(claim.sentence) or (CHANGE.search(claim.sentence) and WORK.search(claim.sentence))
    sign = -1.0 if match["sign"] and match["sign"] in "-−–" else 1.0
    words = claim.words
    if not growing:
        ends = (min(one, other), max(one, other)) if other else (None, None)
        return Figure(kind="percent", text=words, amount=None if other else one, low=ends[0], high=ends[1],
                      citation=claim.citation, role=claim.role)  # fmt: skip
    tail = re.match(PER, claim.sentence[claim.end :], re.IGNORECASE)
    if (shrink := claim.near(SHRINKING)) is not None and sign > 0 and shrink <= 25:
        up = claim.near(re.compile(r"\b(grow\w*|growth|increas\w*|ris\w+|expand\w*)\b", re.IGNORECASE))
        sign = -1.0 if up is None or shrink < up else 1.0
    start, end = _years(claim)
    low, high = sorted((sign * one, sign * other)) if other else (None, None)
    said_yearly = tail is not None or ANNUAL_GROWTH.search(claim.sentence)
    return Figure(
        kind="growth",
        text=words + (tail[0] if tail else ""),
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
    """From the words right after the amount, else from the sentence, nearest first."""
    for name, pattern in PERIODS:
        if tail and pattern.search(tail):
            return name
    near = [(distance, name) for name, pattern in PERIODS if (distance := claim.near(pattern)) is not None]
    return min(near)[1] if near else None


def _statistic(claim: _Claim) -> str | None:
    """The nearest word for it; none where "the lowest tenth" or the like stands between that word and the figure."""
    median, mean = claim.near(MEDIAN), claim.near(MEAN)
    if median is None and mean is None:
        return None
    before = claim.sentence[: claim.start]
    said = max((match.end() for pattern in (MEDIAN, MEAN) for match in pattern.finditer(before)), default=-1)
    if any(match.start() > said for match in EXTREME.finditer(before)):
        return None
    return "median" if mean is None or (median is not None and median <= mean) else "mean"


def _years(claim: _Claim) -> tuple[int | None, int | None]:
    best = min(YEARS.finditer(claim.sentence), key=lambda match: abs(match.start() - claim.end), default=None)
    if best is not None:
        start = int(best["from"])
        end = int(best["to"]) if len(best["to"]) == 4 else start // 100 * 100 + int(best["to"])
        if start < end <= start + 30:
            return start, end
    by_year = BY_YEAR.search(claim.sentence)
    return None, int(by_year["to"]) if by_year else None


def _as_of(claim: _Claim) -> int | None:
    best = min(AS_OF.finditer(claim.sentence), key=lambda match: abs(match.start() - claim.end), default=None)
    return int(best["year"] or best["paren"]) if best is not None else None
