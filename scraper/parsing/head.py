"""What stands between the headline and the text: byline, dates, terms, standfirst. Anchored there, so that the
dates of related cards and the names of other authors are never taken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scraper.items import Author, Term
from scraper.parsing.dates import find_dates, iso_day
from scraper.parsing.names import looks_like_name, read_byline, split_names
from scraper.parsing.page import Page
from scraper.parsing.selecting import first
from scraper.parsing.terms import read_terms, term_of
from scraper.parsing.tree import Element, attribute, drop, leaves, names_of, text_of
from scraper.parsing.words import bare

UPDATED = re.compile(
    r"(updated|modified|revised|reviewed|aktualisiert|actualizado|mis à jour|aggiornato|bijgewerkt"
    r"|atualizado)\W*(\w{1,5}\W*)?$",
    re.I,
)
BYLINE_NAME = re.compile(r"(?:^|[\s_-])(byline|author|authors|contributor|writer)(?:$|[\s_-])")
STANDFIRST_NAME = re.compile(
    r"(?:^|[\s_-])(standfirst|dek|deck|subtitle|sub-?title|summary|excerpt|teaser)(?:$|[\s_-])"
)
LONGEST_LINE = 300
MOST_LEAVES = 30


@dataclass(kw_only=True)
class Head:
    authors: list[Author] = field(default_factory=list)
    published: str | None = None
    updated: str | None = None
    areas: list[Term] = field(default_factory=list)
    topics: list[Term] = field(default_factory=list)
    standfirst: str | None = None


def take_head(page: Page, scope: Element, descriptions: list[str]) -> Head:
    """Read the lines under the headline, and take them out of the tree."""
    head = Head()
    _take_chosen(page, head)
    head.areas, head.topics = _take_terms(page, scope)
    said = {bare(each) for each in descriptions if each}
    after = page.headline is None
    seen = 0
    for leaf in list(leaves(scope)):
        if not after:
            after = leaf is page.headline or any(up is page.headline for up in leaf.iterancestors())
            continue
        text = text_of(leaf)
        if not text:
            continue
        seen += 1
        if seen > MOST_LEAVES or leaf.tag in ("h2", "h3", "h4", "table", "figcaption", "blockquote"):
            break
        if head.standfirst is None and _is_standfirst(leaf, text, said, head):
            head.standfirst = text
            drop(leaf)
            continue
        if len(text) <= LONGEST_LINE and _read_line(leaf, text, head, page):
            drop(leaf)
            continue
        if len(text) > 60 or text.endswith((".", "?", "!", ":")):
            break
    return head


def _take_chosen(page: Page, head: Head) -> None:
    """What the profile points at."""
    if (byline := first(page.root, page.profile, "byline")) is not None:
        text = text_of(byline)
        head.authors = read_byline(text) or [Author(name=name) for name in split_names(text)]
        drop(byline)
    for part in ("published", "updated"):
        if (element := first(page.root, page.profile, part)) is not None:
            setattr(head, part, iso_day(attribute(element, "datetime") or text_of(element), page.language))
            drop(element)
    if (summary := first(page.root, page.profile, "summary")) is not None:
        head.standfirst = text_of(summary) or attribute(summary, "content") or None
        if summary.tag != "meta":
            drop(summary)


def _take_terms(page: Page, scope: Element) -> tuple[list[Term], list[Term]]:
    """Terms by links that stand in lists or lines of their own; a link within a sentence is the text's."""
    links = []
    for link in scope.iter("a"):
        if term_of(attribute(link, "href"), page.url, page.profile, attribute(link, "rel")):
            holder = next(
                (up for up in link.iterancestors() if up.tag in ("li", "p", "div", "ul", "nav", "header", "section")),
                None,
            )
            if holder is None or _mostly_terms(holder, page):
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


def _mostly_terms(holder: Element, page: Page) -> bool:
    linked = sum(
        len(text_of(each))
        for each in holder.iter("a")
        if term_of(attribute(each, "href"), page.url, page.profile, attribute(each, "rel"))
    )
    return linked >= 0.5 * len(text_of(holder)) or len(text_of(holder)) - linked <= 60


def _is_standfirst(leaf: Element, text: str, said: set[str], head: Head) -> bool:
    """Marked as one, or the page's own description above the byline; below it that is the text's first paragraph."""
    if leaf.tag in ("p", "div") and STANDFIRST_NAME.search(names_of(leaf)):
        return True
    return bare(text) in said and not (head.authors or head.published)


def _read_line(leaf: Element, text: str, head: Head, page: Page) -> bool:
    """Whether the line is a byline, a date or both; what it says goes into the head."""
    known = False
    if not head.authors or read_byline(text):
        authors = read_byline(text) or _marked_authors(leaf, text)
        if authors:
            names = {each.name for each in head.authors}
            head.authors += [each for each in authors if each.name not in names]
            known = True
    for start, _, day in _dated(leaf, text, page.language):
        if UPDATED.search(text[:start].rstrip(" :")[-40:]):
            head.updated = head.updated or day
        else:
            head.published = head.published or day
        known = True
    return known or bool(UPDATED.search(text))


def _marked_authors(leaf: Element, text: str) -> list[Author]:
    """Names without "By" that the markup marks as an author's."""
    marked = [each for each in leaf.iter() if _is_author(each)]
    if not marked and any(_is_author(up) for up in list(leaf.iterancestors())[:2]):
        marked = [leaf]
    names: list[str] = []
    for element in marked:
        words = text_of(element)
        said = [author.name for author in read_byline(words)]
        names += said
        if not said and not find_dates(words):
            names += [name for name in split_names(words) if looks_like_name(name) and len(name.split()) > 1]
    return [Author(name=name) for name in dict.fromkeys(names)]


def _is_author(element: Element) -> bool:
    return (
        "author" in attribute(element, "rel")
        or attribute(element, "itemprop") == "author"
        or bool(BYLINE_NAME.search(names_of(element)))
    )


def _dated(leaf: Element, text: str, language: str) -> list[tuple[int, int, str]]:
    """The line's dates; a time element's own attribute where its words are no full date."""
    found = find_dates(text, language)
    for time in leaf.iter("time"):
        words, day = text_of(time), iso_day(attribute(time, "datetime"))
        start = text.find(words)
        if day and start >= 0 and not any(start <= place < start + max(1, len(words)) for place, _, _ in found):
            found.append((start, start + len(words), day))
    return sorted(found)
