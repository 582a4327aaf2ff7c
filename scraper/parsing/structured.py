"""What a page says of itself for machines: JSON-LD, meta elements, OpenGraph. Raw; metadata decides what holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from scraper.parsing.tree import Element, attribute
from scraper.parsing.words import scrub, squash

ARTICLE_TYPES = re.compile(r"(Article|Posting|Report)\b")
ENTITY = re.compile(r"&(#\d+|#x[0-9a-f]+|[a-z]+);", re.IGNORECASE)
MOST_NODES = 2000
"""More JSON-LD than this is a catalogue; a page's own node stands before."""


@dataclass(frozen=True, kw_only=True)
class Structured:
    headline: str | None = None
    authors: list[tuple[str, str]] = field(default_factory=list)
    """Name and schema.org type."""
    published: str | None = None
    modified: str | None = None
    description: str | None = None
    meta: dict[str, str] = field(default_factory=dict)
    """Meta names and properties in lower case to their content; the first of each."""


def read_structured(root: Element) -> Structured:
    """The article's node in JSON-LD, and the meta elements."""
    meta: dict[str, str] = {}
    for each in root.iter("meta"):
        name = (attribute(each, "property") or attribute(each, "name") or attribute(each, "itemprop")).lower()
        if name and attribute(each, "content"):
            meta.setdefault(name, attribute(each, "content"))
    for node in nodes_of(root):
        types = node.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(isinstance(each, str) and ARTICLE_TYPES.search(each) for each in names):
            return Structured(
                headline=_words(node.get("headline") or node.get("name")),
                authors=list(_people(node.get("author"))),
                published=_words(node.get("datePublished")),
                modified=_words(node.get("dateModified")),
                description=_words(node.get("description")),
                meta=meta,
            )
    return Structured(meta=meta)


def nodes_of(root: Element) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object of the page, graphs opened; what is no JSON is passed over."""
    waiting: list[Any] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            try:
                waiting.append(json.loads(scrub(script.text), strict=False))
            except (ValueError, RecursionError):
                continue
    seen = 0
    while waiting and seen < MOST_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting[:0] = node
        elif isinstance(node, dict):
            yield node
            waiting[:0] = [node[name] for name in ("@graph", "mainEntity") if isinstance(node.get(name), list | dict)]


def _people(value: Any) -> Iterator[tuple[str, str]]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict) and (name := _words(each.get("name"))):
            kind = each.get("@type")
            yield name, kind if isinstance(kind, str) else ""
        elif isinstance(each, str) and (name := _words(each)) and not name.startswith("http"):
            yield name, ""


def _words(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return None
    if ENTITY.search(value):
        value = unescape(value)
    return squash(value) or None
