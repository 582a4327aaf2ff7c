"""The source that a figure leans on: which of its sentence's links tells it."""

from __future__ import annotations

import re

from scraper.parsing.figure_claims import PERIOD_TAIL
from scraper.parsing.figure_words import has_figure
from scraper.parsing.spans import Link

LEAD = r"(?:as reported by|according to|per|by|from|source|via|laut|nach|selon|según|segundo|secondo)\b:?"
RIGHT_BEHIND = re.compile(
    rf"(?:\s(?:in|as of)\s(?:\w+\s)?\d{{4}})?\s?(?:[(\[]\s?(?:{LEAD}\s)?|,?\s?{LEAD}\s)?(?:the\s)?", re.IGNORECASE
)
"""All that stands between a figure and the source named for it: "$112,590 a year (", "$112,590, according to "."""
NAMED = re.compile(rf"\b{LEAD}\s(?:the\s)?$", re.IGNORECASE)
LED_LINK = re.compile(LEAD, re.IGNORECASE)
_PARTING = r";|\b(?:while|whereas|während|mientras|tandis que|mentre|enquanto)\b"
PARTING = re.compile(_PARTING, re.IGNORECASE)
"""Another thing is told from here on."""
OF_ANOTHER_CLAUSE = re.compile(rf"{_PARTING}|\b(?:and|but|und|aber|et|mais|y|pero|e|ma|mas)\b", re.IGNORECASE)
LONGEST_LEAD = 60
"""Characters between a figure and a source that is named for it."""


def source_of(links: list[Link], text: str, start: int, end: int, last: int) -> str | None:
    """The address that tells the figure at `start` to `end` of the text, whose sentence ends at `last`.

    The link around the figure or right behind it, else the last one before it, else the nearest; None without any, and
    where the only one tells another figure.
    """
    if not links:
        return None
    if around := [link for link in links if link.start < end and link.end > start]:
        return around[0].url
    before = [link for link in links if link.end <= start]
    behind = [link for link in links if link.start >= end]
    following = min(behind, default=None)
    if following is not None and _is_right_behind(following, text, end):
        return following.url
    near = []
    if following is not None and _is_note(following) and not has_figure(text[end : following.start]):
        near.append(following)
    if following is not None and _tells_another(following, text, end, last, bool(before)):
        following, behind = None, []
    telling = max((link for link in before if not _looks_back(link, text)), default=None)
    if telling is not None and not has_figure(between := text[telling.end : start]):
        shared = following is not None and _is_named(following, text) and OF_ANOTHER_CLAUSE.search(between)
        near.append(following if following is not None and shared else telling)
    fitting = near or before + behind
    return min(fitting, key=lambda link: max(link.start - end, start - link.end)).url if fitting else None


def _is_right_behind(link: Link, text: str, end: int) -> bool:
    tail = PERIOD_TAIL.match(text, end)
    between = text[tail.end() if tail else end : link.start]
    if len(between) <= LONGEST_LEAD and RIGHT_BEHIND.fullmatch(between):
        return True
    return between.strip() in ("", ",") and LED_LINK.match(link.text) is not None


def _is_named(link: Link, text: str) -> bool:
    """Whether a link is said to be a source: "according to [it]"."""
    said_before = text[max(0, link.start - LONGEST_LEAD) : link.start]
    return LED_LINK.match(link.text) is not None or NAMED.search(said_before) is not None


def _tells_another(link: Link, text: str, end: int, last: int, has_before: bool) -> bool:
    """Whether a link behind the figure opens what is said of the next one: "$90,000, while [another] reports …"."""
    between = text[end : link.start]
    parted = (OF_ANOTHER_CLAUSE if has_before else PARTING).search(between)
    return parted is not None and not has_figure(between) and has_figure(text[link.end : last])


def _looks_back(link: Link, text: str) -> bool:
    """Whether a link is said of what stands before it: a note's mark, or one in brackets."""
    return _is_note(link) or text[max(0, link.start - 1) : link.start] in ("(", "[")


def _is_note(link: Link) -> bool:
    return link.footnote or link.start == link.end
