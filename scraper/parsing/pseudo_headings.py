"""Bold paragraphs that act as headings: short, whole, no sentence, and with text of their own below them."""

from __future__ import annotations

import re
from dataclasses import replace

from scraper.parsing.pieces import HEADING, TEXT, Piece

WHOLLY_BOLD = re.compile(r"^(?:\d{1,2}[.)]\s*)?<b>((?:(?!</?b>|<br>).)+)</b>\s*$")
NO_HEADING = re.compile(r"[.:;,…。：،؛]\W*$|^[\W\d]*$|^(?:by|von|por|par|di|de)\s|\|", re.IGNORECASE)
"""Sentences, labels of what follows, bare numbers and bylines."""
LONGEST = 80
MOST_WORDS = 12


def raise_pseudo_headings(pieces: list[Piece]) -> list[Piece]:
    """The pieces with every such paragraph made a heading, one level below the heading over it."""
    found: list[Piece] = []
    level, raised = 1, False
    for place, piece in enumerate(pieces):
        if piece.kind == HEADING:
            level, raised = piece.level, False
        elif _acts_as_heading(piece) and _has_text(pieces, place):
            if not raised:
                level, raised = min(level + 1, 6), True
            piece = replace(piece, kind=HEADING, level=level, html=_unbolded(piece.html))
        found.append(piece)
    return found


def _acts_as_heading(piece: Piece) -> bool:
    if piece.kind != TEXT or len(piece.text) > LONGEST or len(piece.text.split()) > MOST_WORDS:
        return False
    return bool(WHOLLY_BOLD.match(piece.html)) and not NO_HEADING.search(piece.text) and "<a " not in piece.html


def _has_text(pieces: list[Piece], place: int) -> bool:
    """Whether text, a list or a table follows that is not bold throughout itself."""
    if place + 1 >= len(pieces):
        return False
    following = pieces[place + 1]
    if following.kind == TEXT:
        return not WHOLLY_BOLD.match(following.html)
    return following.kind not in (HEADING, "call_to_action", "roles")


def _unbolded(html: str) -> str:
    return re.sub(r"</?b>", "", html)
