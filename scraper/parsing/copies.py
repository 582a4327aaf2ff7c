"""Stretches of the text that stand on the page a second time: for narrow screens, for print, for a folded view."""

from __future__ import annotations

from scraper.parsing.page import Page
from scraper.parsing.pieces import Piece

PARAGRAPH = 150
"""Characters from which on nobody writes the same thing twice; steps of a plan and terms of offers do recur."""
FEWEST = 5
SHORTEST = 600
SHORTEST_WHOLE = 300
"""Pieces in a row, and characters in paragraphs among them, from which on a repetition is a copy; less where it begins
as the text does."""
OPENING = 3
"""Pieces with one of which a text begins."""


def without_copies(pieces: list[Piece], page: Page) -> list[Piece]:
    """The pieces without a stretch that was printed before, word for word and in the same order."""
    first: dict[tuple[str, str], int] = {}
    kept: list[Piece] = []
    place = 0
    while place < len(pieces):
        source = first.setdefault(_key(pieces[place]), place)
        length = _repeated(pieces, source, place) if source < place else 0
        stretch = pieces[place : place + max(1, length)]
        least = SHORTEST_WHOLE if source < OPENING else SHORTEST
        if length >= FEWEST and sum(len(each.text) for each in stretch if len(each.text) >= PARAGRAPH) >= least:
            page.note_removed("copy", " ".join(each.text for each in stretch if each.text))
        else:
            kept += stretch
        place += len(stretch)
    return kept


def _repeated(pieces: list[Piece], source: int, place: int) -> int:
    """How many pieces from a place on are those from an earlier one on."""
    length = 0
    while place + length < len(pieces) and source + length < place:
        if _key(pieces[source + length]) != _key(pieces[place + length]):
            break
        length += 1
    return length


def _key(piece: Piece) -> tuple[str, str]:
    return piece.kind, piece.text
