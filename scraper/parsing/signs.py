"""What the page's markup marks as an author or a date, wherever it stands: read before noise is removed.

Comments, cards, navigation and lists of other articles are passed over: their names and dates are not the page's.
"""

from __future__ import annotations

import re

from scraper.parsing.dates import YEAR, find_dates
from scraper.parsing.lines import NO_ATTRIBUTES, UNREAD
from scraper.parsing.page import Page
from scraper.parsing.sign_marks import (
    PUBLISHED,
    REVIEW_LABEL,
    REVIEWED,
    SHORT,
    UPDATE_LABEL,
    UPDATED,
    WRITER_PATH,
    Sign,
    Signs,
    read_marked,
)
from scraper.parsing.sign_names import PASSED, SAYS_NOTHING, NameSigns, signs_of
from scraper.parsing.tree import BLOCKS, Element, raw_text, text_of
from scraper.parsing.words import squash

LABELLED = re.compile(
    r"\W*+(?:(?:this|the) (?:page|article|post|story|guide) was\s+)?"
    r"(?:first |originally |page |date |content )?(?:last )?(?:updated|modified|published|posted|revised|reviewed"
    r"|aktualisiert|geändert|veröffentlicht|actualizado|publicado|mis à jour|modifié|publié"
    r"|atualizado|aggiornato|pubblicato|bijgewerkt|更新|公開|updated on|last-modified)\b",
    re.IGNORECASE,
)
"""Beginnings of lines that say what the date after them is, wherever in the page they stand."""
LABEL_BEGINS = frozenset([
    "th", "fi", "or", "pa", "da", "co", "la", "up", "mo", "pu", "po", "re", "ak", "ge", "ve", "ac", "mi", "at", "ag",
    "bi", "更新", "公開",
])  # fmt: skip
"""The first two letters of those labels."""
MARKING = frozenset({"itemprop", "property", "rel"})
"""Attributes that may say what an element is, whatever it is called."""
AT_HEAD, JUST_ABOVE, IN_TEXT = 4, 3, 2
"""How surely a mark speaks of this article by its place; far above the headline it does not."""
NEAR = 700
"""Characters of the article's text after which a mark is no longer at its head."""
LONGEST_ALONE = 80
"""Characters of a line that may be a date alone."""
MOST_BESIDE_DATE = 12
"""Characters beside a date that stands alone: a time, a day of the week, a mark."""
MOST_ABOVE = 90
"""Elements before the headline that still belong to the article's head."""


def read_signs(page: Page) -> Signs:
    """Everything marked, with its weight."""
    signs = Signs()
    places = _walk(page)
    lines = page.lines
    order, tags, words, tails, held = lines.order, lines.tags, lines.words, lines.tails, lines.held.get
    own = next((number for number, (place, _) in enumerate(places) if order[place] is page.headline), 0)
    after = page.headline is None
    text_seen = 0
    for number, (place, names) in enumerate(places):
        element, tag = order[place], tags[place]
        after = after or element is page.headline
        if not after:
            if own - number - 1 > MOST_ABOVE:
                continue
            where = JUST_ABOVE
        else:
            if tag == "p" and text_seen <= NEAR and (length := len(raw_text(element))) > SHORT:
                text_seen += length
            where = AT_HEAD if text_seen <= NEAR else IN_TEXT
        attributes = held(element, NO_ATTRIBUTES)
        if (
            names is not SAYS_NOTHING
            or tag == "time"
            or (attributes and not MARKING.isdisjoint(attributes))
            or (tag == "a" and WRITER_PATH.search(attributes.get("href", "")))
        ):
            read_marked(element, attributes, names, where, page, signs)
        if 0 < words[place] <= SHORT or tag in UNREAD:
            _read_line(element, element.text, where, page, signs)
        if 0 < tails[place] <= SHORT:
            _read_line(element, element.tail, where, page, signs)
    return signs


def _read_line(element: Element, piece: str | None, where: int, page: Page, signs: Signs) -> None:
    """The date of a line that is nothing else, or says what it is the date of."""
    if not piece or not 5 < len(piece) <= SHORT:
        return
    if _may_be_labelled(piece) and LABELLED.match(piece):
        _read_labelled(element, piece, IN_TEXT, page, signs)
    elif YEAR.search(piece):
        _read_alone(squash(piece), where, page, signs)


def _may_be_labelled(piece: str) -> bool:
    """Whether a line begins as a label does; told from its first two letters, unless it begins with a mark."""
    line = piece.lstrip()
    return line[:2].lower() in LABEL_BEGINS or not line[:1].isalnum()


def _read_labelled(element: Element, piece: str, where: int, page: Page, signs: Signs) -> None:
    """A date right after its label; where that stands at the head, the lines there are read anyhow."""
    line = squash(piece) if find_dates(piece) else ""
    if not line:
        holder = element if element.tag in BLOCKS else element.getparent()
        line = text_of(holder) if holder is not None else ""
        line = line[max(0, line.find(squash(piece))) :]
    for start, _, day in find_dates(line[:SHORT], page.language)[:1]:
        if start <= 40:
            label = line[:start]
            kind = UPDATED if UPDATE_LABEL.search(label) else REVIEWED if REVIEW_LABEL.search(label) else PUBLISHED
            signs.dates.append(Sign(value=day, kind=kind, rule=f"labelled line: {line[:50]!r}", weight=where))


def _read_alone(line: str, where: int, page: Page, signs: Signs) -> None:
    """A date that is all a line says: what it is the date of is told by nothing but its place."""
    found = find_dates(line, page.language) if len(line) <= LONGEST_ALONE else []
    if len(found) == 1 and len(line) - (found[0][1] - found[0][0]) <= MOST_BESIDE_DATE:
        signs.lines.append(Sign(value=found[0][2], kind=PUBLISHED, rule=f"line of a date: {line!r}", weight=where))


def _walk(page: Page) -> list[tuple[int, NameSigns]]:
    """The places of the page's elements, without the parts that speak of others, and what their names say."""
    keep = set(page.headline.iterancestors()) if page.headline is not None else set()
    keep.add(page.body)
    lines = page.lines
    order, tags, named, gone = lines.order, lines.tags, lines.named(), lines.gone
    found: list[tuple[int, NameSigns]] = []
    place, size = 0, len(order)
    while place < size:
        if place in gone:
            place = gone[place]
            continue
        tag = tags[place]
        if tag in PASSED:
            place = lines.end_of(place)
            continue
        names = signs_of(named[place][1])
        if (names.others or (tag == "header" and _is_site_header(order[place]))) and order[place] not in keep:
            place = lines.end_of(place)
            continue
        found.append((place, names))
        place += 1
    return found


def _is_site_header(element: Element) -> bool:
    """Whether a header is the head of every page: some print today's date there."""
    return next(element.iterancestors("article", "main", "section"), None) is None
