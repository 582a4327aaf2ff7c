"""Headings that announce related articles, told by their words alone."""

from __future__ import annotations

import re

from scraper.parsing.tree import Element, is_longer, text_of

HEADING = re.compile(
    r"(related|recommended|suggested|similar|more|further|latest|popular)\s+(articles?|posts?|stories|reading"
    r"|guides?|pages"
    r"|resources?|reads?|content"
    r"|for you|insights|from .{3,60}|on this topic)|(you (might|may) (also )?(like|enjoy|be interested in).{0,20})"
    r"|(read|up) next|keep reading"
    r"|what to read next|continue reading|explore more( articles)?|readers also .{3,20}|artículos relacionados"
    r"|también te puede interesar"
    r"|(ähnliche|weitere|verwandte) (artikel|beiträge)|(das )?könnte (sie|dich) auch interessieren|articles? (liés"
    r"|similaires|connexes)"
    r"|à lire aussi|articoli correlati|gerelateerde artikelen|artigos relacionados|leia (também|mais)|veja também"
    r"|関連記事|おすすめ(の)?記事|あわせて読みたい|مقالات (ذات صلة|مشابهة)|قد يعجبك أيضا|اقرأ أيضا|(אולי )?יעניין אתכם"
    r"|כתבות נוספות|מאמרים (נוספים|קשורים)|相关文章"
)
"""In lower case."""
HEADING_BEGINS = frozenset([
    "re", "su", "si", "mo", "fu", "la", "po", "yo", "up", "ke", "wh", "co", "ex", "ar", "ta", "we", "ve", "da", "ge",
    "le",
])  # fmt: skip
"""The first two letters of those that begin with letters of the English alphabet."""
LONGEST_HEADING = 80


def is_related_heading(element: Element) -> bool:
    """Whether an element's words are such a heading's; those of most are known for none by how they begin."""
    begins = (element.text or "").strip()[:2]
    if len(begins) == 2 and begins.isascii() and begins.lower() not in HEADING_BEGINS:
        return False
    if is_longer(element, 2 * LONGEST_HEADING):
        return False
    text = text_of(element).rstrip(":")
    return len(text) <= LONGEST_HEADING and bool(HEADING.fullmatch(text.lower()))
