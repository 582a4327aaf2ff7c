"""What an element's own markup says it is: the name of an author, or a date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from scraper.items import Author
from scraper.parsing.dates import find_dates, iso_day
from scraper.parsing.names import looks_like_name, looks_like_writer, read_byline, role_of_label, split_names
from scraper.parsing.page import Page
from scraper.parsing.sign_names import NOT_THE_NAME, UPDATE_WORDS, NameSigns, split_words
from scraper.parsing.tree import BLOCKS, Element, attribute, text_of
from scraper.parsing.words import squash

PUBLISHED, UPDATED, REVIEWED = "published", "updated", "reviewed"
WRITER_PATH = re.compile(
    r"/(?:authors?|writers?|contributors?|people|profiles?|staff|team|experts?|by|autor(?:en|es|e)?|auteurs?|redaktion)/[^/?#]+/?$",
    re.IGNORECASE,
)
UPDATE_LABEL = re.compile(
    r"(?:last\s+)?(?:updated?|modified|revised|edited|changed)|aktualisiert|geändert|actualizado|modificado"
    r"|mis(?:e)? à jour|modifié|aggiornato|modificato|bijgewerkt|atualizado|uppdaterad|opdateret"
    r"|zaktualizowano|обновлено|تحديث|حُدّث|עודכן|更新|수정",
    re.IGNORECASE,
)
REVIEW_LABEL = re.compile(
    r"\b(?:reviewed|(?:last|medical|expert)\s+review|review\s+date|fact[- ]?check(?:ed)?|verified|geprüft|revisad[oa]"
    r"|vérifié)\b",
    re.IGNORECASE,
)
"""Words whose date is neither that of the publication nor that of a change."""
REVIEW_WORDS = frozenset({"reviewed", "verified", "factchecked"})
PREPOSITIONS = frozenset({"on", "am", "le", "el", "il", "em"})
SHORT = 160


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


def read_marked(
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
        named = words if "published" not in words else frozenset()
        updated = marked == "dateModified" or UPDATE_LABEL.search(label) or named & UPDATE_WORDS
        reviewed = REVIEW_LABEL.search(label) or named & REVIEW_WORDS
        sure = where + (1 if element.tag == "time" or marked else 0) - (1 if element.tag == "meta" else 0)
        kind = UPDATED if updated else REVIEWED if reviewed else PUBLISHED
        rule = f"marked as a date: {_name(element)}"
        signs.dates.append(Sign(value=day, kind=kind, rule=rule, weight=sure))


def _label_before(element: Element) -> str:
    """The words right before an element, in its own line; before "on" those of the line."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        tail = squash(before.tail or "")
        if tail.lower() in PREPOSITIONS and parent is not None:
            return squash(f"{parent.text or ''} {text_of(before)} {tail}")[-SHORT:]
        return tail or (text_of(before)[-40:] if before.tag not in ("p", "h1", "h2") else "")
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
