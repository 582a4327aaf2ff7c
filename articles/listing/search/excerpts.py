"""Where the words that were searched for stand: escaped text with <mark> around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.listing.search.words import Words, fold

START, STOP, CUT = "\ue000", "\ue001", "…"
"""What engines put around a word: characters of no language, which no text of a page keeps."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True)
class Excerpt:
    title: SafeString
    text: SafeString
    """A passage of the article; empty where only its title or its terms have the words."""


def marked(text: str) -> SafeString:
    """A text with the engine's marks in it, as HTML. The marks are balanced whatever the text is."""
    pieces = re.split(f"[{START}{STOP}]", text)
    open_next = [found == START for found in re.findall(f"[{START}{STOP}]", text)]
    html: list[str] = [escape(pieces[0])]
    is_open = False
    for opens, piece in zip(open_next, pieces[1:], strict=True):
        if opens != is_open:
            html.append("<mark>" if opens else "</mark>")
            is_open = opens
        html.append(escape(piece))
    return mark_safe("".join([*html, "</mark>" if is_open else ""]))  # noqa: S308 - every piece is escaped


def mark_words(text: str, words: Words) -> str:
    """The text with the engine's marks around the words, for a text that no engine has."""
    whole, beginnings = {fold(each) for each in words.each}, tuple(fold(each) for each in words.beginnings)

    def mark(match: re.Match[str]) -> str:
        word = fold(match[0])
        is_meant = word in whole or (beginnings and word.startswith(beginnings))
        return f"{START}{match[0]}{STOP}" if is_meant else match[0]

    return _WORD.sub(mark, re.sub(f"[{START}{STOP}]", "", text))
