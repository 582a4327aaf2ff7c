"""The editor's note, and the first publication it tells of."""

from __future__ import annotations

import re

from scraper.items import EditorsNote
from scraper.parsing.dates import iso_partial
from scraper.parsing.pieces import HEADING, Piece

LABEL = re.compile(
    r"^\W*(editor(?:’s|'s|s’|s'|s|ial)?|author(?:’s|'s)?|publisher(?:’s|'s)?)\s+note\b|^\W*(nota (del editor"
    r"|de la redacción)|anmerkung der redaktion"
    r"|hinweis der redaktion|note de la rédaction|nota dell'editore|nota do editor)\b",
    re.IGNORECASE,
)
FIRST = re.compile(
    r"\b(?:originally|first|initially|previously)\s+(?:published|posted|written|appeared)\b(?:\s+(?:in"
    r"|on))?:?\s+(?P<when>[^.]{4,40})"
    r"|(?:publicad[oa] (?:originalmente|por primera vez)|ursprünglich (?:im|am)|zuerst (?:im|am)"
    r"|initialement publié|publié initialement)\s+(?:en|el|im|am)?\s*(?P<elsewhere>[^.]{4,40})",
    re.IGNORECASE,
)
LONGEST_NOTE = 800


def take_note(pieces: list[Piece]) -> tuple[EditorsNote | None, list[Piece]]:
    """The note and the pieces without it. A note names itself, or says when the article first appeared."""
    for number, piece in enumerate(pieces):
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        if piece.kind == HEADING and LABEL.match(piece.text) and following is not None and following.is_prose:
            note = EditorsNote(text=following.text, html=following.prose)
            return note, [*pieces[:number], *pieces[number + 2 :]]
    for number in [*range(len(pieces) - 1, -1, -1)]:
        piece = pieces[number]
        if _is_note(piece):
            text = piece.content["text"] if piece.kind == "call_to_action" else piece.text
            html = _quoted(piece) if piece.kind == "quote" else piece.prose
            return EditorsNote(text=text, html=html), [*pieces[:number], *pieces[number + 1 :]]
    return None, pieces


def _is_note(piece: Piece) -> bool:
    if not (piece.is_prose or piece.kind == "quote") or len(piece.text) > LONGEST_NOTE:
        return False
    if LABEL.match(piece.text):
        return True
    return (
        len(piece.text) <= 300
        and piece.text.lower().startswith(("this ", "originally ", "first "))
        and bool(first_published(piece.text))
    )


def _quoted(piece: Piece) -> str:
    return str(piece.content["html"])


def first_published(text: str, language: str = "") -> str | None:
    """The date of first publication that a note states; "originally published in Medium" states none.

    >>> first_published("This article was originally published in October 2022. It was updated since.")
    '2022-10'
    """
    match = FIRST.search(text)
    return iso_partial(match["when"] or match["elsewhere"], language) if match else None
