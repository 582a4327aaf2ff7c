"""Tables of data: header, rows, caption; tables that only lay a page out are told apart."""

from __future__ import annotations

from scraper.parsing.clean import clean_cell
from scraper.parsing.pieces import Piece
from scraper.parsing.soup import Tag, attribute, words_of
from scraper.parsing.spans import plain

WIDEST = 50
"""Columns, so that a colspan of a million costs nothing."""
TALLEST = 30
LONGEST_CARRIED = 80
"""Rows that a cell stands in, and the characters of one that stands in several: a table stays about as long as it is
printed."""
Row = list[Tag | None]
"""A row's cells by their columns; None where one goes on."""


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
    rows, header_row = _rows(tag), []
    head = tag.find("thead")
    if head is not None and (head_rows := _rows(head)):
        header_row = _grid(head_rows)[-1]
        grid = _grid(rows[len(head_rows) :])
    else:
        grid = _grid(rows)
        if _starts_with_header(rows):
            header_row = grid.pop(0)
    header = [words_of(cell) if cell is not None else "" for cell in header_row]
    cleaned = {id(cell): clean_cell(cell, base) for row in rows for cell in row}
    cells = [[cleaned[id(cell)] if cell is not None else "" for cell in row][:WIDEST] for row in grid]
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


def _grid(rows: list[list[Tag]]) -> list[Row]:
    """The rows with each cell in its columns, and in every row that it spans."""
    grid: list[Row] = []
    carried: dict[int, tuple[int, Tag | None]] = {}
    for row in rows:
        line: Row = []
        spanning = dict(carried)
        for cell in row:
            _fill(line, carried)
            tall = _span(cell, "rowspan", TALLEST)
            again = cell if tall > 1 and len(words_of(cell)) <= LONGEST_CARRIED else None
            for number in range(_span(cell, "colspan", WIDEST)):
                if tall > 1 and len(line) < WIDEST:
                    spanning[len(line)] = (tall, again if number == 0 else None)
                line.append(cell if number == 0 else None)
        for column in sorted(carried):
            line += [None] * (column - len(line))
            _fill(line, carried)
        carried = {column: (left - 1, cell) for column, (left, cell) in spanning.items() if left > 1}
        grid.append(line)
    return grid


def _fill(line: Row, carried: dict[int, tuple[int, Tag | None]]) -> None:
    while len(line) in carried:
        line.append(carried[len(line)][1])


def _span(cell: Tag, name: str, most: int) -> int:
    span = attribute(cell, name)
    return max(1, min(int(span[:6]), most)) if span.isdecimal() else 1
