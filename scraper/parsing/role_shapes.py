"""What can be a role's title, and the roles of tables and definition lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scraper.parsing.pieces import TEXT, Piece
from scraper.parsing.spans import plain
from scraper.parsing.words import bare

ORDINAL = re.compile(r"^\s*(?:#|no\.?\s*)?(\d{1,2})\s*(?:[.):]|\s[–—-])\s*")
COLUMN = re.compile(
    r"(job |career |common |sample |typical )?(role|job|position|title|career|occupation|profession)s?( title| name)?s?"
    r"|puesto|profesión|cargo|beruf|position|métier|poste|ruolo|professione",
    re.IGNORECASE,
)
NOT_ROLE = re.compile(
    r"^(step|phase|tip|reason|question|part|chapter|schritt|paso|étape)\s+\w+\b"
    r"|^(how|why|what|when|where|who|which|is|are|do|does|can|should|will|tips?|steps?|ways|skills?|benefits"
    r"|conclusion|summary"
    r"|overview|final thoughts|next steps|the bottom line|key (points|takeaways)|learn|explore|choos(e|ing)"
    r"|get(ting)?|earn(ing)?"
    r"|find(ing)?|becom(e|ing)|prepar(e|ing)|consider(ing)?|take|taking|start(ing)?|build|building (your|a|an|the"
    r"|on)|develop"
    r"|developing (your|a|an|the)|understand(ing)?|advance|ready|want|frequently|faqs?|related"
    r"|cómo|qué|por qué|wie|was|warum|comment|pourquoi)\b"
    r"|\b(salary|salaries|outlook|growth|requirements|qualifications|certifications|responsibilities|duties|skills"
    r"|potential"
    r"|education|compensation|experience needed)$|[?？！!]\s*$",
    re.IGNORECASE,
)
LONGEST_TITLE = 90
MOST_WORDS = 10


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A role before its figures and facts are read."""

    title: str
    section: str | None
    pieces: list[Piece] = field(default_factory=list)


def strip_ordinal(text: str) -> tuple[int | None, str]:
    """The number a title starts with, and the title without it.

    >>> strip_ordinal("3) Data engineer")
    (3, 'Data engineer')
    """
    match = ORDINAL.match(text)
    return (int(match[1]), text[match.end() :].strip()) if match else (None, text.strip())


def is_role_title(text: str) -> bool:
    """Whether a heading can be a role's name: short, no sentence, no question, no step."""
    title = strip_ordinal(text)[1].rstrip(":")
    if not title or len(title) > LONGEST_TITLE or len(title.split()) > MOST_WORDS:
        return False
    return not NOT_ROLE.search(title) and not re.search(r"[.;]\s*$", re.sub(r"\b(Sr|Jr|Asst|Mgr|\w)\.$", "", title))


def table_roles(piece: Piece, parent: str) -> list[Entry]:
    """A role a row where a column is headed "Role" or "Job title"; the other cells are its facts."""
    header, rows = piece.content["header"], piece.content["rows"]
    column = next((number for number, name in enumerate(header) if COLUMN.fullmatch(name.strip())), None)
    if column is None:
        return []
    found: list[Entry] = []
    for row in rows:
        title = strip_ordinal(plain(row[column]).replace("\n", " "))[1] if column < len(row) else ""
        if not title or not is_role_title(title):
            continue
        pieces = [_link_of(row[column])] if "<a " in row[column] else []
        for name, cell in zip(header, row, strict=False):
            if name != header[column] and cell:
                pieces.append(_labelled(name, cell))
        found.append(Entry(title=title, section=parent, pieces=[each for each in pieces if each.text]))
    return found


def _link_of(cell: str) -> Piece:
    return Piece(kind=TEXT, html=cell, text=plain(cell))


def _labelled(name: str, cell: str) -> Piece:
    label = name.rstrip(": ")
    html = f"<b>{label.replace('&', '&amp;').replace('<', '&lt;')}:</b> {cell}" if label else cell
    return Piece(kind=TEXT, html=html, text=plain(html))


def definition_roles(piece: Piece, parent: str) -> list[Entry]:
    """A role a term of a definition list."""
    if piece.kind != "definitions":
        return []
    found: list[Entry] = []
    for term, html in piece.entries:
        title = strip_ordinal(plain(term))[1]
        if not is_role_title(title):
            return []
        found.append(Entry(title=title, section=parent, pieces=[Piece(kind="list", html=html, text=plain(html))]))
    return found if len({bare(each.title) for each in found}) == len(found) else []
