"""A hash of what an article says: the same when only its markup, its ids or the noise around it change."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import Any

from scraper.items import ScrapedArticle

IGNORED = frozenset({"id", "anchor", "removed", "fingerprint", "salaries", "growth"})
"""Not said by the page, or said elsewhere in the record: a role's salaries and growth are among the figures."""
TAG = re.compile(r"(<[^<>]*>)")
MEANT = {
    **{f"<{slash}{name}>": "" for slash in ("", "/") for name in ("b", "i", "code", "sup", "sub")},
    **{f"<{slash}{name}>": " " for slash in ("", "/") for name in ("p", "ul", "ol", "li", "br")},
}
"""What is left of a tag: nothing of a line's style, a space of structure. An address is a part of what a link says."""
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
    if isinstance(value, str):
        said.append(_words(value))
    elif isinstance(value, list):
        said.append(STARTS)
        for each in value:
            _say(each, said)
        said.append(ENDS)
    elif isinstance(value, dict):
        said.append(STARTS)
        for name in sorted(value):
            said.append(name)
            _say(value[name], said)
        said.append(ENDS)
    elif hasattr(value, "__dataclass_fields__"):
        said.append(STARTS)
        for name, each in vars(value).items():
            if each is None or name in IGNORED:
                continue
            if isinstance(each, str):
                said += (name, _words(each))
            elif each != []:
                said.append(name)
                _say(each, said)
        said.append(ENDS)
    else:
        said.append(repr(value))


def _words(text: str) -> str:
    if "<" in text:
        parts = TAG.split(text)
        parts[1::2] = [MEANT.get(tag, tag) for tag in parts[1::2]]
        text = "".join(parts)
    return " ".join(text.split())
