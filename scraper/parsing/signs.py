"""What the page's markup marks as an author or a date, wherever it stands: read before noise is removed.

Comments, cards, navigation and lists of other articles are passed over: their names and dates are not the page's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from scraper.items import Author
from scraper.parsing.dates import YEAR, find_dates, iso_day
from scraper.parsing.names import looks_like_name, looks_like_writer, read_byline, role_of_label, split_names
from scraper.parsing.page import Page
from scraper.parsing.tree import BLOCKS, Element, attribute, raw_text, text_of
from scraper.parsing.words import squash

PUBLISHED, UPDATED = "published", "updated"
SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
"""Between the words of a class name, however they are joined."""
OTHERS = frozenset(
    [
        "comment",
        "comments",
        "respondlist",
        "related",
        "recommended",
        "recommendations",
        "teaser",
        "teasers",
        "card",
        "cards",
        "sidebar",
        "latest",
        "recent",
        "popular",
        "trending",
        "carousel",
        "slider",
        "newsletter",
        "promo",
        "upsell",
        "archive",
        "archives",
        "breadcrumb",
        "breadcrumbs",
        "menu",
        "readnext",
        "cookie",
        "testimonial",
        "testimonials",
        "disqus",
        "feed",
    ]
)
"""Words of class names that mark a part in which other people and other articles are named."""
WIDGET = re.compile(r"(?:^|\s)widget(?:[\s_]|$)")
"""What stands in a side column; page builders call every part of the text one, too: "elementor-widget"."""
PASSED = frozenset(
    ["nav", "form", "select", "script", "style", "noscript", "template", "svg", "iframe", "dialog", "head"]
)
AUTHOR_WORDS = frozenset(
    ["author", "authors", "byline", "bylines", "contributor", "contributors", "writer", "writers", "creator"]
)
NOT_THE_NAME = frozenset(
    [
        "bio",
        "description",
        "desc",
        "title",
        "role",
        "position",
        "job",
        "image",
        "img",
        "avatar",
        "photo",
        "pic",
        "picture",
        "social",
        "follow",
        "link-list",
        "date",
        "time",
        "count",
        "box-title",
        "about",
        "icon",
        "email",
        "more",
        "posts",
        "stories",
    ]
)
DATE_WORDS = frozenset(
    [
        "date",
        "dateline",
        "published",
        "publish",
        "publication",
        "pubdate",
        "posted",
        "updated",
        "modified",
        "timestamp",
        "created",
    ]
)
UPDATE_WORDS = frozenset({"updated", "modified", "update", "changed", "revised"})
MAYBE = re.compile(
    r"author|byline|contributor|writer|creator|date|publi|posted|updated|modified|timestamp|created", re.IGNORECASE
)
WRITER_PATH = re.compile(
    r"/(?:authors?|writers?|contributors?|people|profiles?|staff|team|experts?|by|autor(?:en|es|e)?|auteurs?|redaktion)/[^/?#]+/?$",
    re.IGNORECASE,
)
LABELLED = re.compile(
    r"^\W*(?:(?:this|the) (?:page|article|post|story|guide) was\s+)?"
    r"(?:first |originally |page |date |content )?(?:last )?(?:updated|modified|published|posted|revised|reviewed"
    r"|aktualisiert|geändert|veröffentlicht|actualizado|publicado|mis à jour|modifié|publié"
    r"|atualizado|aggiornato|pubblicato|bijgewerkt|更新|公開|updated on|last-modified)\b",
    re.IGNORECASE,
)
"""Beginnings of lines that say what the date after them is, wherever in the page they stand."""
UPDATE_LABEL = re.compile(
    r"(?:last\s+)?(?:updated?|modified|revised|reviewed|edited|changed)|aktualisiert|geändert|actualizado|modificado"
    r"|mis(?:e)? à jour|modifié|aggiornato|modificato|bijgewerkt|atualizado|uppdaterad|opdateret"
    r"|zaktualizowano|обновлено|تحديث|حُدّث|עודכן|更新|수정",
    re.IGNORECASE,
)
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
    order = list(_walk(page))
    place = _Place(page, order)
    for element in order:
        where = place.of(element)
        if where is None:
            continue
        if element.keys() or element.tag == "time":
            _read_marked(element, where, page, signs)
        for piece in (element.text, element.tail):
            if not piece or not 5 < len(piece) <= SHORT:
                continue
            if LABELLED.match(piece):
                _read_labelled(element, piece, min(where, 2), page, signs)
            elif YEAR.search(piece):
                _read_alone(squash(piece), where, page, signs)
    return signs


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


def _read_marked(element: Element, where: int, page: Page, signs: Signs) -> None:
    """What an element's attributes say it is."""
    words = _words(element)
    if element.tag == "time" or words & DATE_WORDS or _property(element).startswith("date"):
        _read_date(element, words, where, page, signs)
    if (
        words & AUTHOR_WORDS
        or "author" in (element.get("rel") or "").split()
        or _property(element) in ("author", "creator")
        or (element.tag == "a" and WRITER_PATH.search(element.get("href") or ""))
    ):
        _read_author(element, words, where, signs)


class _Place:
    """Where the walk stands: above, at the head of, in or below the article's text."""

    def __init__(self, page: Page, order: list[Element]) -> None:
        self.page = page
        self.after = page.headline is None
        self.seen = 0
        self.text = 0
        self.above = next((place for place, each in enumerate(order) if each is page.headline), 0)

    def of(self, element: Element) -> int | None:
        """4 at the head, 3 just above the headline, 2 in or below the text; None far above."""
        self.seen += 1
        if element is self.page.headline:
            self.after = True
        if not self.after:
            return 3 if self.above - self.seen <= MOST_ABOVE else None
        if element.tag == "p":
            length = len(raw_text(element))
            self.text += length if length > SHORT else 0
        return 4 if self.text <= NEAR else 2


def _walk(page: Page) -> Iterator[Element]:
    """The page's elements in order, without the parts that speak of others."""
    keep = set(page.headline.iterancestors()) if page.headline is not None else set()
    body = page.body
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element.tag in PASSED:
            continue
        if element not in keep and element is not body and (of_others(element) or _is_site_header(element)):
            continue
        yield element
        waiting.extend(reversed(element))


def _is_site_header(element: Element) -> bool:
    """Whether an element is the head of every page: some print today's date there."""
    return element.tag == "header" and next(element.iterancestors("article", "main", "section"), None) is None


def of_others(element: Element) -> bool:
    """Whether an element's class or id says that other people or other articles are named in it."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if len(names) < 2 or _split(names) & AUTHOR_WORDS:
        return False
    return bool(_split(names) & OTHERS or WIDGET.search(names))


def _words(element: Element) -> frozenset[str]:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _split(names) if len(names) > 1 and MAYBE.search(names) else frozenset()


@lru_cache(maxsize=8192)
def _split(names: str) -> frozenset[str]:
    return frozenset(word.lower() for word in SPLIT.split(names) if word)


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
    inner = [each for each in element.iter() if each is not element and not len(each)]
    named = [each for each in inner if "name" in _split(f"{each.get('class') or ''}") or _property(each) == "name"]
    links = [each for each in element.iter("a") if text_of(each)]
    for group in (named, links):
        found = [name for each in group for name in _plain(text_of(each))]
        if found:
            return list(dict.fromkeys(found))
    if not any(child.tag in BLOCKS or child.tag == "br" for child in element.iterdescendants()):
        return _plain(text)
    for piece in element.itertext():
        if found := _plain(squash(str(piece))):
            return found[:1]
    return []


def _plain(text: str) -> list[str]:
    if not text or len(text) > SHORT or role_of_label(text) or find_dates(text):
        return []
    if people := read_byline(text):
        return [person.name for person in people]
    names = [name for name in split_names(text) if looks_like_name(name)]
    return names or ([text] if looks_like_writer(text) and not any(c.isspace() for c in text) else [])


def _role_before(element: Element) -> str:
    """ "Reviewed by" in the line before a name."""
    return role_of_label(_label_before(element)) or "author"


def _name(element: Element) -> str:
    names = (element.get("itemprop") or element.get("class") or element.get("rel") or "").split()
    return f"<{element.tag}{' ' + names[0] if names else ''}>"
