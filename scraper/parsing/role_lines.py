"""A table or a definition list within a role's text as lines of the role: each value behind what it is the value of."""

from __future__ import annotations

import re

from scraper.parsing.comparisons import MOST_TITLES
from scraper.parsing.pieces import DEFINITIONS, LIST, Piece
from scraper.parsing.role_shapes import table_roles
from scraper.parsing.spans import plain
from scraper.parsing.writing import escaped

MOST_CELLS = 40
"""A larger table is one for readers to look up, and stays a table."""
PARAGRAPH = re.compile(r"<p>((?:(?!</?p>|<[uo]l>).)*)</p>", re.DOTALL)
FEWEST_TITLES = 2
"""Roles of the list that a table names which compares them."""


def as_lines(piece: Piece, titles: list[str]) -> Piece | None:
    """The piece as one list of labelled values; None for what is no such piece, or of more roles than one."""
    if piece.kind == DEFINITIONS:
        lines = [_line(plain(term), _inline(html)) for term, html in piece.entries]
        return _list(lines) if all(term and _inline(html) for term, html in piece.entries) else None
    if piece.kind != "table":
        return None
    header, rows = piece.content["header"], piece.content["rows"]
    if sum(map(len, rows)) > MOST_CELLS or _compares(piece, titles[:MOST_TITLES]):
        return None
    caption = [escaped(piece.content["caption"])] if piece.content["caption"] else []
    return _list([*caption, *(_line(label, cell) for label, cell in _labelled(header, rows) if cell)])


def _labelled(header: list[str], rows: list[list[str]]) -> list[tuple[str, str]]:
    """Each cell below the head of its column, behind the head of its row where there are several rows."""
    if header and len(rows) == 1:
        return list(zip(header, rows[0], strict=False))
    found: list[tuple[str, str]] = []
    for first, *cells in rows:
        for number, cell in enumerate(cells, start=1):
            over = header[number] if number < len(header) else ""
            found.append((", ".join(filter(None, (plain(first), over))), cell))
    return found


def _compares(piece: Piece, titles: list[str]) -> bool:
    text = piece.text.lower()
    return len(table_roles(piece, "")) >= FEWEST_TITLES or sum(each.lower() in text for each in titles) >= FEWEST_TITLES


def _inline(html: str) -> str:
    """The words of a single paragraph; "" of anything else."""
    match = PARAGRAPH.fullmatch(html.strip())
    return match[1] if match else "" if "<p>" in html or "<ul>" in html or "<ol>" in html else html


def _line(label: str, value: str) -> str:
    label = escaped(label.replace("\n", " ").rstrip(" :：").strip())
    return f"<b>{label}:</b> {value}" if label else value


def _list(lines: list[str]) -> Piece:
    html = f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
    return Piece(kind=LIST, html=html, text=plain(html))
