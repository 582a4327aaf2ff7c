"""Roles that a page folds away: each a summary to open, below a heading that announces them."""

from __future__ import annotations

from itertools import groupby

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
    parents = own_parents(profile)
    found: list[Piece] = []
    heading: Piece | None = None
    for is_folded, group in groupby(pieces, key=lambda piece: piece.kind == QUESTION):
        row = list(group)
        if not is_folded:
            heading = next((piece for piece in reversed(row) if piece.kind == HEADING), heading)
            found += row
        elif heading is not None and len(row) >= FEWEST and is_parent(heading.text, parents) and _are_roles(row):
            found += [part for piece in row for part in _unfolded(piece, heading.level)]
        else:
            found += row
    return found


def _are_roles(folded: list[Piece]) -> bool:
    return all(is_role_title(piece.text) for piece in folded)


def _unfolded(piece: Piece, level: int) -> list[Piece]:
    html = "".join(answer for _, answer in piece.entries)
    title = Piece(kind=HEADING, level=min(level + 1, DEEPEST), text=piece.text, html=escaped(piece.text))
    return [title, Piece(kind=LIST, html=html, text=plain(html))] if html else [title]
