"""Tables of data: header, rows, caption; tables that only lay a page out are told apart."""

from __future__ import annotations

from scraper.parsing.clean import clean_cell
from scraper.parsing.pieces import Piece
from scraper.parsing.soup import Tag, attribute, words_of
from scraper.parsing.spans import plain

WIDEST = 50
"""Columns, so that a colspan of a million costs nothing."""


def is_layout(tag: Tag) -> bool:
    """Whether a table holds a page's parts rather than data."""
    if attribute(tag, "role") in ("presentation", "none") or tag.find(["table", "h1", "h2", "h3", "h4"]) is not None:
        return True
    rows = _rows(tag)
    return not any(len(row) > 1 for row in rows) and tag.find("th") is None


def table_piece(tag: Tag, base: str, caption: str | None = None) -> Piece:
    """The header row is a thead's last row, else a first row all of th, else one that alone is bold throughout."""
    own_caption = tag.find("caption")
    if own_caption is not None:
        caption = words_of(own_caption) or caption
    rows = _rows(tag)
    header: list[str] = []
    head = tag.find("thead")
    if head is not None and (head_rows := _rows(head)):
        header = [text for cell in head_rows[-1] for text in _spanned(cell, words_of(cell))]
        rows = rows[len(head_rows) :]
    elif _starts_with_header(rows):
        header = [text for cell in rows[0] for text in _spanned(cell, words_of(cell))]
        rows = rows[1:]
    cells = [[html for cell in row for html in _spanned(cell, clean_cell(cell, base))][:WIDEST] for row in rows]
    width = max((len(row) for row in [header, *cells]), default=0)
    cells = [row + [""] * (width - len(row)) for row in cells if any(row)]
    text = "\n".join(
        [caption or "", " ".join(header), *(" ".join(plain(cell) for cell in row) for row in cells)]
    ).strip()
    return Piece(kind="table", text=text, content={"header": header[:WIDEST], "rows": cells, "caption": caption})


def _starts_with_header(rows: list[list[Tag]]) -> bool:
    if not rows or len(rows[0]) < 2:
        return False
    if all(cell.name == "th" for cell in rows[0]):
        return True
    return len(rows) > 2 and all(map(_is_bold, rows[0])) and not all(map(_is_bold, rows[1]))


def _is_bold(cell: Tag) -> bool:
    """Whether all words of a cell are bold: what a header's cells are where nobody marked them as such."""
    bold = cell.find(["b", "strong"])
    return bold is not None and words_of(bold) == words_of(cell) != ""


def _rows(tag: Tag) -> list[list[Tag]]:
    return [
        cells
        for row in tag.find_all("tr")
        if (cells := [each for each in row.contents if isinstance(each, Tag) and each.name in ("td", "th")])
    ]


def _spanned(cell: Tag, value: str) -> list[str]:
    span = attribute(cell, "colspan")
    return [value, *([""] * (min(int(span), WIDEST) - 1 if span.isdecimal() else 0))]
