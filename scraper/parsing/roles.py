"""The role list: the parent heading decides that there is one, its children's shape says where each role starts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from scraper.parsing.pieces import HEADING, TEXT, Piece
from scraper.parsing.role_lines import as_lines
from scraper.parsing.role_shapes import Entry, definition_roles, is_role_title, labels_of, strip_ordinal, table_roles
from scraper.parsing.run_in import part_titles
from scraper.parsing.words import bare
from scraper.profile import SourceProfile

PARENTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(jobs|careers|roles|positions|occupations|professions|job titles|career (paths|options|opportunities"
        r"|choices)|job opportunities|titles)\b"
        r".{0,40}\b(you can|you could|you might|you may|to (get|pursue|consider|explore|know|aim|target|apply)"
        r"|can i|for|with|in|within|after|available"
        r"|that|open to|by|look like|at|across|graduates)\b",
        r"\b(what|which) (\w+ ){0,3}(jobs|careers|roles|positions|job titles)\b",
        r"\b(common|top|best|popular|typical|potential|possible|in-demand|high-paying|highest[- ]paying|lucrative"
        r"|emerging|leadership|entry-level"
        r"|senior|mid-level|advanced|\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(\S+\s+){0,4}"
        r"(jobs|careers|roles|positions|occupations|job titles|career paths|professions)\b",
        r"\bwhat can (you|i) do with\b",
        r"^(the )?(following )?(jobs|careers|roles|career paths|positions|job titles|career (options"
        r"|opportunities)):?$",
        r"\b(salidas profesionales|puestos|empleos|trabajos|carreras)\b.{0,60}",
        r"\b(berufe|jobs|rollen|karriere(wege|möglichkeiten)|positionen|berufsfelder)\b.{0,60}",
        r"\b(métiers|débouchés|postes|emplois)\b.{0,60}|\b(sbocchi professionali|lavori|ruoli)\b.{0,60}",
        r"\b(carreiras|profissões|vagas|empregos|saídas profissionais)\b",
        r"وظائف|الوظائف|مهن|仕事|職種|職業|キャリアパス|תפקידים|משרות|מקצועות",
    )
)
ROLE_WORD = re.compile(
    r"job|career|role|position|occupation|profession|title|what can|salidas|puesto|empleo|trabajo|carrera|berufe|rollen"
    r"|karriere|métier|débouché|poste|emploi|sbocchi|lavori|ruoli|carreira|profiss|vaga|saídas|وظائف|مهن|仕事|職|キャリア"
    r"|תפקידים|משרות|מקצועות"
)
"""What none of them is without, in lower case."""
NOT_PARENTS = re.compile(
    r"\b(skills?|steps?|tips|reasons|ways|benefits|trends|questions|mistakes|courses|how to|how do|how much|why"
    r"|salar(y|ies) (for|of|in)|outlook"
    r"|job market|growth|advancement|interview|resume|services|programs?\b.{0,20}\bfor|prepare|qualify|cómo|por qué"
    r"|wie|warum|comment|pourquoi)\b",
    re.IGNORECASE,
)
NAMES_ROLES = re.compile(r"\b(jobs|careers|roles|positions|occupations|professions|job titles|titles)\b", re.IGNORECASE)
"""Enough over a table that is headed by roles itself."""
BOLD = re.compile(r"(\d{1,2}[.)]\s*)?<b>((?:(?!</?b>).)+)</b>:?")
FEWEST = 2
"""One role is no list."""


@dataclass(frozen=True, kw_only=True)
class RoleList:
    pieces: list[Piece]
    """The body, a roles piece where each list stood."""
    entries: list[Entry]
    labels: list[str] = field(default_factory=list)
    """Heads of the columns that held the titles: they say nothing of any role."""


@dataclass(kw_only=True)
class _Reading:
    kept: list[Piece] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


def take_roles(pieces: list[Piece], profile: SourceProfile, title: str = "") -> RoleList:
    """Every role list of the body, in order; their text leaves the body, headings and introductions stay."""
    parents = own_parents(profile)
    reading = _Reading()
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        reading.kept.append(piece)
        place += 1
        if piece.kind != HEADING or not is_parent(piece.text, parents):
            if piece.kind == HEADING and NAMES_ROLES.search(piece.text) and not NOT_PARENTS.search(piece.text):
                end = _section_end(pieces, place, piece)
                if _read_tables(pieces[place:end], piece.text, reading):
                    place = end
            continue
        end = _section_end(pieces, place, piece)
        if end == place:
            end = _numbered_end(pieces, place, piece.level)
        section = pieces[place:end]
        if any(each.kind == HEADING and is_parent(each.text, parents) and _inner(section, each) for each in section):
            continue
        if _read_section(section, piece.text, reading):
            place = end
    if not reading.entries and is_parent(title, parents):
        return _from_title(pieces, title)
    return RoleList(pieces=reading.kept, entries=reading.entries, labels=reading.labels)


def own_parents(profile: SourceProfile) -> list[re.Pattern[str]]:
    """The headings over roles that a profile adds."""
    return [re.compile(expression, re.IGNORECASE) for expression in profile.role_headings]


def is_parent(text: str, own: list[re.Pattern[str]] | None = None) -> bool:
    """Whether a heading announces a list of roles.

    >>> is_parent("Jobs you can get with a master's in engineering management"), is_parent("Positive job growth")
    (True, False)
    """
    if any(pattern.search(text) for pattern in own or []):
        return True
    if ROLE_WORD.search(text.lower()) is None:
        return False
    return not NOT_PARENTS.search(text) and any(pattern.search(text) for pattern in PARENTS)


def _section_end(pieces: list[Piece], place: int, parent: Piece) -> int:
    """The next heading of the parent's level or above; numbered ones go on with the parent."""
    end = place
    while end < len(pieces) and not (pieces[end].kind == HEADING and pieces[end].level <= parent.level):
        end += 1
    has_inner = any(each.kind == HEADING for each in pieces[place:end])
    return end if has_inner else max(end, _numbered_end(pieces, end, parent.level)) if end < len(pieces) else end


def _numbered_end(pieces: list[Piece], place: int, level: int) -> int:
    """The end of a row of numbered headings of the parent's own level, 1, 2, 3 …; `place` where there is none."""
    expected, end = 1, place
    while end < len(pieces):
        piece = pieces[end]
        if piece.kind == HEADING and piece.level <= level:
            number, title = strip_ordinal(piece.text)
            if piece.level != level or number != expected or not is_role_title(title):
                break
            expected += 1
        elif expected == 1:
            break
        end += 1
    return end if expected > FEWEST else place


def _inner(section: list[Piece], heading: Piece) -> bool:
    """Whether a heading within the section has roles of its own below it."""
    place = next(number for number, each in enumerate(section) if each is heading) + 1
    deeper = 0
    for piece in section[place:]:
        if piece.kind == HEADING and piece.level <= heading.level:
            break
        deeper += piece.kind == HEADING or piece.kind in ("table", "definitions")
    return deeper >= FEWEST


def _read_section(section: list[Piece], parent: str, reading: _Reading) -> bool:
    """Take the roles of one section by the first shape that fits; False when none does."""
    for marks in (_heading_marks(section), _bold_marks(section)):
        if len(marks) >= FEWEST:
            _split(section, marks, parent, reading)
            return True
    if _read_tables(section, parent, reading):
        return True
    parted = part_titles(section)
    marks = _bold_marks(parted)
    if len(marks) < FEWEST:
        return False
    _split(parted, marks, parent, reading)
    return True


def _read_tables(section: list[Piece], parent: str, reading: _Reading) -> bool:
    """Take the roles of the section's tables and definition lists; one that tells more of roles taken before stays."""
    kept: list[Piece] = []
    known: set[str] = set()
    for piece in section:
        entries = table_roles(piece, parent) if piece.kind == "table" else definition_roles(piece, parent)
        titles = {bare(entry.title) for entry in entries}
        if len(entries) < FEWEST or titles & known:
            kept.append(piece)
            continue
        kept.append(Piece(kind="roles"))
        known |= titles
        reading.entries += entries
        reading.labels += labels_of(piece)
    if known:
        reading.kept += kept
    return bool(known)


def _heading_marks(section: list[Piece]) -> dict[int, str]:
    """Where roles start and their titles: the section's highest headings that name a role."""
    levels = sorted({piece.level for piece in section if piece.kind == HEADING})
    for level in levels:
        marks = {
            number: strip_ordinal(piece.text)[1]
            for number, piece in enumerate(section)
            if piece.kind == HEADING and piece.level == level and is_role_title(piece.text)
        }
        if len(marks) >= FEWEST:
            return marks
    return {}


def _bold_marks(section: list[Piece]) -> dict[int, str]:
    marks: dict[int, str] = {}
    for number, piece in enumerate(section):
        if piece.kind == TEXT and (match := BOLD.fullmatch(piece.html)):
            title = strip_ordinal(piece.text)[1].rstrip(":")
            if match and is_role_title(title) and len(title) <= 80:
                marks[number] = title
    return marks


def _split(section: list[Piece], marks: dict[int, str], parent: str, reading: _Reading) -> None:
    """Introduction | roles | what follows a heading of the roles' level that is no role."""
    first = min(marks)
    level = section[first].level
    reading.kept += [*section[:first], Piece(kind="roles")]
    current: list[Piece] | None = None
    names = list(marks.values())
    titles: list[tuple[str, list[Piece]]] = []
    for number, piece in enumerate(section[first:], start=first):
        if number in marks:
            current = []
            titles.append((marks[number], current))
        elif level and piece.kind == HEADING and piece.level <= level:
            current = None
            reading.kept.append(piece)
        elif current is not None and (lines := as_lines(piece, names)) is not None:
            current.append(lines)
        elif current is not None and (piece.is_prose or piece.kind == HEADING):
            current.append(piece)
        else:
            reading.kept.append(piece)
    reading.entries += [Entry(title=title, pieces=pieces, section=parent) for title, pieces in titles]


def _from_title(pieces: list[Piece], title: str) -> RoleList:
    """ "7 Jobs You Can Get With …" as the page's title, and numbered headings in a row below it."""
    for place, piece in enumerate(pieces):
        if piece.kind == HEADING and strip_ordinal(piece.text)[0] == 1:
            end = _numbered_end(pieces, place, piece.level)
            if end > place:
                reading = _Reading(kept=list(pieces[:place]))
                _read_section(pieces[place:end], title, reading)
                entries = [replace(entry, section=None) for entry in reading.entries]
                return RoleList(pieces=[*reading.kept, *pieces[end:]], entries=entries)
            break
    return RoleList(pieces=pieces, entries=[])
