"""Dates as pages print them: ISO first, then English months, then other languages by dateparser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = r"(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
ENGLISH = (
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
)
MONTH_ONLY = re.compile(rf"\b{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)(?!\d)")
FOREIGN = re.compile(
    r"(?<!\w)(?:\d{1,2}(?:\.|º|er)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?\s+(?:de\s+|del\s+)?(?:19|20)\d\d"
    r"|(?:19|20)\d\d\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일])",
)
FOREIGN_MONTH = re.compile(r"(?<!\w)[^\W\d_]{3,12}\.?\s+(?:de\s+|del\s+)?(?:19|20)\d\d")
LANGUAGES = ["en", "es", "de", "fr", "pt", "it", "nl", "sv", "da", "pl", "ja", "zh", "ko", "ru", "tr"]
"""What dateparser may try: without a list it tries two hundred languages, and is as slow."""
MONTH_FIRST = frozenset({"", "en-us", "en"})
LONGEST_LINE = 400
"""Dates of an article stand in short lines."""

Found = tuple[int, int, str]
"""Where a date starts and ends in a text, and its ISO day."""


def find_dates(text: str, language: str = "") -> list[Found]:
    """Every full date in a line, in order."""
    text = text[:LONGEST_LINE]
    found: list[Found] = []
    for match in ISO.finditer(text):
        _keep(found, match, int(match[1]), int(match[2]), int(match[3]))
    for pattern in ENGLISH:
        for match in pattern.finditer(text):
            _keep(found, match, int(match["year"]), _month(match[0]), int(match["day"]))
    for match in NUMERIC.finditer(text):
        first, second = int(match[1]), int(match[2])
        month_first = "/" in match[0] and language.lower() in MONTH_FIRST and first <= 12
        month, day = (first, second) if month_first or second > 12 else (second, first)
        _keep(found, match, int(match[3]), month, day)
    if not found:
        for match in FOREIGN.finditer(text):
            if (day_found := _by_dateparser(match[0], language)) is not None:
                _keep(found, match, day_found.year, day_found.month, day_found.day)
    return sorted(found)


def iso_day(text: str | None, language: str = "") -> str | None:
    """The first date of a text as its written ISO day: a time zone does not move it."""
    found = find_dates(text, language) if text else []
    return found[0][2] if found else None


def iso_partial(text: str, language: str = "") -> str | None:
    """The first date of a text, "2022-10" where only the month is said."""
    if day := iso_day(text, language):
        return day
    if match := MONTH_ONLY.search(text):
        return f"{match['year']}-{_month(match[0]):02d}"
    if match := FOREIGN_MONTH.search(text):
        parsed = _by_dateparser(match[0], language, ["month", "year"])
        return f"{parsed.year}-{parsed.month:02d}" if parsed else None
    return None


def _month(words: str) -> int:
    lowered = words.lower()
    return next(number for number, name in enumerate(MONTHS, 1) if re.search(rf"\b{name[:3]}", lowered))


def _keep(found: list[Found], match: re.Match[str], year: int, month: int, day: int) -> None:
    try:
        value = date(year, month, day).isoformat()
    except ValueError:
        return
    if not any(start < match.end() and match.start() < end for start, end, _ in found):
        found.append((match.start(), match.end(), value))


def _by_dateparser(words: str, language: str, parts: Sequence[str] = ("day", "month", "year")) -> date | None:
    import dateparser  # takes a third of a second to import, and most pages never need it

    own = language.split("-")[0].lower()
    languages = [own, *(each for each in LANGUAGES if each != own)] if own in LANGUAGES else LANGUAGES
    parsed = dateparser.parse(words, languages=languages, settings={"REQUIRE_PARTS": list(parts)})
    return parsed.date() if parsed else None
