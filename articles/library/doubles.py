"""Entries that may be one: their names are alike but for number, case, punctuation, "&" or a title. Pure.

A guess for people to look at, and so bolder than the slugs by which runs tell entries apart. Entries are grouped by a
folded name, which takes one look at each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from articles.library.kinds import Kind
from articles.models import Author, Program
from articles.sync.role_names import ABBREVIATION, SIGNS, singular

WORD = re.compile(r"[^\W_]+")
JOINED = frozenset({"a", "an", "and", "for", "in", "of", "or", "the"})
TITLES = frozenset({"dr", "edd", "jd", "ma", "mba", "md", "mr", "mrs", "ms", "msc", "phd", "prof", "professor"})
SCHEME = re.compile(r"^https?://(www\.)?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Entry:
    pk: int
    name: str
    key: str
    """Its slug, or a program's address."""


def fold(kind: Kind, name: str) -> str:
    return folded_person(name) if kind.model is Author else folded(name)


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """ "Health & Care Managers (HCM)" and "Healthcare manager" are alike."""
    spelled_out = ABBREVIATION.sub(" ", name)
    return "".join(singular(word) for word in _words(spelled_out) if word not in JOINED) or "".join(_words(name))


@lru_cache(maxsize=65536)
def folded_person(name: str) -> str:
    """ "Dr. Mara Quill, Ph.D." and "Mara Quill" are alike; of a name no letter is dropped."""
    words = _words(name.replace(".", ""))
    return "".join(word for word in words if word not in TITLES) or "".join(words)


def folded_address(address: str) -> str:
    return SCHEME.sub("", address).split("#")[0].rstrip("/").casefold()


def groups_of(kind: Kind, entries: Iterable[Entry]) -> list[list[Entry]]:
    """The groups of more than one, by name; a pair of programs may have the address or the name in common."""
    known = list(entries)
    signs: list[Callable[[Entry], str]] = [lambda entry: fold(kind, entry.name)]
    if kind.model is Program:
        signs.append(lambda entry: folded_address(entry.key))
    found: dict[frozenset[int], list[Entry]] = {}
    for sign in signs:
        alike: dict[str, list[Entry]] = {}
        for entry in known:
            alike.setdefault(sign(entry), []).append(entry)
        found |= {frozenset(entry.pk for entry in group): group for group in alike.values() if len(group) > 1}
    return sorted(found.values(), key=lambda group: (group[0].name.casefold(), group[0].pk))


def entries_of(kind: Kind) -> list[Entry]:
    """Every entry of the kind, with one query."""
    rows = kind.entries().order_by("name", "pk").values_list("pk", "name", kind.key)
    return [Entry(pk=pk, name=name, key=key) for pk, name, key in rows]


def _words(name: str) -> list[str]:
    plain = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    text = plain.casefold().replace("&", " and ").replace("'", "").replace("\u2019", "")
    for sign, word in SIGNS.items():
        text = text.replace(sign, word)
    return WORD.findall(text)
