"""Names in a byline: told from the words around them, and from what the person did."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.items import Author

ROLES = (
    (
        re.compile(
            r"(?:\w+ly\s+|fact[- ]?)?(?:reviewed|checked|verified|geprüft|revisado)\s*(?:by|von|por)?:?\s+", re.I
        ),
        "reviewer",
    ),
    (re.compile(r"(?:edited|editado|bearbeitet)\s+(?:by|por|von):?\s+|editors?:\s+", re.I), "editor"),
    (
        re.compile(
            r"(?:(?:written|posted|published|story|words|article|text)\s+)?by:?\s+|authors?:\s+|contributors?:\s+"
            r"|(?:escrito\s+)?por:?\s+|(?:geschrieben\s+)?von:?\s+|(?:rédigé\s+|écrit\s+)?par:?\s+|(?:scritto\s+)?da:?\s+|door:?\s+|av:?\s+"
            r"|texto:\s+|autor(?:in|a|en|es)?:\s+",
            re.I,
        ),
        "author",
    ),
)
"""How a byline starts, and the role that says."""
START = re.compile(
    r"(?:^|(?<=[\s|•·,;—–-]))(?:" + "|".join(f"(?:{pattern.pattern})" for pattern, _ in ROLES) + ")", re.I
)
CREDENTIAL = re.compile(
    r"^(Ph\.?D|Ed\.?D|M\.?D|MBA|M\.?A|M\.?S|MSN?|MPH|RN|DNP|J\.?D|Jr|Sr|III?|CPA|PE|LCSW|APRN|FNP)\.?(-\w+)?$"
)
SEPARATOR = re.compile(r"\s*(?:[;|•·/]|,|\band\b|&|\bund\b|\by\b|\bet\b)\s*")
CUT = re.compile(
    r"\s*(?:[|•·]|\s[–—-]\s|\bon\b\s|\bpublished\b|\bupdated\b|\d{1,2}[./-]\d|\b\d+\s+min|\bread more\b).*$",
    re.I | re.S,
)
NAME = re.compile(r"^[^\W\d_][^\d<>@{}\[\]|?!:]{1,59}$")
LONGEST_BYLINE = 240


def read_byline(text: str) -> list[Author]:
    """The people a byline names, with what each did; [] when it is no byline.

    >>> [each.name for each in read_byline("By Ada Lovelace and Grace Hopper | June 18, 2020")]
    ['Ada Lovelace', 'Grace Hopper']
    """
    if len(text) > LONGEST_BYLINE:
        return []
    starts = [match for match in START.finditer(text) if not _inside_name(text, match)]
    if not starts or starts[0].start() > 0:
        return []
    found: list[Author] = []
    for number, match in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        role = next(role for pattern, role in ROLES if pattern.fullmatch(match[0].strip() + " "))
        found += [Author(name=name, role=role) for name in split_names(text[match.end() : end])]
    return found


def _inside_name(text: str, match: re.Match[str]) -> bool:
    """ "von" and "da" also stand within names: Anna von Trapp."""
    return match.start() > 0 and match[0].strip().lower() in {"von", "da", "av", "par", "por", "door"}


def split_names(text: str) -> list[str]:
    """The names of an enumeration; credentials stay with their name."""
    found: list[str] = []
    for part in SEPARATOR.split(CUT.sub("", text)):
        name = part.strip(" \t,.:–—-")
        if CREDENTIAL.match(name) and found:
            found[-1] = f"{found[-1]}, {name}"
        elif looks_like_name(name):
            found.append(name)
    return list(dict.fromkeys(found))


def looks_like_name(text: str) -> bool:
    """Up to eight words, none of them a number, the first a capital where the script has capitals."""
    return bool(NAME.match(text)) and len(text.split()) <= 8 and not text[0].islower()


def names_role(label: str) -> Iterator[str]:
    """The roles that a label such as "Reviewed by" stands for."""
    for pattern, role in ROLES:
        if pattern.fullmatch(label.strip() + " "):
            yield role
