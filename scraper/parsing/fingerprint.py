"""A hash of what an article says: the same when only its markup, its ids or the noise around it change."""

from __future__ import annotations

import hashlib
import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from scraper.items import ScrapedArticle
from scraper.parsing.words import is_folded

IGNORED = frozenset({"id", "anchor", "removed", "fingerprint", "salaries", "growth"})
"""Not said by the page, or said elsewhere in the record: a role's salaries and growth are among the figures."""
STYLE = re.compile(r"</?(?:b|i|code|sup|sub)>")
"""Markup within a line; an address is a part of what a link says, and stays."""
STRUCTURE = re.compile(r"</?(?:p|ul|ol|li|br)>")
STARTS, ENDS, APART = "\x02", "\x03", "\x1f"
"""Control characters, which no text of a record holds, so that no two records are written alike."""


def with_fingerprint(article: ScrapedArticle) -> ScrapedArticle:
    """The article with its own fingerprint."""
    return replace(article, fingerprint=fingerprint_of(article))


def fingerprint_of(article: ScrapedArticle) -> str:
    """32 hexadecimal digits over the record, markup reduced to its words and link targets."""
    said: list[str] = []
    _say(article, said)
    return hashlib.sha256(APART.join(said).encode("utf-8")).hexdigest()[:32]


def _say(value: Any, said: list[str]) -> None:
    kind = type(value)
    if kind is str:
        said.append(_words(value))
    elif kind is list:
        said.append(STARTS)
        for each in value:
            _say(each, said)
        said.append(ENDS)
    elif kind is dict:
        said.append(STARTS)
        for name in sorted(value):
            said.append(name)
            _say(value[name], said)
        said.append(ENDS)
    elif names := _fields_of(value.__class__):
        said.append(STARTS)
        for name in names:
            each = getattr(value, name)
            if each is None or each == []:
                continue
            said.append(name)
            if each.__class__ is str:
                said.append(_words(each))
            else:
                _say(each, said)
        said.append(ENDS)
    else:
        said.append(repr(value))


@cache
def _fields_of(part: type[Any]) -> tuple[str, ...]:
    """What a part of a record says, and nothing of a plain value.

    To ask each value for its own dictionary would make one for every value.
    """
    return tuple(each.name for each in fields(part) if each.name not in IGNORED) if is_dataclass(part) else ()


def _words(text: str) -> str:
    if "<" in text:
        return " ".join(STRUCTURE.sub(" ", STYLE.sub("", text)).split())
    return text if is_folded(text) else " ".join(text.split())
