"""One line at the headline: the people and the dates it names, and what else it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from scraper.items import Author
from scraper.parsing.dates import find_dates, iso_day
from scraper.parsing.element_names import named, names_of
from scraper.parsing.names import read_byline, role_of_label, split_names
from scraper.parsing.sign_marks import PUBLISHED, REVIEW_LABEL, REVIEWED, UPDATE_LABEL
from scraper.parsing.sign_marks import UPDATED as CHANGED
from scraper.parsing.tree import Element, attribute, text_of
from scraper.parsing.word_search import Words, lowered
from scraper.parsing.words import squash

DATE_LABEL = (
    r"(?:(?:first|originally|last|this article was|page|date)\s+)*"
    r"(?:published|posted|updated?|modified|revised|edited|created|released|reviewed|date)(?:\s+(?:on|at|date|in))?"
    r"|(?:zuletzt\s+)?(?:veröffentlicht|aktualisiert|geändert)(?:\s+am)?|stand"
    r"|publicado(?:\s+(?:el|em))?|actualizado(?:\s+el)?|atualizado(?:\s+em)?"
    r"|publié(?:\s+le)?|modifié(?:\s+le)?|mis(?:e)? à jour(?:\s+le)?|pubblicato(?:\s+il)?|aggiornato(?:\s+il)?"
    r"|geplaatst(?:\s+op)?|bijgewerkt(?:\s+op)?|gepubliceerd(?:\s+op)?|公開日?|更新日?|投稿日?|掲載日?"
    r"|نُ?شر(?:\s+في)?|آخر تحديث"
    r"|פורסם(?:\s+ב[-־]?)?|עודכן(?:\s+ב[-־]?)?"
)
UPDATED = re.compile(
    rf"(?:{UPDATE_LABEL.pattern})\W*(?:\w{{1,5}}\W*)?$",
    re.IGNORECASE,
)
LABEL_ALONE = re.compile(rf"\W*+(?:{DATE_LABEL})\W*$", re.IGNORECASE)
FILLER = re.compile(
    rf"(?<!\w)(?:{DATE_LABEL})(?!\w)(?!\s*(?:by|von|por|par|da|door)\b)\s*[:：]?"
    r"|\b\d{1,3}\s*[-–]?\s*min(?:ute)?n?s?\b"
    r"(?:\s+(?:read|to read|reading|de lectura|de lecture|Lesezeit|di lettura|de leitura))?"
    r"|\b(?:reading time|read time|time to read|lesezeit|lecture|tiempo de lectura)\b\s*:?"
    r"|\b(?:at|um|às|à|alle)?\s*\d{1,2}\s*[:.h]\s?\d{2}\b(?:\s*[ap]\.?m\.?)?(?:\s*(?:[A-Z]{2,4}|uhr))?"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?|\b(?:mon|tue|wed|thu|fri|sat|sun)\b,",
    re.IGNORECASE,
)
PUBLISH_LABEL = re.compile(
    r"(?<!first\s)(?<!originally\s)\b(?:published|posted|veröffentlicht|publicado|publié|pubblicato|gepubliceerd)\b"
    r"|公開|投稿|掲載|نشر|פורסם",
    re.IGNORECASE,
)
BORDER = "\x1f"
"""Between the words of two inline elements: "Ann Lee" and "Editor" are two things though nothing is printed between."""
JOINED = re.compile(
    rf"\s*{BORDER}\s*(?=(?:,|;|&|and\b|und\b|et\b|y\b|e\b|en\b|ו|و)\s*)|(?<=[,;&])\s*{BORDER}\s*"
    rf"|(?<=\band)\s*{BORDER}\s*|(?<=\b(?:by|et|en))\s*{BORDER}\s*|(?<=\bund)\s*{BORDER}\s*|(?<=\s[yeוو])\s*{BORDER}\s*"
)
"""Borders within an enumeration."""
SEGMENT = re.compile(rf"\s*[|•·●⋅⟩›{BORDER}]\s*|\s+[–—/-]\s+|\s*\n\s*")
PREPOSITION_AT_END = re.compile(rf"[\s{BORDER}]+(?:on|am|le|el|il|em)[\s{BORDER}]*$", re.IGNORECASE)
PERSON = re.compile(
    r"^(?:[A-ZÀ-ÞŁŚŽČŠ][\w’'.-]*\s+){1,2}(?:(?:de|van|von|der|da|di|la|le|el|al)\s+){0,2}[A-ZÀ-ÞŁŚŽČŠ][\w’'-]+$"
)
BYLINE_NAME = named(r"byline|author|authors|contributor|writer")
BYLINE_WORD = Words(
    r"by|by\w+|von|por|par|da|door|av|af|review\w*|editor\w*|expert|written|posted|authors?|contributors?|writers?"
    r"|texto?|autor\w*|auteur\w*|autrice|автор",
    r"بقلم|كتب|מאת|נכתב|文|著|執筆|作者|記者|ライター|監修|編集|글",
)
"""What a line of people is without only where its markup, its date or the line before tells that it is one."""
DATED = "dated"
"""What a date is of which nothing says more."""
LONGEST_REST = 40
"""What a line may say beside its names and dates."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one line says: its people, its dates, and the rest."""

    people: list[Author]
    dates: list[tuple[str, str]]
    """ "published", "updated", "reviewed", or "dated" where nothing says which; and the day."""
    rest: str


def read_line(leaf: Element, text: str, language: str, awaited: str | None) -> Line | None:
    """The line's people and dates; None when it says neither, or much else."""
    bordered = _bordered(leaf) if len(leaf) else text
    plain = bordered.replace(BORDER, " ")
    dated = _dated(leaf, plain, language)
    marked = is_author(leaf) or any(is_author(up) for up in islice(leaf.iterancestors(), 2))
    if not (dated or marked or awaited or BYLINE_WORD.search(lowered(plain))):
        return None
    changed = {_day_of(time, language) for time in leaf.iter("time") if _marks_update(time)}
    dates: list[tuple[str, str]] = []
    rest, end = "", 0
    for start, stop, day in dated:
        label = plain[end:start].rstrip(" :：\u200e\u200f")[-40:]
        updated = UPDATED.search(label) or (day in changed and not any(map(str.isalnum, label)))
        dates.append((CHANGED if updated else _kind_before(bordered[end:start]), day))
        rest += f"{bordered[end:start]} | "
        end = stop
    rest += bordered[end:]
    people: list[Author] = []
    left: list[str] = []
    for segment in SEGMENT.split(JOINED.sub(" ", FILLER.sub(" | ", rest))):
        segment = segment.strip(" ,:;()☕⏱️\u200e\u200f")
        if not any(map(str.isalnum, segment)):
            continue
        if role := role_of_label(segment):
            awaited = role
        elif named := read_byline(segment):
            people += named
        elif awaited and (names := split_names(segment)):
            people += [Author(name=name, role=awaited) for name in names]
            awaited = None
        elif (marked or (dates and PERSON.match(segment) and not left)) and not people:
            people += [Author(name=name) for name in _full_names(segment)]
            left += [] if people else [segment]
        else:
            left.append(segment)
    remainder = " ".join(left)
    if not (people or dates):
        return None
    if len(remainder) > max(LONGEST_REST, len(text) // 2 if people else 0):
        return None
    return Line(people=people, dates=dates, rest=remainder)


def _kind_before(words: str) -> str:
    """What the words before a date say it is; where a sign parts them from it, only a label right before that sign."""
    words = JOINED.sub(" ", words).rstrip(" :,")
    label = PREPOSITION_AT_END.sub("", words)
    parts = [part.strip(" :,") for part in SEGMENT.split(label)]
    is_parted = label == words and not parts[-1]
    said = next((part for part in reversed(parts) if part), "")
    found = [
        (match.end(), kind)
        for form, kind in ((PUBLISH_LABEL, PUBLISHED), (REVIEW_LABEL, REVIEWED))
        for match in form.finditer(said)
        if not is_parted or match.end() == len(said)
    ]
    return max(found)[1] if found else DATED


def _full_names(segment: str) -> list[str]:
    """Names of two words or more; one word in capitals may be a category."""
    return [name for name in split_names(segment) if len(name.split()) > 1 or not name.isascii()]


def _bordered(leaf: Element) -> str:
    """The line's words, a border where one inline element ends and another begins."""
    pieces = [squash(str(piece)) for piece in leaf.itertext()]
    return BORDER.join(piece for piece in pieces if piece)


def _marks_update(time: Element) -> bool:
    words = names_of(time)
    return time.get("itemprop") == "dateModified" or ("updated" in words and "published" not in words)


def _day_of(time: Element, language: str) -> str | None:
    return iso_day(attribute(time, "datetime"), language) or iso_day(text_of(time), language)


def is_author(element: Element) -> bool:
    attributes = element.keys()
    if not attributes:
        return False
    return (
        ("rel" in attributes and "author" in attribute(element, "rel"))
        or ("itemprop" in attributes and attribute(element, "itemprop") == "author")
        or _is_author_name(names_of(element))
    )


@lru_cache(maxsize=4096)
def _is_author_name(names: str) -> bool:
    return BYLINE_NAME.search(names) is not None


def _dated(leaf: Element, text: str, language: str) -> list[tuple[int, int, str]]:
    """The line's dates; a time element's own attribute where its words are no full date."""
    found = find_dates(text, language)
    for time in leaf.iter("time"):
        words, day = text_of(time), iso_day(attribute(time, "datetime"))
        start = text.find(words)
        if day and start >= 0 and not any(start <= place < start + max(1, len(words)) for place, _, _ in found):
            found.append((start, start + len(words), day))
    return sorted(found)
