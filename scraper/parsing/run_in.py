"""Roles whose title runs into its text ("**Data analyst:** They read …"): paragraphs in a row, or items of a list."""

from __future__ import annotations

import re
from dataclasses import replace

from scraper.parsing.pieces import LIST, TEXT, Piece
from scraper.parsing.role_shapes import is_role_title, strip_ordinal
from scraper.parsing.spans import plain

RUN_IN = re.compile(r"(?:\d{1,2}[.)]\s*)?<b>((?:(?!</?b>|<br>).)+)</b>\s?([:.–—-]?)\s*(\S.*)", re.DOTALL)
BREAK = "<br>"
ENDS = ".:–—- "
ITEM = re.compile(r"<li>((?:(?!</?(?:li|ul|ol)>).)*)</li>", re.DOTALL)
FLAT = re.compile(rf"<(?:ul|ol)>(?:{ITEM.pattern})+</(?:ul|ol)>", re.DOTALL)
LABEL = re.compile(
    r"\b(?:pay|wages?|income|earnings|openings|tasks|industr(?:y|ies)|employers?|settings?|description|experience|degree"
    r"|hours|tools|location)$",
    re.IGNORECASE,
)
"""What describes a role, beside what is no role's name anywhere."""
FEWEST = 2
LEAST_TEXT = 20
"""Characters behind a title: less is a label's value."""


def part_titles(section: list[Piece]) -> list[Piece]:
    """The section with every such title as a bold paragraph of its own; as it is where they make no list."""
    if sum(len(_entries(piece, parted=True)) for piece in section) < FEWEST:
        return section
    found: list[Piece] = []
    for piece in section:
        # Where others are parted from their text by a sign, one is a title without it too.
        entries = _entries(piece, parted=False)
        found += [part for entry in entries for part in entry] or [piece]
    return found


def _entries(piece: Piece, *, parted: bool) -> list[tuple[Piece, Piece]]:
    """The titles and texts of the piece; none where one of its items is no such thing."""
    items = [piece.html] if piece.kind == TEXT else []
    if piece.kind == LIST and FLAT.fullmatch(piece.html):
        items = ITEM.findall(piece.html)
    entries = [_entry(item, piece, parted=parted) for item in items]
    found = [entry for entry in entries if entry is not None]
    return found if len(found) == len(items) else []


def _entry(html: str, piece: Piece, *, parted: bool) -> tuple[Piece, Piece] | None:
    match = RUN_IN.fullmatch(html.removeprefix("<p>").removesuffix("</p>"))
    if match is None:
        return None
    printed = plain(match[1]).strip()
    title, text = strip_ordinal(printed)[1].rstrip(ENDS), plain(match[3])
    broken = match[3].startswith(BREAK)
    if parted and not match[2] and not broken and not printed.endswith(tuple(ENDS)):
        return None
    if len(text) < LEAST_TEXT or not is_role_title(title) or LABEL.search(title):
        return None
    words = match[1].strip().rstrip(ENDS)
    return (
        replace(piece, kind=TEXT, html=f"<b>{words}</b>", text=plain(words)),
        replace(piece, kind=TEXT, html=match[3].removeprefix(BREAK).strip(), text=text),
    )
