"""Pieces that belong together by what their heading says: questions and answers, key points."""

from __future__ import annotations

import re

from scraper.blocks import FaqItem
from scraper.parsing.page import Page
from scraper.parsing.pieces import HEADING, LIST, QUESTION, TEXT, Piece

FAQ = re.compile(
    r"((your |common|top |some )*(frequently|commonly) asked questions|faqs?|(common|top) questions"
    r"|questions and answers|q\s?&\s?a"
    r"|preguntas frecuentes|häufig(e| gestellte) fragen|questions fréquentes|domande frequenti|perguntas frequentes"
    r"|veelgestelde vragen)\b.{0,80}",
    re.IGNORECASE,
)
KEY_POINTS = re.compile(
    r"(key|main) (points?|takeaways?|facts|findings|insights)|takeaways?|at a glance|in (brief|short)|highlights"
    r"|tl;?dr|the short version"
    r"|das wichtigste( in kürze)?|puntos clave|en resumen|à retenir|l'essentiel|in sintesi|pontos-chave",
    re.IGNORECASE,
)
BOLD_LINE = re.compile(r"^<b>((?:(?!</?b>).)+)</b>$")
ITEM = re.compile(r"<li>((?:(?!<li>|<ul>|<ol>).)*?)</li>", re.DOTALL)


def group_questions(pieces: list[Piece]) -> list[Piece]:
    """Questions under a heading that announces them, and elements that fold answers away, become one faq each."""
    found: list[Piece] = []
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        if piece.kind == QUESTION:
            end = place
            while end < len(pieces) and pieces[end].kind == QUESTION:
                end += 1
            found.append(_faq([each.entries[0] for each in pieces[place:end]]))
            place = end
            continue
        found.append(piece)
        place += 1
        if piece.kind == HEADING and FAQ.fullmatch(piece.text.rstrip("?:")):
            entries, place = _answers(pieces, place, piece.level, found)
            if entries:
                found.append(_faq(entries))
    return found


def _answers(pieces: list[Piece], place: int, level: int, before: list[Piece]) -> tuple[list[tuple[str, str]], int]:
    """The questions from `place` on, and where they end. What stands before the first one is left in `before`."""
    entries: list[tuple[str, str]] = []
    while place < len(pieces):
        piece = pieces[place]
        question = _question(piece)
        if piece.kind == HEADING and (piece.level <= level or not question):
            break
        if piece.kind == QUESTION:
            entries += piece.entries
        elif question:
            entries.append((question, ""))
        elif piece.kind == "definitions" and not entries:
            entries += [(re.sub(r"<[^>]+>", "", term), html) for term, html in piece.entries]
        elif entries and piece.is_prose:
            entries[-1] = (entries[-1][0], entries[-1][1] + piece.prose)
        elif entries:
            break
        else:
            before.append(piece)
        place += 1
    return entries, place


def _question(piece: Piece) -> str | None:
    if piece.kind == HEADING and piece.text.rstrip().endswith(("?", "？")):
        return piece.text
    if piece.kind == TEXT and piece.text.rstrip().endswith("?") and BOLD_LINE.match(piece.html):
        return piece.text
    return None


def _faq(entries: list[tuple[str, str]]) -> Piece:
    items = [FaqItem(question=question, answer_html=answer) for question, answer in entries]
    return Piece(kind="faq", text="\n".join(question for question, _ in entries), content={"items": items})


def group_key_points(pieces: list[Piece], page: Page) -> list[Piece]:
    """A list right under "Key points" or the like; the label itself is recorded as removed."""
    found: list[Piece] = []
    for piece in pieces:
        label = found[-1] if found else None
        if piece.kind == LIST and label is not None and _is_label(label):
            items = [each.strip() for each in ITEM.findall(piece.html) if each.strip()]
            if items:
                page.note_removed("label", label.text)
                found[-1] = Piece(kind="key_points", text=piece.text, content={"items": items})
                continue
        found.append(piece)
    return found


def _is_label(piece: Piece) -> bool:
    text = piece.text.rstrip(":").strip()
    says = bool(KEY_POINTS.fullmatch(text))
    return says and (piece.kind == HEADING or (piece.kind == TEXT and bool(BOLD_LINE.match(piece.html.rstrip(":")))))
