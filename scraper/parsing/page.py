"""Where the article stands in the page: its headline, and the lowest element that holds headline and text."""

from __future__ import annotations

from dataclasses import dataclass, field

from scraper.errors import ParseError
from scraper.items import Removed
from scraper.parsing.selecting import first
from scraper.parsing.structured import Structured
from scraper.parsing.tree import Element, attribute, text_of
from scraper.parsing.words import bare
from scraper.profile import SourceProfile

ENOUGH = 0.9
"""Share of the text below the headline that the article's element must hold."""
MAIN_ENOUGH = 0.5
"""The same for an element that says itself that it is the article."""
NAVIGATION = frozenset({"nav", "aside", "footer", "dialog"})


@dataclass(kw_only=True)
class Page:
    """One page on its way through the concerns; each takes out of the tree what it has read."""

    root: Element
    url: str
    profile: SourceProfile
    structured: Structured
    headline: Element | None = None
    language: str = ""
    removed: list[Removed] = field(default_factory=list)

    @property
    def body(self) -> Element:
        found = self.root.find("body")
        return self.root if found is None else found

    def note_removed(self, what: str, text: str) -> None:
        if text:
            self.removed.append(Removed(what=what, text=text))


def find_headline(page: Page) -> Element | None:
    """The H1 that the page's metadata names, else its first one outside navigation; None without any."""
    if (chosen := first(page.root, page.profile, "title")) is not None:
        return chosen
    candidates = [each for each in page.root.iter("h1") if text_of(each)]
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    meta = page.structured.meta
    said = bare(page.structured.headline or meta.get("og:title") or _head_title(page.root))
    for each in candidates:
        words = bare(text_of(each))
        if words and said and (words == said or words in said):
            return each
    outside = [each for each in candidates if not any(above.tag in NAVIGATION for above in each.iterancestors())]
    return (outside or candidates)[0]


def title_of(page: Page) -> str:
    """The headline's words, else the metadata's title without the site's name."""
    if page.headline is not None and (words := text_of(page.headline)):
        return words
    meta = page.structured.meta
    for said in (page.structured.headline, meta.get("og:title"), meta.get("twitter:title"), _head_title(page.root)):
        if said and (words := _without_site(said, meta.get("og:site_name", ""))):
            return words
    raise ParseError("has no title")


def _head_title(root: Element) -> str:
    found = root.find("head/title")
    return text_of(found) if found is not None else ""


def _without_site(title: str, site: str) -> str:
    for mark in (" | ", " – ", " — ", " - ", " · ", " » ", " :: "):
        head, found, tail = title.rpartition(mark)
        if found and (mark == " | " or bare(tail) == bare(site) or len(tail) <= len(head)):
            return head.strip()
    return title.strip()


def find_scope(page: Page) -> Element:
    """The lowest element that holds the headline and nearly all text below it."""
    weight = _weights(page.body, page.headline)
    scope = page.body
    headline = page.headline
    if headline is not None:
        for above in headline.iterancestors():
            if says_article(above) and weight.get(above, 0) >= MAIN_ENOUGH * weight.get(scope, 0):
                scope = above
                break
    whole = weight.get(scope, 0)
    while True:
        fitting = [each for each in scope if weight.get(each, 0) >= ENOUGH * whole and whole]
        if headline is not None:
            fitting = [
                each for each in fitting if each is headline or any(up is each for up in headline.iterancestors())
            ]
        if not fitting or fitting[0] is headline:
            return scope
        scope = fitting[0]


def says_article(element: Element) -> bool:
    return (
        element.tag in ("article", "main")
        or element.get("role") in ("main", "article")
        or "articleBody" in attribute(element, "itemprop")
    )


def _weights(body: Element, headline: Element | None) -> dict[Element, int]:
    """How many characters of text outside links each element holds below the headline."""
    weight: dict[Element, int] = {}
    order = list(body.iter())
    counting = headline is None
    in_links = {inner for link in body.iter("a") for inner in link.iter()}
    for element in order:
        if element is headline:
            counting = True
        elif counting and element not in in_links:
            _add(weight, element, element.text)
        parent = element.getparent()
        if counting and parent is not None and parent not in in_links:
            _add(weight, parent, element.tail)
    for element in reversed(order):
        parent = element.getparent()
        if element is not body and parent is not None and element in weight:
            weight[parent] = weight.get(parent, 0) + weight[element]
    return weight


def _add(weight: dict[Element, int], element: Element, text: str | None) -> None:
    if text and (length := len(text.strip())):
        weight[element] = weight.get(element, 0) + length
