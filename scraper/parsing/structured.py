"""What a page says of itself for machines: JSON-LD, meta elements, OpenGraph. Raw; metadata decides what holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from scraper.parsing.tree import Element, attribute
from scraper.parsing.words import bare, scrub, squash

ARTICLE_TYPES = re.compile(r"(Article|Posting|Report)\b")
PAGE_TYPES = re.compile(r"(?:WebPage|Recipe|HowTo|Review|Course|LearningResource|Guide|PodcastEpisode|CreativeWork)$")
"""Nodes that also say who wrote the page and when, where none says that it is an article."""
BROKEN_DATE = re.compile(r'"(datePublished|dateModified)"\s*:\s*"(\d{4}-\d\d-\d\d)')
"""A date in JSON-LD that is no JSON: an unescaped quote elsewhere does not make it wrong."""
ENTITY = re.compile(r"&(#\d+|#x[0-9a-f]+|[a-z]+);", re.IGNORECASE)
WRITER_NAMES = frozenset(
    [
        "author",
        "article:author",
        "og:article:author",
        "dc.creator",
        "dcterms.creator",
        "citation_author",
        "parsely-author",
        "sailthru.author",
        "cxenseparse:author",
        "byl",
    ]
)
"""Meta names that give an author; a scholarly page repeats one for each."""
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
    writers: list[str] = field(default_factory=list)
    """What the meta elements for authors say, in page order."""
    sound: bool = True
    """False where the dates were picked out of JSON-LD that is no JSON."""
    meta: dict[str, str] = field(default_factory=dict)
    """Meta names and properties in lower case to their content; the first of each."""


def read_structured(root: Element) -> Structured:
    """The article's node in JSON-LD, and the meta elements."""
    meta: dict[str, str] = {}
    writers: list[str] = []
    for each in root.iter("meta"):
        name = (attribute(each, "property") or attribute(each, "name") or attribute(each, "itemprop")).lower()
        if name and (content := attribute(each, "content")):
            meta.setdefault(name, content)
            if name in WRITER_NAMES and content not in writers:
                writers.append(content)
    nodes = list(nodes_of(root))
    known = {str(node.get("@id")): node for node in nodes if node.get("@id") and node.get("name")}
    node = _own_node(nodes, meta)
    if node is None:
        broken = dict(_broken_dates(root))
        return Structured(
            meta=meta,
            writers=writers,
            published=broken.get("datePublished"),
            modified=broken.get("dateModified"),
            sound=not broken,
        )
    page = next((each for each in nodes if _is(each, PAGE_TYPES) and each.get("datePublished")), {})
    return Structured(
        headline=_words(node.get("headline") or node.get("name")) if _is(node, ARTICLE_TYPES) else None,
        authors=list(_people(node.get("author") or node.get("creator"), known)),
        published=_words(node.get("datePublished")) or _words(page.get("datePublished")),
        modified=_words(node.get("dateModified")) or _words(page.get("dateModified")),
        description=_words(node.get("description")),
        meta=meta,
        writers=writers,
    )


def _own_node(nodes: list[dict[str, Any]], meta: dict[str, str]) -> dict[str, Any] | None:
    """The node of the page itself: an article's before a page's; of several articles the one the title names."""
    articles = [node for node in nodes if _is(node, ARTICLE_TYPES)]
    if len(articles) > 1:
        said = bare(meta.get("og:title", ""))
        named = [node for node in articles if said and bare(_words(node.get("headline")) or "-") in said]
        articles = named or articles
    if articles:
        dated = [node for node in articles if node.get("datePublished")]
        return (dated or articles)[0]
    return next((node for node in nodes if _is(node, PAGE_TYPES) and node.get("datePublished")), None)


def _is(node: dict[str, Any], wanted: re.Pattern[str]) -> bool:
    said = node.get("@type")
    types = said if isinstance(said, list) else [said]
    return any(isinstance(each, str) and wanted.search(each) for each in types)


def _broken_dates(root: Element) -> Iterator[tuple[str, str]]:
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            yield from reversed(BROKEN_DATE.findall(script.text))


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


def _people(value: Any, known: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Names and types; a node that is named by its @id alone is looked up in the page's graph."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            full = each if each.get("name") else known.get(str(each.get("@id")), {})
            if name := _words(full.get("name")):
                kind = full.get("@type")
                kinds = kind if isinstance(kind, list) else [kind]
                yield name, "Person" if "Person" in kinds else next((k for k in kinds if isinstance(k, str)), "")
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
