"""What the page's markup marks as an author or a date, wherever it stands: read before noise is removed.

Comments, cards, navigation and lists of other articles are passed over: their names and dates are not the page's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from scraper.items import Author
from scraper.parsing.dates import YEAR, find_dates, iso_day
from scraper.parsing.lines import UNREAD
from scraper.parsing.names import looks_like_name, looks_like_writer, read_byline, role_of_label, split_names
from scraper.parsing.page import Page
from scraper.parsing.sign_names import NOT_THE_NAME, PASSED, SAYS_NOTHING, UPDATE_WORDS, NameSigns, signs_of, split_words
from scraper.parsing.tree import BLOCKS, Element, attribute, raw_text, text_of
from scraper.parsing.words import squash

PUBLISHED, UPDATED = "published", "updated"
WRITER_PATH = re.compile(
    r"/(?:authors?|writers?|contributors?|people|profiles?|staff|team|experts?|by|autor(?:en|es|e)?|auteurs?|redaktion)/[^/?#]+/?$",
    re.IGNORECASE,
)
LABELLED = re.compile(
    r"\W*+(?:(?:this|the) (?:page|article|post|story|guide) was\s+)?"
    r"(?:first |originally |page |date |content )?(?:last )?(?:updated|modified|published|posted|revised|reviewed"
    r"|aktualisiert|geändert|veröffentlicht|actualizado|publicado|mis à jour|modifié|publié"
    r"|atualizado|aggiornato|pubblicato|bijgewerkt|更新|公開|updated on|last-modified)\b",
    re.IGNORECASE,
)
"""Beginnings of lines that say what the date after them is, wherever in the page they stand."""
LABEL_BEGINS = frozenset(
    "th fi or pa da co la up mo pu po re ak ge ve ac mi at ag bi 更新 公開".split()
)  # fmt: skip
UPDATE_LABEL = re.compile(
    r"(?:last\s+)?(?:updated?|modified|revised|reviewed|edited|changed)|aktualisiert|geändert|actualizado|modificado"
    r"|mis(?:e)? à jour|modifié|aggiornato|modificato|bijgewerkt|atualizado|uppdaterad|opdateret"
    r"|zaktualizowano|обновлено|تحديث|حُدّث|עודכן|更新|수정",
    re.IGNORECASE,
)
MARKING = frozenset({"itemprop", "property", "rel"})
"""Attributes that may say what an element is, whatever it is called."""
AT_HEAD, JUST_ABOVE, IN_TEXT = 4, 3, 2
"""How surely a mark speaks of this article by its place; far above the headline it does not."""
NEAR = 700
"""Characters of the article's text after which a mark is no longer at its head."""
SHORT = 160
MOST_BESIDE_DATE = 12
"""Characters beside a date that stands alone: a time, a day of the week, a mark."""
MOST_ABOVE = 90
"""Elements before the headline that still belong to the article's head."""


@dataclass(frozen=True, kw_only=True)
class Sign:
    value: str
    kind: str
    """ "published" or "updated" for a date; what the person did for a name."""
    rule: str
    weight: int
    """How surely the markup speaks of this article: the surest is taken."""


@dataclass(kw_only=True)
class Signs:
    dates: list[Sign] = field(default_factory=list)
    authors: list[Sign] = field(default_factory=list)
    lines: list[Sign] = field(default_factory=list)
    """Dates that stand alone in their lines, unmarked."""


def read_signs(page: Page) -> Signs:
    """Everything marked, with its weight."""
    signs = Signs()
    places = _walk(page)
    lines = page.lines
    order, tags, words, tails = lines.order, lines.tags, lines.words, lines.tails
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
        attributes = lines.attributes[place]
        if (
            names is not SAYS_NOTHING
            or tag == "time"
            or (attributes and not MARKING.isdisjoint(attributes))
            or (tag == "a" and WRITER_PATH.search(attributes.get("href", "")))
        ):
            _read_marked(element, attributes, names, where, page, signs)
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
            kind = UPDATED if UPDATE_LABEL.search(line[:start]) else PUBLISHED
            signs.dates.append(Sign(value=day, kind=kind, rule=f"labelled line: {line[:50]!r}", weight=where))


def _read_alone(line: str, where: int, page: Page, signs: Signs) -> None:
    """A date that is all a line says: what it is the date of is told by nothing but its place."""
    found = find_dates(line, page.language)
    if len(found) == 1 and len(line) - (found[0][1] - found[0][0]) <= MOST_BESIDE_DATE:
        signs.lines.append(Sign(value=found[0][2], kind=PUBLISHED, rule=f"line of a date: {line!r}", weight=where))


def _read_marked(
    element: Element, attributes: dict[str, str], names: NameSigns, where: int, page: Page, signs: Signs
) -> None:
    """What an element's attributes say it is."""
    tag = element.tag
    said = _property(element) if "itemprop" in attributes or "property" in attributes else ""
    if tag == "time" or names.date or said.startswith("date"):
        _read_date(element, names.words, where, page, signs)
    if (
        names.author
        or ("rel" in attributes and "author" in attributes["rel"].split())
        or said in ("author", "creator")
        or (tag == "a" and WRITER_PATH.search(attributes.get("href", "")))
    ):
        _read_author(element, names.words, where, signs)


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


def _property(element: Element) -> str:
    return (element.get("itemprop") or element.get("property") or "").split(":")[-1]


def _read_date(element: Element, words: frozenset[str], where: int, page: Page, signs: Signs) -> None:
    other = {"meta": "content", "abbr": "title"}.get(str(element.tag), "datetime")
    given = attribute(element, "datetime") or attribute(element, other)
    said = "" if element.tag == "meta" else text_of(element)
    if len(said) > SHORT or (len(words) > 12 and not given):
        return
    found = find_dates(said, page.language)
    marked = _property(element)
    for start, _, day in found or [(0, 0, day) for day in [iso_day(given, page.language)] if day]:
        label = said[:start][-40:] or _label_before(element)
        named = words & UPDATE_WORDS and "published" not in words
        updated = marked == "dateModified" or UPDATE_LABEL.search(label) or named
        sure = where + (1 if element.tag == "time" or marked else 0) - (1 if element.tag == "meta" else 0)
        kind = UPDATED if updated else PUBLISHED
        rule = f"marked as a date: {_name(element)}"
        signs.dates.append(Sign(value=day, kind=kind, rule=rule, weight=sure))


def _label_before(element: Element) -> str:
    """The words right before an element, in its own line."""
    before = element.getprevious()
    if before is not None:
        return squash(before.tail or "") or (text_of(before)[-40:] if before.tag not in ("p", "h1", "h2") else "")
    parent = element.getparent()
    if parent is None:
        return ""
    return squash(parent.text or "") or (_label_before(parent) if parent.tag in ("span", "small", "em", "b") else "")


def _read_author(element: Element, words: frozenset[str], where: int, signs: Signs) -> None:
    if words & NOT_THE_NAME and not words & {"name"} and not _property(element):
        return
    text = attribute(element, "content") if element.tag == "meta" else text_of(element)
    if not text or len(text) > SHORT * 2:
        return
    people = read_byline(text) if len(text) <= SHORT else []
    explicit = bool(people) or bool(_property(element)) or "author" in (element.get("rel") or "") or "name" in words
    if not people:
        people = [Author(name=name, role=_role_before(element)) for name in _names_in(element, text)]
    weight = where + (1 if explicit else 0) - (1 if where == 2 and element.tag == "a" and not explicit else 0)
    for person in people:
        rule = f"marked as an author: {_name(element)}"
        signs.authors.append(Sign(value=person.name, kind=person.role, rule=rule, weight=weight))


def _names_in(element: Element, text: str) -> list[str]:
    """The names in an element marked as an author's: its own words, else its marked or first parts."""
    inner = [each for each in element.iterdescendants() if not len(each)]
    named = [each for each in inner if "name" in split_words(each.get("class") or "") or _property(each) == "name"]
    links = [each for each in element.iter("a") if text_of(each)]
    for group in (named, links):
        found = [name for each in group for name in _plain(text_of(each))]
        if found:
            return list(dict.fromkeys(found))
    if not any(child.tag in BLOCKS or child.tag == "br" for child in element.iterdescendants()):
        return list(_plain(text))
    for piece in element.itertext():
        if found := list(_plain(squash(str(piece)))):
            return found[:1]
    return []


@lru_cache(maxsize=1024)
def _plain(text: str) -> tuple[str, ...]:
    """The names that words are alone; kept in mind, as the boxes of a byline stand in each other."""
    if not text or len(text) > SHORT or role_of_label(text) or find_dates(text):
        return ()
    if people := read_byline(text):
        return tuple(person.name for person in people)
    names = tuple(name for name in split_names(text) if looks_like_name(name))
    return names or ((text,) if looks_like_writer(text) and not any(c.isspace() for c in text) else ())


def _role_before(element: Element) -> str:
    """ "Reviewed by" in the line before a name."""
    return role_of_label(_label_before(element)) or "author"


def _name(element: Element) -> str:
    names = (element.get("itemprop") or element.get("class") or element.get("rel") or "").split()
    return f"<{element.tag}{' ' + names[0] if names else ''}>"
