"""Figures: salaries, growth, percentages, counts and other money, each with what its sentence says about it."""

from __future__ import annotations

import re

from scraper.items import Figure
from scraper.parsing.amounts import both_amounts, first_of, starts_range
from scraper.parsing.citations import Sources
from scraper.parsing.figure_claims import Claim, Sentence, matches
from scraper.parsing.figure_sources import source_of
from scraper.parsing.figure_words import (
    AMOUNT,
    AMOUNT_START,
    ANNUAL_GROWTH,
    CHANGE,
    COST,
    COUNT,
    COUNT_START,
    GROWTH,
    HAS_COUNT,
    HAS_PERCENT,
    MAY_HAVE_COUNT,
    MAY_HAVE_PERCENT,
    MOVED,
    PAY,
    PERCENT,
    PERCENT_START,
    RISING,
    SHRINKING,
    WORK,
    has_currency,
)
from scraper.parsing.numbers import read_money, read_number
from scraper.parsing.spans import Link, read_spans
from scraper.parsing.words import squash

DIGIT = re.compile(r"[0-9]")
BIDI_MARK = re.compile("[\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069]")
"""Marks of direction stand between a number and its words; a space each leaves every other place as it was."""
MOST_DIGITS = 300
"""A sentence with more digits than this is a table that lost its cells."""
FEWEST_COUNTED = 50
"""Below this a count is the article's own enumeration: "9 jobs"."""


def read_figures(html: str, sources: Sources, role: str | None = None, label: str = "") -> list[Figure]:
    """The figures of cleaned HTML in order. `label` is what stands over the text, such as a column's head."""
    return [figure for figure, _ in read_claims(html, sources, role, label)]


def read_claims(html: str, sources: Sources, role: str | None = None, label: str = "") -> list[tuple[Figure, Claim]]:
    """The same, each with the sentence that tells it."""
    if not DIGIT.search(html):
        return []
    spans = read_spans(html)
    text = spans.text if spans.text.isascii() else BIDI_MARK.sub(" ", spans.text)
    small_text = text.lower()
    kinds = [kind for kind in KINDS if kind[0](small_text if kind[2] else text)]
    if not kinds:
        return []
    before = f"{label}: " if label else ""
    found: list[tuple[Figure, Claim]] = []
    for start, end, all_links in spans.claims():
        sentence = text[start:end]
        if not DIGIT.search(sentence) or (len(sentence) > MOST_DIGITS and len(DIGIT.findall(sentence)) > MOST_DIGITS):
            continue
        small = sentence.lower()
        said: Sentence | None = None
        links: list[Link] = []
        taken: list[tuple[int, int, Figure, Claim]] = []
        for _, mark, in_small, candidate, form, build in kinds:
            if not mark(small if in_small else sentence):
                continue
            for match in matches(candidate, form, sentence):
                if taken and any(match.start() < other and this < match.end() for this, other, _, _ in taken):
                    continue
                if said is None:
                    said = Sentence(before + sentence)
                    links = sources.sources_of(sentence, start, all_links)
                first = first_of(match)
                claim = Claim(
                    said=said,
                    start=len(before) + first,
                    end=len(before) + match.end(),
                    citation=source_of(links, spans.text, start + first, start + match.end(), end),
                    role=role,
                    words=squash(BIDI_MARK.sub("", spans.text[start + first : start + match.end()])),
                )
                if (figure := build(match, claim)) is not None:
                    taken.append((*match.span(), figure, claim))
        found += [each[2:] for each in sorted(taken, key=lambda each: each[0])]
    return found


def _money(match: re.Match[str], claim: Claim) -> Figure | None:
    amount, currency, vast = read_money(match["one"])
    low: float | None = None
    high: float | None = None
    if match["other"]:
        _, other_currency, other_vast = read_money(match["other"])
        currency, vast = currency or other_currency, vast or other_vast
        amount, other = both_amounts(match)
        low, high = min(amount, other), max(amount, other)
    elif match["bare"] and starts_range(match):
        low, high = read_number(match["bare"]), amount
    tail = claim.tail()
    pay, cost = claim.near_money(PAY), claim.near_money(COST)
    is_pay = not vast and (
        (pay is not None and (cost is None or pay <= cost))
        or (bool(tail) and cost is None and claim.period(tail) not in (None, "day"))
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
    year = claim.as_of()
    return Figure(
        kind="salary", text=squash(claim.words + tail), amount=None if low is not None else amount, low=low, high=high,
        currency=currency, period=claim.period(tail), statistic=claim.statistic(), start_year=year, end_year=year,
        citation=claim.citation, role=claim.role,
    )  # fmt: skip


def _percent(match: re.Match[str], claim: Claim) -> Figure | None:
    one, other = read_number(match["one"]), match["other"] and read_number(match["other"])
    said = claim.said
    start, end = claim.years()
    growing = (
        said.places(GROWTH)
        or (said.places(CHANGE) and said.places(WORK))
        or (end is not None and MOVED.search(said.text[: claim.start]))
    )
    sign = -1.0 if match["sign"] and match["sign"] in "-−–" else 1.0
    words = claim.words
    if not growing:
        ends = (min(one, other), max(one, other)) if other else (None, None)
        return Figure(kind="percent", text=words, amount=None if other else one, low=ends[0], high=ends[1],
                      citation=claim.citation, role=claim.role)  # fmt: skip
    tail = claim.tail()
    if (shrink := claim.near(SHRINKING)) is not None and sign > 0 and shrink <= 25:
        up = claim.near(RISING)
        sign = -1.0 if up is None or shrink < up else 1.0
    low, high = sorted((sign * one, sign * other)) if other else (None, None)
    said_yearly = bool(tail) or said.places(ANNUAL_GROWTH)
    return Figure(
        kind="growth",
        text=squash(words + tail),
        amount=None if other else sign * one,
        low=low,
        high=high,
        period=(claim.period(tail) if tail else "year") if said_yearly else None,
        start_year=start,
        end_year=end,
        citation=claim.citation,
        role=claim.role,
    )


def _count(match: re.Match[str], claim: Claim) -> Figure | None:
    power = {"thousand": 1e3, "million": 1e6, "billion": 1e9}.get((match["power"] or "").strip().lower(), 1.0)
    amount = read_number(match["one"]) * power
    if amount < FEWEST_COUNTED:
        return None
    return Figure(kind="count", text=claim.words, amount=amount, citation=claim.citation, role=claim.role)


KINDS = (
    (has_currency, has_currency, False, AMOUNT_START, AMOUNT, _money),
    (MAY_HAVE_PERCENT.search, HAS_PERCENT.search, True, PERCENT_START, PERCENT, _percent),
    (MAY_HAVE_COUNT.search, HAS_COUNT.search, True, COUNT_START, COUNT, _count),
)
"""Of each kind: what no text and what no sentence with one of it is without, far cheaper to look for than the form, and
whether these are told in lower case; where the form can start; the form and its reader."""
