"""The editor's note, and the first publication it tells of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.items import EditorsNote
from scraper.parsing.body import read_body
from scraper.parsing.dates import find_dates, iso_partial
from scraper.parsing.head_lines import UPDATED
from scraper.parsing.page import Page
from scraper.parsing.pieces import HEADING, Piece
from scraper.parsing.selecting import first
from scraper.parsing.tree import Element, drop, is_longer, leaves, text_of

LABEL = re.compile(
    r"^\W*(?:(?:editor(?:’s|'s|s’|s'|s|ial)?|author(?:’s|'s)?|publisher(?:’s|'s)?)\s+note\b|note from the editors?\b"
    r"|(?:nota (?:del editor|de la redacción|de redacción|editorial)|anmerkung der redaktion|hinweis der redaktion"
    r"|redaktioneller hinweis|note de (?:la rédaction|l.éditeur)"
    r"|nota (?:dell.editore|della redazione|d[ao] (?:editor|redação))"
    r"|noot van de redactie|redaktionens anmärkning)\b|編集部(?:注|より)|ملاحظة المحرر|הערת (?:ה)?עורך|הערת המערכת)",
    re.IGNORECASE,
)
FIRST = re.compile(
    r"\b(?:originally|first|initially|previously)\s+(?:published|posted|written|appeared)\b(?:\s+(?:in"
    r"|on))?:?\s+(?P<when>[^.]{4,40})"
    r"|(?:publicad[oa] (?:originalmente|por primera vez|inicialmente)|(?:originalmente|inicialmente) publicad[oa]"
    r"|(?:erschien|veröffentlicht)?\s*(?:ursprünglich|zuerst|erstmals)(?:\s+erschienen|\s+veröffentlicht)?\s+(?:im|am)"
    r"|(?:initialement|d.abord) (?:publié|paru)e?|(?:publié|paru)e? (?:initialement|pour la première fois|à l.origine)"
    r"|(?:pubblicat[oa]) (?:originariamente|per la prima volta|inizialmente)|oorspronkelijk (?:gepubliceerd|verschenen)"
    r"|פורסם לראשונה|נُ?شر (?:هذا المقال )?(?:لأول مرة|أصلاً|أول مرة)|初出)"
    r"\s*(?:en|el|em|im|am|in|il|op|le|ב[-־]?|في|[：:])?\s*(?P<elsewhere>[^.]{4,40})",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"\W*(?:(?:this|an? (?:earlier|previous|shorter|longer) version|originally|first|parts? of this)\b"
    r"|(?:dieser|diese|eine frühere|este|esta|una versión|cet(?:te)?|une version|quest[oa]"
    r"|dit|deze|een eerdere|uma versão)\b"
    r"|המאמר|הכתבה|גרסה|(?:نُ?شر|هذا)|この記事|本記事)",
    re.IGNORECASE,
)
"""How a note opens that does not name itself: it speaks of the article."""
LONGEST_NOTE = 800


@dataclass(frozen=True, kw_only=True)
class NoteDates:
    """What a note tells of the article's history; None where it does not."""

    first_published: str | None = None
    updated: str | None = None


def take_marked_note(page: Page, scope: Element) -> EditorsNote | None:
    """The note a profile points at, or one that stands between the headline and the text; it leaves the tree."""
    element = first(page.root, page.profile, "editors_note")
    rule = "profile selector"
    if element is None:
        element = next((leaf for leaf in _leaves_beside(page, scope) if _is_note(leaf, page)), None)
        rule = "beside the text, by its words"
    if element is None or not (text := text_of(element)):
        return None
    pieces = read_body(element, page.url, page.held)
    html = "".join(_quoted(piece) if piece.kind == "quote" else piece.prose for piece in pieces)
    drop(element)
    page.trace.note("editors_note", rule, text, won=True)
    return EditorsNote(text=text, html=html)


def _leaves_beside(page: Page, scope: Element) -> list[Element]:
    """The lines around the text that are none of it."""
    if page.region is None or page.region is scope:
        return []
    inside = set(page.region.iter())
    return [leaf for leaf in leaves(scope) if leaf not in inside]


def _is_note(leaf: Element, page: Page) -> bool:
    if is_longer(leaf, LONGEST_NOTE):
        return False
    text = text_of(leaf)
    return bool(LABEL.match(text)) or (OPENING.match(text) is not None and bool(first_published(text, page.language)))


def take_note(pieces: list[Piece]) -> tuple[EditorsNote | None, list[Piece]]:
    """The note and the pieces without it. A note names itself, or says when the article first appeared."""
    for number, piece in enumerate(pieces):
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        if piece.kind == HEADING and LABEL.match(piece.text) and following is not None and following.is_prose:
            note = EditorsNote(text=following.text, html=following.prose)
            return note, [*pieces[:number], *pieces[number + 2 :]]
    for number in [*range(len(pieces) - 1, -1, -1)]:
        piece = pieces[number]
        if _is_note_piece(piece):
            text = piece.content["text"] if piece.kind == "call_to_action" else piece.text
            html = _quoted(piece) if piece.kind == "quote" else piece.prose
            return EditorsNote(text=text, html=html), [*pieces[:number], *pieces[number + 1 :]]
    return None, pieces


def _is_note_piece(piece: Piece) -> bool:
    if not (piece.is_prose or piece.kind == "quote") or len(piece.text) > LONGEST_NOTE:
        return False
    if LABEL.match(piece.text):
        return True
    return len(piece.text) <= 300 and OPENING.match(piece.text) is not None and bool(first_published(piece.text))


def says_it_is_a_note(text: str, language: str) -> bool:
    """Whether a sentence, whatever its dates, tells the history of the article rather than its date."""
    return text.endswith((".", "。")) and OPENING.match(text) is not None and bool(first_published(text, language))


def _quoted(piece: Piece) -> str:
    return str(piece.content["html"])


def first_published(text: str, language: str = "") -> str | None:
    """The date of first publication that a note states; "originally published in Medium" states none.

    >>> first_published("This article was originally published in October 2022. It was updated since.")
    '2022-10'
    """
    match = FIRST.search(text)
    return iso_partial(match["when"] or match["elsewhere"], language) if match else None


def dates_of(text: str, language: str = "") -> NoteDates:
    """Both dates of a note; of its updates only one that is told by its day."""
    found = find_dates(text, language)
    ends = [0, *(end for _, end, _ in found)]
    updated = [day for before, (start, _, day) in zip(ends, found, strict=False) if UPDATED.search(text[before:start])]
    return NoteDates(first_published=first_published(text, language), updated=max(updated, default=None))
