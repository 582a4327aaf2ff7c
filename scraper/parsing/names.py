"""Names in a byline: told from the words around them, and from what the person did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scraper.items import Author
from scraper.parsing.words import bare

ROLES = (
    (
        re.compile(
            r"(?:\w+ly\s+|fact[- ]?)?(?:reviewed|checked|verified)\s*by:?\s*"
            r"|(?:fachlich\s+)?(?:geprüft|überprüft)\s+von:?\s+|revisad[oa]\s+por:?\s+|(?:relu|vérifié|révisé)\s+par:?\s+|revisto\s+por:?\s+|監修\s*[：:]\s*"
            r"|(?:reviewer|expert reviewer)s?:\s+",
            re.I,
        ),
        "reviewer",
    ),
    (
        re.compile(r"(?:edited|editado|bearbeitet|édité)\s+(?:by|por|von|par):?\s+|editors?:\s+|編集\s*[：:]\s*", re.I),
        "editor",
    ),
    (
        re.compile(
            r"(?:(?:written|posted|published|story|words|article|text|review|guide|created)\s+)?by(?:\s*:\s*|\s+)"
            r"|(?:written|posted)\s+by(?=[A-Z])|written:\s+"
            r"|(?:authors?|contributors?|writers?)\s*:\s*"
            r"|(?:escrito\s+)?por:?\s+|(?:geschrieben\s+|ein\s+beitrag\s+)?von:?\s+"
            r"|(?:(?:rédigé|écrit|publié)\s+)?par:?\s+|(?:scritto\s+)?da:?\s+|(?:geschreven\s+)?door:?\s+|av:?\s+|af:?\s+"
            r"|texto?\s*:\s*|autor(?:in|a|en|es)?\s*:\s*|auteure?s?\s*:\s*|autore\s*:\s*|autrice\s*:\s*|автор\s*:\s*"
            r"|بقلم\s*:?\s*|كتب(?:ته|ه|ها)?\s*:\s*|מאת\s*:?\s*|נכתב על ידי\s*:?\s*"
            r"|(?:取材・)?(?:文|著者?|執筆|作者|記者|ライター)\s*[：:/／]\s*|글\s*[:：]\s*",
            re.I,
        ),
        "author",
    ),
)
"""How a byline starts, and the role that says."""
START = re.compile(
    r"(?:^|(?<=[\s|•·,;—–-]))(?:" + "|".join(f"(?:{pattern.pattern})" for pattern, _ in ROLES) + ")", re.I
)
PREPOSITIONS = frozenset({"von", "da", "av", "af", "par", "por", "door"})
"""Labels that also stand within names: Anna von Trapp."""
CREDENTIAL = re.compile(
    r"^(?:Ph\.?\s?D|Ed\.?D|M\.?D|D\.?O|MBA|M\.?A|M\.?S\.?c?|B\.?A|B\.?S\.?c?|Jr|Sr|Esq|PE|E-RYT \d+"
    r"|[A-Z](?:\.?[A-Z]){1,6}|Pharm\.?D|Psy\.?D|R\.?D\.?N?)\.?[®™]?\*?(?:-\w+)?$"
)
SEPARATOR = re.compile(
    r"\s*(?:[;|•·⋅/、]|،|\band\b|&|\bund\b|\by\b|\bet\b|\bog\b|\boch\b|\ben\b(?=\s[A-Z])|\be\b(?=\s[A-Z])|\bи\b)\s*|\s+ו\s*(?=[א-ת]{2})|\s+و\s+"
)
CUT = re.compile(
    r"\s*(?:[|•·⋅()\[\]“”]|\s[–—-]\s|\s-\d|\bon\b\s|\bpublished\b|\bupdated\b|\breviewed\b|\blast\b|\d{1,2}[./-]\d|\b\d+\s+min"
    r"|\bread more\b|\s+(?:in|at|from|via|is|was|has|on|view|follow|share|leave)\b"
    r"|(?-i:(?<=[a-z]{3})(?<!Prof)\.\s+[A-Z]\w{3})).*$",
    re.I | re.S,
)
NAME = re.compile(r"^[^\W\d_][^<>@{}\[\]|?!:…]{1,59}$")
USER_NAME = re.compile(r"^[\w.-]{3,40}$")
"""A site's account name, as some blogs sign with."""
NUMBERED = re.compile(r"\d{3}|\b\d+\s|\d[.,/]\d")
NO_NAME = re.compile(
    r"^(?:written|posted|published|reviewed|edited|fact|medically|updated?|last|read|share|follow|view|more|about|by|see|all|meet"
    r"|subscribe|contact|leave|reply|comments?|image|photos?|credit|authors?|editors?|contributors?|writers?"
    r"|staff writer"
    r"|guest|connect|learn|click|sign|join|get|download|skip|menu|search|home|table|in this)\b"
    r"|\b(?:is|are|was|were|come|comes|have|can|will|who|which|that|this|you|your|our|we|it|read|ago|minutes?|min)\b"
    r"|^(?:admin|administrator|webmaster|root|wpadmin|user|test|unknown|anonymous|n/?a|none|null|undefined|editorial)$",
    re.I,
)
JOB = re.compile(
    r"\b(?:editor|director|manager|officer|(?:co-?)?founder|c[efmo]o|vp|vice|president|analyst|specialist|strategist|writer"
    r"|journalist|reporter|correspondent|consultant|expert|engineer|developer|designer|professor|lecturer|head|lead|senior|sr|chief"
    r"|contributor|contributing|columnist|producer|associate|assistant|partner|attorney|marketer|coordinator|dietitian"
    r"|nutritionist|coach|author|candidate|department|redakteur(?:in)?|professorin|directora?|profesora?|journaliste"
    r"|rédact(?:eur|rice))\b",
    re.I,
)
BODY = re.compile(
    r"\b(?:editors?|editorial|team|staff|desk|office|department|school|college|university|institute|center|centre|bureau"
    r"|association|society|redaktion|rédaction|equipo|redacción)\b",
    re.I,
)
"""Words that make a name one of a body of people; "and" within it is a part of it."""
BODY_OPENING = re.compile(
    r"^(?:the\s+)?(?:office|department|school|college|cent(?:er|re)|institute|bureau)\s+(?:of|for)\b", re.I
)
BIDI = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
LONGEST_BYLINE = 240


def read_byline(text: str) -> list[Author]:
    """The people a byline names, with what each did; [] when it is no byline.

    >>> [each.name for each in read_byline("By Ada Lovelace and Grace Hopper | June 18, 2020")]
    ['Ada Lovelace', 'Grace Hopper']
    """
    if len(text) > LONGEST_BYLINE:
        return []
    text = (text if text.isascii() else text.translate(BIDI)).strip()
    if not START.match(text):
        return []
    starts = [match for match in START.finditer(text) if not _inside_name(match)]
    found: list[Author] = []
    for number, match in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        role = next((role for pattern, role in ROLES if pattern.fullmatch(match[0])), "author")
        found += [Author(name=name, role=role) for name in split_names(text[match.end() : end])]
    return found


def role_of_label(text: str) -> str | None:
    """What a line that is a label alone says of the name after it: "Written by" is an author's.

    >>> role_of_label("Reviewed by")
    'reviewer'
    """
    if len(text) > LONGEST_BYLINE:
        return None
    line = f"{(text if text.isascii() else text.translate(BIDI)).strip().rstrip(':')}: "
    if not START.match(line):
        return None
    return next((role for pattern, role in ROLES if pattern.fullmatch(line)), None) if len(line) < 40 else None


def _inside_name(match: re.Match[str]) -> bool:
    return match.start() > 0 and match[0].strip(" :").lower() in PREPOSITIONS


def split_names(text: str) -> list[str]:
    """The names of an enumeration; credentials stay with their name, titles of posts are left out."""
    return list(_names_in(text))


@lru_cache(maxsize=1024)
def _names_in(text: str) -> tuple[str, ...]:
    """Kept in mind, as a page prints its author's name several times, and marks each of them several times over."""
    found: list[str] = []
    for group in _groups(CUT.sub("", text.translate(BIDI))):
        for number, part in enumerate(group.split(",")):
            name = part.strip(" \t.:–—-*")
            if CREDENTIAL.match(name) and found:
                found[-1] = f"{found[-1]}, {name}"
            elif number and JOB.search(name):
                break
            elif looks_like_name(name):
                found.append(name)
    return tuple(dict.fromkeys(found))


def _groups(text: str) -> Iterator[str]:
    """The parts between "and", "&", ";" and the like; a body's own "and" parts nothing."""
    if BODY_OPENING.match(text):
        yield text
        return
    parts = [each for each in SEPARATOR.split(text) if each and each.strip()]
    if len(parts) == 2 and len(parts[0].split()) == 1 and BODY.search(parts[1]) and "," not in text:
        yield text
        return
    yield from parts


def looks_like_name(text: str) -> bool:
    """Up to eight words, no sentence and no label, the first a capital where the script has capitals."""
    if not NAME.match(text) or len(text.split()) > 8 or NUMBERED.search(text) or NO_NAME.search(text):
        return False
    return not text[0].islower()


def looks_like_writer(text: str) -> bool:
    """The same where the markup says that it is an author: names in small letters and account names, too."""
    if looks_like_name(text):
        return True
    words = text.split()
    small = 1 <= len(words) <= 3 and all(word.isalpha() for word in words)
    return (small or bool(USER_NAME.match(text))) and not NO_NAME.search(text) and not text.isdigit() and len(text) > 1


def same_name(one: str, other: str) -> bool:
    """Whether two spellings name one person: credentials, titles and middle initials apart."""
    first, second = _core(one), _core(other)
    return bool(first and second) and (first <= second or second <= first)


def _core(name: str) -> set[str]:
    return {word for word in bare(name.split(",")[0]).split() if len(word) > 1 and word not in {"dr", "prof", "the"}}
