"""What stands in the text's own element and is none of it: bylines and dates over it, pointers to other pages in it,
tags, biographies and link lists under it. Told by words, links and place, never by markup."""

from __future__ import annotations

from collections.abc import Callable

from scraper.parsing.addresses import path_of
from scraper.parsing.citations import Sources
from scraper.parsing.dates import find_dates
from scraper.parsing.page import Page
from scraper.parsing.pieces import HEADING, LIST, TEXT, Piece
from scraper.parsing.spans import read_spans
from scraper.parsing.trim_words import (
    ANY_LINE,
    BYLINE,
    CREDIT,
    CREDIT_WORD,
    DATED,
    LABELS,
    LATE_LINES,
    LATE_MARK,
    LINES,
    SECTIONS,
    SOURCES,
    TAIL_LINES,
)
from scraper.parsing.words import bare

LONGEST_LINE = 300
LONGEST_DATE_LINE = 110
SHORTEST_POINTER = 4
"""Words of a link that stands alone and names another page."""
MOSTLY = 0.6
"""Share of a piece that is links where it leads away."""
MOST_LINKED = 0.9
LONGEST_LABEL = 60
OPENING = 8
"""Pieces among which the text begins."""
BIOGRAPHY = 4
"""Last pieces among which an author may be introduced."""
PASSED = frozenset({"image", "embed", "call_to_action"})
"""Pieces over which the end of the text is sought."""


def trim(pieces: list[Piece], page: Page, title: str, authors: list[str]) -> list[Piece]:
    """The pieces of the text alone; the rest is recorded."""
    names = {bare(name) for name in authors if name}
    pieces = _without_opening(pieces, page, bare(title), names)
    pieces = _filtered(pieces, page, _line)
    pieces = _without_link_sections(pieces, page)
    pieces = _without_credits(pieces, page)
    pieces = _without_tail(pieces, page, names)
    return _filtered(pieces, page, lambda piece: _pointer(piece, page))


def _filtered(pieces: list[Piece], page: Page, what_of: Callable[[Piece], str | None]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in pieces:
        what = what_of(piece)
        if what is None:
            kept.append(piece)
        else:
            page.note_removed(what, piece.text)
    return kept


def _line(piece: Piece) -> str | None:
    if piece.kind not in (TEXT, HEADING) or len(piece.text) > LONGEST_LINE:
        return None
    small = piece.text.lower()
    if LATE_MARK.search(small):
        for what, late in LATE_LINES:
            if late.fullmatch(small):
                return what
    if ANY_LINE.fullmatch(small) is None:
        return None
    return next((what for what, pattern in LINES if pattern.fullmatch(small)), None)


def linked_share(piece: Piece) -> float:
    """How much of a piece's text is links, 0 to 1."""
    html = piece.html
    if "<a " not in html:
        return 0.0
    spans = read_spans(html)
    letters = len(spans.text.replace("\n", "").replace(" ", ""))
    return sum(len(link.text.replace("\n", "").replace(" ", "")) for link in spans.links) / letters if letters else 0.0


def _pointer(piece: Piece, page: Page) -> str | None:
    """A paragraph that is nothing but the name of another page."""
    if piece.kind != TEXT or len(piece.text) > LONGEST_LINE or "<a " not in piece.html:
        return None
    words = piece.text.split()
    if len(words) < SHORTEST_POINTER or linked_share(piece) < 0.95 or piece.text.endswith((".", "?", ":")):
        return None
    links = read_spans(piece.html).links
    if len(links) != 1 or _is_program(links[0].url, page):
        return None
    return "related link"


def _without_opening(pieces: list[Piece], page: Page, title: str, names: set[str]) -> list[Piece]:
    """Title said again, byline and dates, up to the first paragraph."""
    kept: list[Piece] = []
    for place, piece in enumerate(pieces):
        links = piece.kind == LIST and not kept and linked_share(piece) >= MOST_LINKED
        if links and not _leads_to_programs(piece, page):
            page.note_removed("links", piece.text)
            continue
        if place >= OPENING or (piece.kind == TEXT and len(piece.text) >= LONGEST_LINE) or piece.kind == LIST:
            return kept + pieces[place:]
        if piece.kind in (TEXT, HEADING) and (what := _opening_line(piece, page, title, names)):
            page.note_removed(what, piece.text)
        else:
            kept.append(piece)
    return kept


def _opening_line(piece: Piece, page: Page, title: str, names: set[str]) -> str | None:
    words = bare(piece.text)
    if words == title:
        return "title"
    if words in names or (len(words) <= LONGEST_DATE_LINE and any(words.startswith(name) for name in names)):
        return "byline"
    if len(piece.text) > LONGEST_DATE_LINE:
        return None
    if BYLINE.match(piece.text) and not piece.text.endswith((".", "?", "!")):
        return "byline"
    dated = bool(DATED.match(piece.text) or find_dates(piece.text, page.language))
    return "date line" if dated and not piece.text.endswith((".", "?", "!", ":")) else None


def _without_link_sections(pieces: list[Piece], page: Page) -> list[Piece]:
    """Labels such as "Most read" or "Related", and the links, pictures and short lines under them."""
    kept: list[Piece] = []
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        place += 1
        if not (piece.kind in (HEADING, TEXT) and len(piece.text) <= LONGEST_LABEL and SECTIONS.fullmatch(piece.text)):
            kept.append(piece)
            continue
        end = place
        while end < len(pieces) and _is_pointing(pieces[end], page):
            end += 1
        if end > place or piece.kind == HEADING or place == len(pieces):
            for each in pieces[place - 1 : end]:
                page.note_removed("related", each.text)
            place = end
        else:
            kept.append(piece)
    return kept


def _is_pointing(piece: Piece, page: Page) -> bool:
    """Whether a piece under such a label belongs to it."""
    if piece.kind in ("image", "embed"):
        return True
    if piece.kind not in (TEXT, LIST, HEADING) or _leads_to_programs(piece, page):
        return False
    if piece.kind == HEADING:
        return linked_share(piece) >= MOSTLY
    return linked_share(piece) >= MOSTLY and (piece.kind == LIST or len(piece.text) <= LONGEST_LINE)


def _without_credits(pieces: list[Piece], page: Page) -> list[Piece]:
    """Lines right before or after a picture or a film, and a first line, that name who took it."""
    kept: list[Piece] = []
    beside = {0}
    for place, piece in enumerate(pieces):
        if piece.kind in ("image", "embed"):
            beside |= {place - 1, place + 1}
    for place, piece in enumerate(pieces):
        short = piece.kind == TEXT and len(piece.text) <= 2 * LONGEST_LINE
        if short and place in beside and _is_credit(piece.text):
            page.note_removed("caption", piece.text)
        else:
            kept.append(piece)
    return kept


def _is_credit(text: str) -> bool:
    small = text.lower()
    if not small.startswith(("ap", "(ap")) and CREDIT_WORD.search(small) is None:
        return False
    return CREDIT.search(text) is not None


def _without_tail(pieces: list[Piece], page: Page, names: set[str]) -> list[Piece]:
    """From the end up: what is no text, to the last piece that is."""
    end = len(pieces)
    passed: list[Piece] = []
    gone: list[tuple[str, Piece]] = []
    seen = 0
    while end:
        piece = pieces[end - 1]
        if piece.kind not in PASSED:
            seen += 1
            above = next((each for each in reversed(pieces[: end - 1]) if each.kind not in PASSED), None)
            what = _tail(piece, above, page, names, seen)
            if what is None:
                break
            gone.append((what, piece))
        else:
            passed.append(piece)
        end -= 1
    if not end:
        return pieces
    for what, piece in reversed(gone):
        page.note_removed(what, piece.text)
    return pieces[:end] + passed[::-1]


def _tail(piece: Piece, above: Piece | None, page: Page, names: set[str], seen: int) -> str | None:
    text = piece.text
    if piece.kind == HEADING:
        return "heading over nothing"
    if piece.kind not in (TEXT, LIST):
        return None
    if seen <= BIOGRAPHY and piece.kind == TEXT and any(bare(text[:80]).startswith(name) for name in names):
        return "author box"
    if len(text) <= 2 * LONGEST_LINE and piece.kind == TEXT and any(pattern.match(text) for pattern in TAIL_LINES):
        return "closing line"
    if LABELS.match(text) and len(text) <= LONGEST_LINE:
        return "tags"
    if linked_share(piece) < MOSTLY or _leads_to_programs(piece, page):
        return None
    if above is not None and above.kind in (HEADING, TEXT) and SOURCES.match(above.text):
        return None
    if piece.kind == TEXT and (len(text) > LONGEST_LINE or text.endswith(".")):
        return None
    return "links"


def _leads_to_programs(piece: Piece, page: Page) -> bool:
    return any(_is_program(link.url, page) for link in read_spans(piece.html).links)


def _is_program(address: str, page: Page) -> bool:
    # Nearly no address has such a segment, and to ask more of it costs ten times as much.
    below = any(segment in page.profile.program_paths for segment in path_of(address)[:-1])
    return below and Sources(url=page.url, profile=page.profile).is_program(address)
