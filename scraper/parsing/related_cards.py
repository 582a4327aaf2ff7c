"""The cards of a section of related articles, one a title link."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from scraper.items import RelatedArticle
from scraper.parsing.addresses import absolute, host_of, normalise
from scraper.parsing.cards import read_lines
from scraper.parsing.page import Page
from scraper.parsing.related_headings import is_related_heading
from scraper.parsing.terms import read_terms, term_of
from scraper.parsing.tree import HEADINGS, Element, attribute, raw_text, text_of
from scraper.parsing.words import squash

SHORTEST_TITLE = 4
SURE_TITLE = 12
ASKING = re.compile(r"(read|see|view|show|browse|learn|all) (more|all|articles|posts)\b|more\b|→|»", re.IGNORECASE)
MOST_CARDS = 60
"""More than these is a listing, and not read to its end."""


def read_cards(section: list[Element], page: Page) -> list[RelatedArticle]:
    """One record a title link."""
    titles = [
        each
        for element in section
        for each in element.iter("h2", "h3", "h4", "h5", "h6")
        if _target(each, page) and not is_related_heading(each)
    ]
    if not titles:
        titles = [
            each
            for element in section
            for each in element.iter("a")
            if _is_title(each) and _target(each, page) and not _only_asks(each)
        ]
    titles = titles[:MOST_CARDS]
    counts = Counter(above for title in titles for above in (title, *title.iterancestors()))
    cards: dict[str, RelatedArticle] = {}
    for title in titles:
        card = _read_card(title, _card_elements(title, counts, section, several=len(titles) > 1), page)
        if card is not None:
            cards[card.url] = completed(cards.get(card.url), card)
    return list(cards.values())


def _is_title(link: Element) -> bool:
    """Long enough; shorter only where it begins its line, as no link of a footer but the first does."""
    length, parent = len(text_of(link)), link.getparent()
    begins = parent is not None and link.getprevious() is None and not (parent.text or "").strip()
    return length >= SURE_TITLE or (length >= SHORTEST_TITLE and begins)


def _only_asks(link: Element) -> bool:
    """Whether a link names an author, or asks for a click without saying what is behind it."""
    return "author" in attribute(link, "rel") or bool(ASKING.match(text_of(link)))


def _target(title: Element, page: Page) -> str | None:
    """The address of an article on the same hub that a title links to."""
    links = [title] if title.tag == "a" else [*title.iter("a"), *title.iterancestors("a")]
    for link in links:
        href = attribute(link, "href")
        target = absolute(href, page.url) if href else None
        if target and host_of(target) == host_of(page.url) and term_of(target, page.url, page.profile) is None:
            return normalise(target)
    return None


def _card_elements(title: Element, counts: Counter[Element], section: list[Element], *, several: bool) -> list[Element]:
    """All elements of the title's card: its highest ancestor without another title, else its following siblings.

    `counts` holds how many titles there are in each element.
    """
    card = title
    for above in title.iterancestors() if title not in section else ():
        is_section = above in section
        if counts[above] > 1 or (is_section and len(section) == 1 and several):
            break
        card = above
        if is_section:
            break
    if card is not title and len(squash(raw_text(card))) > len(squash(raw_text(title))):
        return [card]
    elements = [card]
    for element in card.itersiblings():
        if counts[element] or element.tag in HEADINGS:
            break
        elements.append(element)
    return elements


def _read_card(title: Element, elements: list[Element], page: Page) -> RelatedArticle | None:
    url = _target(title, page)
    words, published, excerpt = read_lines(title, elements, page)
    if url is None or not words:
        return None
    areas, topics = read_terms((link for each in elements for link in each.iter("a")), page.url, page.profile)
    return RelatedArticle(
        title=words, url=url, published=published, excerpt=excerpt, areas_of_study=areas, topics=topics
    )


def completed(known: RelatedArticle | None, card: RelatedArticle) -> RelatedArticle:
    """The first card of an article with what only a later one of it says."""
    if known is None:
        return card
    return replace(
        known,
        published=known.published or card.published,
        excerpt=known.excerpt or card.excerpt,
        areas_of_study=known.areas_of_study or card.areas_of_study,
        topics=known.topics or card.topics,
    )
