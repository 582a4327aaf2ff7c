"""Roles that a page folds away: each a summary to open, below a heading that announces them."""

from __future__ import annotations

from scraper.parsing.pieces import HEADING, LIST, QUESTION, Piece
from scraper.parsing.role_shapes import is_role_title
from scraper.parsing.roles import is_parent, own_parents
from scraper.parsing.spans import plain
from scraper.parsing.writing import escaped
from scraper.profile import SourceProfile

FEWEST = 2
DEEPEST = 6


def unfold_roles(pieces: list[Piece], profile: SourceProfile) -> list[Piece]:
    """Such summaries as headings over their text, where all in a row are roles' names; others stay questions."""
    if not any(piece.kind == QUESTION for piece in pieces):
        return pieces
    parents = own_parents(profile)
    found: list[Piece] = []
    heading: Piece | None = None
    place = 0
    while place < len(pieces):
        end = place
        while end < len(pieces) and pieces[end].kind == QUESTION:
            end += 1
        folded = pieces[place:end]
        if heading is not None and len(folded) >= FEWEST and is_parent(heading.text, parents) and _are_roles(folded):
            found += [part for piece in folded for part in _unfolded(piece, heading.level)]
        else:
            found += folded
        if end < len(pieces):
            found.append(pieces[end])
            heading = pieces[end] if pieces[end].kind == HEADING else heading
        place = end + 1
    return found


def _are_roles(folded: list[Piece]) -> bool:
    return all(is_role_title(piece.text) for piece in folded)


def _unfolded(piece: Piece, level: int) -> list[Piece]:
    html = "".join(answer for _, answer in piece.entries)
    title = Piece(kind=HEADING, level=min(level + 1, DEEPEST), text=piece.text, html=escaped(piece.text))
    return [title, Piece(kind=LIST, html=html, text=plain(html))] if html else [title]
