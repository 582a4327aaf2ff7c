"""Dates as pages print them: ISO first, then the months' names in many languages, then numbers by the page's order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from scraper.parsing.month_names import DIGITS, KNOWN_LANGUAGES, MONTH, NUMBERS, OTHER_DIGITS

_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
YEAR = re.compile(r"(?:1(?<!\d.)9|2(?<!\d.)0)\d\d(?!\d)")
"""The look back stands behind the first digit, here and below: an expression that opens with one is tried in full at
every character."""
DIGITS_IN_ROW = re.compile(r"\d+")
ISO = re.compile(r"((?:1(?<!\d.)9|2(?<!\d.)0)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_WORD = r"(?P<month>[^\W\d_]++)\b\.?"
"""Any word; whether it is a month's name is looked up, which costs less than to try hundreds of names."""
NAMED = (
    re.compile(
        rf"(?P<month>[^\W\d_](?<!\w.)[^\W\d_]*+)\b\.?\s*-?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?(?:\s+|-|\s*,\s*){_YEAR}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<day>\d(?<!\w.)\d?)(?:st|nd|rd|th|er|º|ª|\.)?(?:\s+of)?[\s-]+(?:de\s+|di\s+|ב-?)?{_WORD},?"
        rf"[\s-]*(?:de\s+|del\s+)?{_YEAR}",
        re.IGNORECASE,
    ),
)
REFERENCE = re.compile(
    rf"(?P<year>(?:1(?<!\d.)9|2(?<!\d.)0)\d\d)(?!\d),?\s+{_WORD},?\s+(?P<day>\d{{1,2}})(?![\d:])", re.IGNORECASE
)
"""Year first, as scholarly references have it: "2023 Jan 7"."""
WITH_MONTH = (*NAMED, REFERENCE)
EASTERN = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
EASTERN_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]")
MONTH_ONLY = re.compile(rf"(?<![\w])ב?{MONTH},?\s+(?:de\s+|del\s+)?{_YEAR}", re.IGNORECASE)
NUMERIC = re.compile(r"(\d(?<![\d/.].)\d?)([-./])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
FOREIGN = re.compile(r"(?<!\w)\d{1,2}\.?\s+[^\W\d_]{3,12}\.?\s+(?:19|20)\d\d")
MONTH_FIRST = frozenset({"", "en-us", "en", "en-ph", "fil"})
LONGEST_LINE = 400
"""Dates of an article stand in short lines."""

Found = tuple[int, int, str]
"""Where a date starts and ends in a text, and its ISO day."""


def find_dates(text: str, language: str = "") -> list[Found]:
    """Every full date in a line, in order."""
    text = text[:LONGEST_LINE]
    if not text.isascii() and OTHER_DIGITS.search(text):
        text = text.translate(DIGITS)
    # A year alone is no date, and what most lines with a year have.
    if YEAR.search(text) is None or len(DIGITS_IN_ROW.findall(text)) < 2:
        return []
    return list(_dates_in(text, language))


@lru_cache(maxsize=1024)
def _dates_in(text: str, language: str) -> tuple[Found, ...]:
    """Kept in mind, as several concerns ask in turn for the dates of the same few lines."""
    found: list[Found] = []
    for match in ISO.finditer(text):
        _keep(found, match, int(match[1]), int(match[3]), int(match[4]))
    for pattern in WITH_MONTH:
        for match in pattern.finditer(text):
            if number := NUMBERS.get(match["month"].lower()):
                _keep(found, match, int(match["year"]), number, int(match["day"]))
    for match in EASTERN.finditer(text) if not text.isascii() else ():
        _keep(found, match, int(match[1]), int(match[2]), int(match[3]))
    numeric = list(NUMERIC.finditer(text))
    day_first = language.lower() not in MONTH_FIRST or any(int(match[1]) > 12 for match in numeric)
    for match in numeric:
        first, second = int(match[1]), int(match[3])
        month_first = second > 12 or (match[2] != "." and not day_first)
        month, day = (first, second) if month_first else (second, first)
        _keep(found, match, int(match[4]), month, day)
    if not found and language.split("-")[0].lower() not in KNOWN_LANGUAGES:
        for match in FOREIGN.finditer(text):
            if (day_found := _by_dateparser(match[0], language)) is not None:
                _keep(found, match, day_found.year, day_found.month, day_found.day)
    return tuple(sorted(found))


def iso_day(text: str | None, language: str = "") -> str | None:
    """The first date of a text as its written ISO day: a time zone does not move it."""
    found = find_dates(text, language) if text else []
    return found[0][2] if found else None


def iso_partial(text: str, language: str = "") -> str | None:
    """The first date of a text, "2022-10" where only the month is said."""
    if day := iso_day(text, language):
        return day
    text = text.translate(DIGITS)
    if match := MONTH_ONLY.search(text):
        return f"{match['year']}-{NUMBERS[match['month'].lower()]:02d}"
    if (match := EASTERN_MONTH.search(text)) and 1 <= int(match[2]) <= 12:
        return f"{match[1]}-{int(match[2]):02d}"
    return None


def _keep(found: list[Found], match: re.Match[str], year: int, month: int, day: int) -> None:
    try:
        value = date(year, month, day).isoformat()
    except ValueError:
        return
    if not any(start < match.end() and match.start() < end for start, end, _ in found):
        found.append((match.start(), match.end(), value))


def _by_dateparser(words: str, language: str, parts: Sequence[str] = ("day", "month", "year")) -> date | None:
    import dateparser  # takes a third of a second to import, and nearly no page needs it

    try:
        parsed = dateparser.parse(
            words, languages=[language.split("-")[0].lower()], settings={"REQUIRE_PARTS": list(parts)}
        )
    except ValueError:  # a language that dateparser does not know
        return None
    return parsed.date() if parsed else None
