"""Which address a page says it has: HTML by its canonical link, a capture by what a reader tool leaves of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.errors import ParseError
from scraper.parsing.addresses import absolute, host_of, normalise, path_of, split_address
from scraper.parsing.capture import front_matter, is_capture
from scraper.parsing.structured import ARTICLE_TYPES, nodes_of
from scraper.parsing.tree import Element, attribute, parse_tree
from scraper.parsing.words import scrub
from scraper.profile import SourceProfile

MARKDOWN_LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\(<?(https?://[^\s)>]{1,2000})>?")
SKIP_WORDS = re.compile(r"\b(skip|jump|zum inhalt|saltar|aller au contenu|ga naar)\b", re.IGNORECASE)
OWN_FRAGMENT = re.compile(r"^(main|content|main-content|maincontent|site-content|skip.*|primary|top)$", re.IGNORECASE)


def address_of(text: str) -> str | None:
    """The address that a saved page, HTML or Markdown, says it has; None where it says none."""
    text = scrub(text)
    return capture_address(text) if is_capture(text) else canonical_address(text)


def capture_address(text: str) -> str | None:
    """A Markdown capture's own address: its header lines, or the skip link, which leads to the page itself."""
    header, body = front_matter(scrub(text))
    for name in ("url source", "url", "source", "canonical", "link"):
        if (found := absolute(header.get(name, ""), "")) is not None:
            return normalise(found)
    for label, address in MARKDOWN_LINK.findall(body):
        parts = split_address(address)
        if parts and parts.fragment and (SKIP_WORDS.search(label) or OWN_FRAGMENT.match(parts.fragment)):
            return normalise(address)
    return None


def canonical_address(html: str) -> str | None:
    """The address of an HTML page by its canonical link, then OpenGraph, then JSON-LD."""
    try:
        return canonical_of(parse_tree(scrub(html)))
    except ParseError:
        return None


def canonical_of(root: Element, fetched: str = "") -> str | None:
    """The same of a page that is parsed already; what it says in part is completed by where it was fetched."""
    return next((normalise(each) for each in _said(root, fetched) if each.startswith("http")), None)


def _said(root: Element, base: str) -> Iterator[str]:
    """Every address the page gives for itself, in the order of trust; JSON-LD is read only when asked."""
    for element in root.iter("link"):
        if "canonical" in attribute(element, "rel").lower():
            yield absolute(attribute(element, "href"), base) or ""
    for element in root.iter("meta"):
        if attribute(element, "property") == "og:url":
            yield absolute(attribute(element, "content"), base) or ""
    for node in nodes_of(root):
        if ARTICLE_TYPES.search(str(node.get("@type"))):
            main = node.get("mainEntityOfPage")
            for each in (main.get("@id") if isinstance(main, dict) else main, node.get("url")):
                if isinstance(each, str):
                    yield absolute(each, "") or ""


def own_address(said: str | None, fetched: str, profile: SourceProfile) -> str:
    """The article's address: what the page says where that can be believed, else where it was fetched from.

    A canonical link to another site is syndication or a mistake, one to the home page is a mistake: the page would
    take another one's identity.
    """
    facets = frozenset([*profile.area_parameters, *profile.topic_parameters])
    given = normalise(fetched, frozenset({"page", "paged", *facets}))
    if said is None or not path_of(said):
        return given
    family = {host_of(given), *(alias.lower().removeprefix("www.") for alias in profile.alias_hosts)}
    return normalise(said, frozenset({"page", "paged", *facets})) if host_of(said) in family else given
