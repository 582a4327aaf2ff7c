"""Pieces that belong together by what their heading says: questions and answers, key points."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from scraper.blocks import FaqItem
from scraper.parsing.page import Page
from scraper.parsing.pieces import HEADING, LIST, QUESTION, TEXT, Piece
from scraper.parsing.soup import Tag, attribute, names_of

FAQ = re.compile(
    r"((your |common|top |some )*(frequently|commonly) asked questions|faqs?|(common|top) questions"
    r"|questions and answers|q\s?&\s?a|(\w+ )?questions (we|you|that|people|students|readers|often|and).{0,30}"
    r"|preguntas (frecuentes|y respuestas)|häufig(e| gestellte) fragen|fragen und antworten"
    r"|(\w+ )?fragen, die .{0,30}(gestellt|gefragt).{0,20}|questions (fréquentes|et réponses)|foire aux questions"
    r"|domande frequenti|perguntas (frequentes|e respostas)|veelgestelde vragen)\b.{0,80}"
    r"|よくある(ご)?質問|أسئلة شائعة|الأسئلة (الشائعة|المتكررة)|שאלות (נפוצות|ותשובות)|常见问题",
    re.IGNORECASE,
)
KEY_POINTS = re.compile(
    r"((the )?(key|main) (points?|takeaways?|facts|findings|insights)|takeaways?|at a glance|in (brief|short)"
    r"|highlights"
    r"|tl;?dr|the short version|das wichtigste( in kürze)?|auf einen blick|kernpunkte|kurz gesagt"
    r"|(puntos|ideas) clave|lo esencial|en resumen|à retenir|l['’]essentiel|points clés|en bref|in sintesi"
    r"|punti chiave"
    r"|pontos-chave|em resumo|ポイント|この記事のポイント|要点|النقاط الرئيسية|أهم النقاط|נקודות עיקריות|בקצרה)",
    re.IGNORECASE,
)
NAMED_KEY_POINTS = re.compile(
    r"(?:^|[\s_-])(key-?(?:points|takeaways|facts)|takeaways|kernpunkte|tl-?dr|highlights-box)(?:$|[\s_-])"
)
LONGEST_LABEL = 60
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
        if piece.kind == HEADING and FAQ.fullmatch(piece.text.rstrip("?:：？ ")):
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
    if piece.kind == HEADING and piece.text.rstrip().endswith(("?", "？", "؟")):
        return piece.text
    if piece.kind == TEXT and piece.text.rstrip().endswith(("?", "？", "؟")) and BOLD_LINE.match(piece.html):
        return piece.text
    return None


def _faq(entries: list[tuple[str, str]]) -> Piece:
    items = [FaqItem(question=question, answer_html=answer) for question, answer in entries]
    return Piece(kind="faq", text="\n".join(question for question, _ in entries), content={"items": items})


def key_points_list(tag: Tag, pieces: list[Piece]) -> list[Piece]:
    """The pieces of a list; key points where its element, or the one it fills, calls them so."""
    above = tag.parent
    names = [names_of(tag)]
    if above is not None and len(list(islice((each for each in above.contents if isinstance(each, Tag)), 3))) < 3:
        names.append(names_of(above))
    labels = [attribute(each, "aria-label") for each in (tag, above) if each is not None]
    called = any(map(NAMED_KEY_POINTS.search, names)) or any(map(KEY_POINTS.fullmatch, labels))
    return [replace(each, label="key points") if called and each.kind == LIST else each for each in pieces]


def group_key_points(pieces: list[Piece], page: Page) -> list[Piece]:
    """A list right under "Key points", or called so by its element; the label itself is recorded as removed."""
    found: list[Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        labelled = before is not None and _is_label(before, loosely=bool(piece.label))
        if piece.kind == LIST and (labelled or piece.label == "key points") and (items := _items(piece)):
            if before is not None and labelled:
                page.note_removed("label", before.text)
                found.pop()
            found.append(Piece(kind="key_points", text=piece.text, content={"items": items}))
        else:
            found.append(piece)
    return found


def _items(piece: Piece) -> list[str]:
    """The items of a flat list; none of one with lists inside, which key points cannot hold."""
    if piece.html.count("<ul>") + piece.html.count("<ol>") > 1:
        return []
    return [each.strip() for each in ITEM.findall(piece.html) if each.strip()]


def _is_label(piece: Piece, *, loosely: bool) -> bool:
    """ "Key points" as a heading or in bold; in a box of that name any line of these words, or a bold one."""
    says = bool(KEY_POINTS.fullmatch(piece.text.rstrip(":：").strip()))
    bold = piece.kind == TEXT and bool(BOLD_LINE.match(piece.html.rstrip(":：")))
    if piece.kind not in (HEADING, TEXT) or len(piece.text) > LONGEST_LABEL:
        return False
    return says and (piece.kind == HEADING or bold or loosely)
