"""One card of a related article: the lines printed in it, and what of them is title, date and excerpt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from scraper.parsing.dates import find_dates, iso_day
from scraper.parsing.noise_words import noise_words
from scraper.parsing.page import Page
from scraper.parsing.terms import term_of
from scraper.parsing.tree import HEADINGS, Element, attribute, text_of
from scraper.parsing.words import bare, squash

EMPHASIS = frozenset({"em", "i", "b", "strong", "abbr", "cite", "q", "mark", "u", "sup", "sub"})
"""Within running text these start no line of their own."""
LONGEST_DATE_LINE = 60
SHORTEST_EXCERPT = 12
WIDE = re.compile("[\u2e81-\U0010ffff]")
"""A character of scripts in which a few of them say as much as a dozen others."""
Line = tuple[Element, str]


def lines_of(root: Element) -> list[Line]:
    """What stands on lines of its own, each with the element that holds it."""
    found: list[Line] = []
    for holder, text in _texts(root):
        if found and found[-1][0] is holder:
            found[-1] = (holder, found[-1][1] + text)
        else:
            found.append((holder, text))
    return [(holder, words) for holder, text in found if (words := squash(text))]


def _texts(root: Element) -> Iterator[Line]:
    """Every text with its holder; emphasis within running text belongs to that text."""
    holders: dict[Element, Element] = {root: root}
    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        element, is_done = stack.pop()
        parent = element.getparent()
        if is_done:
            if parent is not None and element.tail:
                yield holders[parent], element.tail
            continue
        if element is not root and parent is not None:
            joins = element.tag in EMPHASIS and _runs(parent)
            holders[element] = holders[parent] if joins else element
            stack.append((element, True))
        if element.text:
            yield holders[element], element.text
        stack += [(child, False) for child in reversed(element)]


def _runs(element: Element) -> bool:
    """Whether an element holds text itself, beside its children."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def read_lines(title: Element, elements: Iterable[Element], page: Page) -> tuple[str, str | None, str | None]:
    """Title, ISO day and excerpt of a card; what stands inside its title link after the title belongs to the card."""
    own = [] if title.tag in HEADINGS else lines_of(title)
    titles = [text for _, text in own if _day(text, page) is None and not noise_words(text)] if len(own) > 1 else []
    words = titles[0] if titles else text_of(title)
    inside = set(title.iter()) if len(own) < 2 else set()
    bare_words = bare(words)
    published: str | None = None
    excerpt: str | None = None
    for element in elements:
        for time in element.iter("time"):
            published = published or iso_day(attribute(time, "datetime"))
        for holder, text in lines_of(element):
            if holder in inside or bare(text) == bare_words or _is_term(holder, page):
                continue
            day, text = _day_first(text, page)
            published = published or day
            if excerpt is None and _is_sentence(holder, text, title):
                excerpt = text
    return words, published, excerpt


def _day(text: str, page: Page) -> str | None:
    dates = find_dates(text, page.language) if len(text) <= LONGEST_DATE_LINE else []
    return dates[0][2] if dates else None


def _day_first(text: str, page: Page) -> tuple[str | None, str]:
    """The day that a line gives or starts with, and the line without it."""
    dates = find_dates(text, page.language)
    if dates and (len(text) <= LONGEST_DATE_LINE or dates[0][0] == 0):
        return dates[0][2], text[dates[0][1] :].lstrip(" ·|–—-,.:") if dates[0][0] == 0 else ""
    return None, text


def _is_sentence(holder: Element, text: str, title: Element) -> bool:
    """A label over the card is short; so is a link that only says "Read more"."""
    if (holder.tag == "a" and holder is not title) or holder.tag in HEADINGS:
        return False
    if text.lower().startswith(("©", "(c)")):
        return False
    wide = not text.isascii() and WIDE.search(text) is not None
    return len(text) >= (SHORTEST_EXCERPT // 2 if wide else SHORTEST_EXCERPT) and (" " in text or wide)


def _is_term(holder: Element, page: Page) -> bool:
    links = chain(holder.iter("a"), holder.iterancestors("a"))
    return any(term_of(attribute(link, "href"), page.url, page.profile) for link in links)
