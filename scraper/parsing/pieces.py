"""A piece: one heading, paragraph, list, table … of the body, before pieces are joined into blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

HEADING, TEXT, LIST, DEFINITIONS, QUESTION = "heading", "text", "list", "definitions", "question"
"""Kinds of pieces that are no block type of their own; every other kind is named as its block."""


@dataclass(kw_only=True, slots=True)  # not frozen, which would make one three times as dear; a page has hundreds
class Piece:
    kind: str
    html: str = ""
    """A heading's or paragraph's inline HTML; a list's whole HTML."""
    text: str = ""
    level: int = 0
    """2 to 6 for a heading."""
    anchor: str = ""
    entries: tuple[tuple[str, str], ...] = ()
    """A definition list's or a question's (term, HTML) pairs."""
    content: dict[str, Any] = field(default_factory=dict)
    """The fields of the block that this piece becomes."""
    label: str = ""
    """What stands over the piece, such as a table column's head, or what its element calls itself."""
    role: str | None = None
    """Title of the role in whose text the piece stands."""

    @property
    def is_prose(self) -> bool:
        return self.kind in (TEXT, LIST, DEFINITIONS)

    @property
    def prose(self) -> str:
        """The piece as HTML of paragraphs and lists."""
        if self.kind == TEXT:
            return f"<p>{self.html}</p>"
        if self.kind == DEFINITIONS:
            return "".join(f"<p><b>{term}</b></p>{html}" for term, html in self.entries)
        if self.kind == HEADING:
            return f"<p><b>{self.html}</b></p>"
        return self.html
