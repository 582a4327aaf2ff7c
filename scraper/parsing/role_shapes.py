"""What can be a role's title, and the roles of tables and definition lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scraper.parsing.facts import KNOWN_LABEL
from scraper.parsing.pieces import TEXT, Piece
from scraper.parsing.spans import plain
from scraper.parsing.words import bare

ORDINAL = re.compile(
    r"^\s*(?:#|no\.?\s*|nr\.?\s*)?(?:[(（](?P<held>\d{1,2})[)）]|(?P<bare>\d{1,2})\s*(?:[.):．、）]|\s[–—-]))\s*"
    r"|^\s*(?:#|no\.\s*|nr\.\s*)(?P<called>\d{1,2})\s+(?=\D)",
    re.IGNORECASE,
)
COLUMN = re.compile(
    r"(job |career |common |sample |typical )?(role|job|position|title|career|occupation|profession)s?( title"
    r"| name)?s?"
    r"|puesto|profesión|cargo|berufe?|rollen?|stelle|tätigkeit|positione?n?|métiers?|postes?|ruolo|professione"
    r"|profissão|função"
    r"|職種|職業|仕事|役職|الوظيفة|المهنة|תפקיד|מקצוע",
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
SENTENCE_END = re.compile(r"[.;]\s*$")
ABBREVIATED = re.compile(r"\b(Sr|Jr|Asst|Mgr|\w)\.$")
LONGEST_TITLE = 90
MOST_WORDS = 10


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A role before its figures and facts are read."""

    title: str
    section: str | None
    pieces: list[Piece] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    """What its row, column or term says under a label, beside the facts of its text."""


def strip_ordinal(text: str) -> tuple[int | None, str]:
    """The number a title starts with, and the title without it.

    >>> strip_ordinal("3) Data engineer")
    (3, 'Data engineer')
    """
    match = ORDINAL.match(text)
    return (
        (int(match["held"] or match["bare"] or match["called"]), text[match.end() :].strip())
        if match
        else (None, text.strip())
    )


def is_role_title(text: str) -> bool:
    """Whether a heading can be a role's name: of words, short, no sentence, no question, no step."""
    title = strip_ordinal(text)[1].rstrip(":")
    if not any(map(str.isalpha, title)) or len(title) > LONGEST_TITLE or len(title.split()) > MOST_WORDS:
        return False
    return not NOT_ROLE.search(title) and not SENTENCE_END.search(ABBREVIATED.sub("", title))


def table_roles(piece: Piece, parent: str) -> list[Entry]:
    """A role a row where a column is headed "Role" or the like, or a role a column; the other cells are its facts."""
    header, rows = piece.content["header"], piece.content["rows"]
    column = next((number for number, name in enumerate(header) if COLUMN.fullmatch(name.strip())), None)
    if column is None:
        return _column_roles(header, rows, parent)
    found: list[Entry] = []
    for row in rows:
        title = _title_of(row[column]) if column < len(row) else ""
        if title:
            own = [_link_of(row[column])] if "<a " in row[column] else []
            cells = [(name, cell) for name, cell in zip(header, row, strict=False) if name != header[column]]
            found.append(_entry(title, own, cells, parent))
    return found


def labels_of(piece: Piece) -> list[str]:
    """What a table of roles says that no role does: its caption, and the head of its titles."""
    content = piece.content if piece.kind == "table" else {"header": [], "caption": None}
    column = next((name for name in content["header"] if COLUMN.fullmatch(name.strip())), None)
    return [each for each in (content["caption"], column or next(iter(content["header"]), None)) if each]


def _column_roles(header: list[str], rows: list[list[str]], parent: str) -> list[Entry]:
    """Roles side by side: each column is headed by one, and the first cells say what is compared."""
    labels = [plain(row[0]) for row in rows]
    if not any(KNOWN_LABEL.search(label) for label in labels) or KNOWN_LABEL.search(" ".join(header[1:])):
        return []
    titles = [_title_of(name) for name in header]
    found: list[Entry] = []
    for column in range(1, len(header)):
        if not titles[column]:
            return []
        cells = [(label, row[column]) for label, row in zip(labels, rows, strict=True) if column < len(row)]
        found.append(_entry(titles[column], [], cells, parent))
    return found


def _title_of(cell: str) -> str:
    title = strip_ordinal(plain(cell).replace("\n", " "))[1]
    return title if is_role_title(title) else ""


def _entry(title: str, own: list[Piece], cells: list[tuple[str, str]], parent: str) -> Entry:
    pieces = [
        Piece(kind=TEXT, html=cell, text=plain(cell), label=name.rstrip(": ")) for name, cell in cells if plain(cell)
    ]
    facts = {piece.label: piece.text.replace("\n", " ") for piece in pieces if piece.label}
    return Entry(title=title, section=parent, pieces=[*own, *pieces], facts=facts)


def _link_of(cell: str) -> Piece:
    return Piece(kind=TEXT, html=cell, text=plain(cell))


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
