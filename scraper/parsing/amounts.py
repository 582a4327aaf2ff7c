"""Amounts of money in a sentence: which of two numbers that are joined make a range, and which are two things."""

from __future__ import annotations

import re

from scraper.parsing.figure_words import AMOUNT, ONE_AMOUNT
from scraper.parsing.numbers import read_money, read_number

YEAR = re.compile(r"(?:19|20)\d\d")
FOUR_DIGITS = re.compile(r"(?<![\d.,])\d{4}$")
"""An amount printed as years are; a number behind it may look like one."""
WIDEST_RANGE = 20
"""How many times a range's end may exceed its beginning, where only one of them has a currency."""
_ROUGHLY = r"\s(?:(?:about|around|roughly|approximately|some)\s)?$"
LEADS = (
    (
        re.compile(r"and|und|et|y|e", re.IGNORECASE),
        re.compile(rf"\b(?:between|zwischen|entre|tra|fra){_ROUGHLY}", re.IGNORECASE),
    ),
    (re.compile(r"a|à", re.IGNORECASE), re.compile(rf"\b(?:de|da|entre){_ROUGHLY}", re.IGNORECASE)),
)
"""Words that join two amounts, and what stands before the first one where they join the ends of a range."""
LONGEST_LEAD = 40
AGAINST = re.compile(r"(?:vs\.?|versus|compared (?:to|with))", re.IGNORECASE)
COUNTED = re.compile(
    r"\s(?:(?:new|annual|more|other|paid|full|total)\s){0,2}(?:percent|per\s?cent|prozent|pour cent|por cien?to"
    r"|per cento|jobs|openings|positions|vacancies|workers|employees|people|students"
    r"|hours|days|weeks|months|years|hrs|yrs)\b",
    re.IGNORECASE,
)
"""Behind a number: it is no amount."""


def whole_amount(match: re.Match[str]) -> re.Match[str]:
    """The match of `AMOUNT`, without the number behind its amount where that is another thing: "$62,000, 10 days"."""
    if not match["number"] or _ends_range(match):
        return match
    return ONE_AMOUNT.match(match.string, match.start()) or match


def _ends_range(match: re.Match[str]) -> bool:
    """Whether the number without currency behind an amount is the end of a range, or compared with the amount."""
    text, join, first = match.string, match["join"].strip(), match.start("one")
    if COUNTED.match(text, match.end()) or (YEAR.fullmatch(match["number"]) and not FOUR_DIGITS.search(match["one"])):
        return False
    before = text[max(0, first - LONGEST_LEAD) : first]
    if any(joining.fullmatch(join) and not lead.search(before) for joining, lead in LEADS):
        return False
    amount, other = both_amounts(match)
    least = amount / WIDEST_RANGE if AGAINST.fullmatch(join) else amount
    return least < other <= amount * WIDEST_RANGE


def both_amounts(match: re.Match[str]) -> tuple[float, float]:
    """The two amounts of a match that has another, thousands told with one of them alone meant of both."""
    amount, other = read_money(match["one"])[0], read_money(match["other"])[0]
    if not match["other"].lower().endswith("k") and match["one"].lower().endswith("k") and other < 1000:
        other *= 1000
    if other >= 1000 > amount:
        amount *= 1000 if amount * 1000 <= other else 1
    return amount, other


def starts_range(match: re.Match[str]) -> bool:
    """Whether the number without currency before an amount is the beginning of a range."""
    one, last = read_number(match["bare"]), read_money(match["one"])[0]
    return not match["other"] and not YEAR.fullmatch(match["bare"]) and last / WIDEST_RANGE <= one < last


def first_of(match: re.Match[str]) -> int:
    """Where the figure starts: a number without currency before an amount is the range's beginning, or none of it."""
    if match.re not in (AMOUNT, ONE_AMOUNT) or not match["bare"] or starts_range(match):
        return match.start()
    return match.start("one")
