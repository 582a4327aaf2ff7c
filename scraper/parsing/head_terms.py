"""The article's own areas and topics: links to terms that stand in lists or lines of their own."""

from __future__ import annotations

from scraper.items import Term
from scraper.parsing.page import Page
from scraper.parsing.terms import read_terms, term_of
from scraper.parsing.tree import INLINE, Element, attribute, drop, text_of

MOST_TERMS = 100
"""Links to terms; a page with more is an index."""


def take_terms(page: Page, scope: Element) -> tuple[list[Term], list[Term]]:
    """Terms by links that stand in lists or lines of their own; a link within a sentence is the text's."""
    links: list[Element] = []
    holders: dict[Element, bool] = {}
    for link in scope.iter("a"):
        if len(links) < MOST_TERMS and term_of(attribute(link, "href"), page.url, page.profile, attribute(link, "rel")):
            holder = next(
                (up for up in link.iterancestors() if up.tag in ("li", "p", "div", "ul", "nav", "header", "section")),
                None,
            )
            alone = holder is None or _stands_alone(link)
            if holder is not None and not alone and holder not in holders:
                holders[holder] = _mostly_terms(holder, page)
            if holder is None or alone or holders[holder]:
                links.append(link)
    areas, topics = read_terms(links, page.url, page.profile)
    for link in links:
        parent = link.getparent()
        drop(link)
        while parent is not None and parent is not scope and len(parent) == 0 and not text_of(parent).strip(" ,|•·"):
            above = parent.getparent()
            drop(parent)
            parent = above
    return areas, topics


def _stands_alone(link: Element) -> bool:
    """Whether no words but other links touch the link: it is a label, not part of a sentence."""
    node, parent = link, link.getparent()
    while parent is not None:
        words = [parent.text, *(child.tail for child in parent)]
        if any(map(str.isalnum, "".join(each or "" for each in words))):
            return False
        if parent.tag not in INLINE:
            return True
        if any(child.tag != "a" and text_of(child) for child in parent if child is not node):
            return False
        node, parent = parent, parent.getparent()
    return False


def _mostly_terms(holder: Element, page: Page) -> bool:
    linked = sum(
        len(text_of(each))
        for each in holder.iter("a")
        if term_of(attribute(each, "href"), page.url, page.profile, attribute(each, "rel"))
    )
    return linked >= 0.5 * len(text_of(holder)) or len(text_of(holder)) - linked <= 60
