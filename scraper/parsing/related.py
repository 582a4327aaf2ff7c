"""Related articles: cards under a heading that says so, before or after the article; told by their title links."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from scraper.items import RelatedArticle
from scraper.parsing.addresses import absolute, host_of, normalise, same_page
from scraper.parsing.cards import LONGEST_DATE_LINE, read_lines
from scraper.parsing.dates import find_dates
from scraper.parsing.element_names import named, names_of
from scraper.parsing.noise_words import noise_words
from scraper.parsing.page import Page
from scraper.parsing.selecting import first
from scraper.parsing.terms import read_terms, term_of
from scraper.parsing.tree import (
    HEADINGS,
    Element,
    attribute,
    is_longer,
    level_of,
    raw_text,
    shown,
    starts_with,
    text_of,
)
from scraper.parsing.words import squash

HEADING = re.compile(
    r"(related|recommended|suggested|similar|more|further|latest|popular)\s+(articles?|posts?|stories|reading"
    r"|guides?|pages"
    r"|resources?|reads?|content"
    r"|for you|insights|from .{3,60}|on this topic)|(you (might|may) (also )?(like|enjoy|be interested in).{0,20})"
    r"|(read|up) next|keep reading"
    r"|what to read next|continue reading|explore more( articles)?|readers also .{3,20}|artículos relacionados"
    r"|también te puede interesar"
    r"|(ähnliche|weitere|verwandte) (artikel|beiträge)|(das )?könnte (sie|dich) auch interessieren|articles? (liés"
    r"|similaires|connexes)"
    r"|à lire aussi|articoli correlati|gerelateerde artikelen|artigos relacionados|leia (também|mais)|veja também"
    r"|関連記事|おすすめ(の)?記事|あわせて読みたい|مقالات (ذات صلة|مشابهة)|قد يعجبك أيضا|اقرأ أيضا|(אולי )?יעניין אתכם"
    r"|כתבות נוספות|מאמרים (נוספים|קשורים)|相关文章"
)
"""In lower case."""
HEADING_BEGINS = frozenset("re su si mo fu la po yo up ke wh co ex ar ta we ve da ge le".split())
"""The first two letters of those that begin with letters of the English alphabet."""
NAMES = named(
    r"related|recommended|recommendations?|read-?next|more-(?:articles|posts|stories)|also-like"
    r"|(?:post|article|story)-?previews?"
)


@lru_cache(maxsize=4096)
def is_named_related(names: str) -> bool:
    return NAMES.search(names) is not None


NEWEST = re.compile(r"(latest|popular)\b", re.IGNORECASE)
"""What is new or much read on the hub has nothing to do with the page."""
LONGEST_HEADING = 80
SHORTEST_TITLE = 4
SURE_TITLE = 12
ASKING = re.compile(r"(read|see|view|show|browse|learn|all) (more|all|articles|posts)\b|more\b|→|»", re.IGNORECASE)
MOST_OF_PROSE = 0.25
"""Related articles hold little of the page's own prose."""
NAMED_BY_WORDS = frozenset({"h2", "h3", "h4", "h5", "h6", "p", "strong"})
SECTIONS = NAMED_BY_WORDS | {"div", "section", "aside", "ul", "span"}
"""Elements that may open related articles by what they say, and those that may hold them, too."""
MOST_CARDS = 60
"""More than these is a listing, and not read to its end."""


def take_related(page: Page) -> list[RelatedArticle]:
    """The cards of every related section, the page itself dropped; the sections leave the tree."""
    found: dict[str, RelatedArticle] = {}
    for section in _sections(page):
        cards = read_cards(section, page)
        if not cards:
            continue
        for card in cards if not NEWEST.match(text_of(section[0])) else []:
            if not same_page(card.url, page.url):
                found[card.url] = _completed(found.get(card.url), card)
        for element in section:
            page.note_removed("related", shown(element))
            page.lines.drop(element)
    return list(found.values())


def _completed(known: RelatedArticle | None, card: RelatedArticle) -> RelatedArticle:
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


def _sections(page: Page) -> list[list[Element]]:
    chosen = first(page.root, page.profile, "related")
    if chosen is not None:
        return [[chosen]]
    found: list[list[Element]] = []
    taken: set[Element] = set()
    above_headline = set(page.headline.iterancestors()) if page.headline is not None else set()
    lines = page.lines
    for element, tag, words, (names, _) in zip(lines.order, lines.tags, lines.words, lines.named(), strict=True):
        if tag not in SECTIONS:
            continue
        by_words = tag in NAMED_BY_WORDS
        alone = not len(element)
        section: list[Element] = []
        if (words if alone else by_words) and words <= 2 * LONGEST_HEADING and _is_heading(element):
            if element in taken or element in above_headline:
                continue
            section = _under(element, page, above_headline)
        elif not by_words and is_named_related(names) and element not in taken and element not in above_headline:
            section = [element]
        if not section or sum(map(page.prose_share, section)) > MOST_OF_PROSE:
            continue
        if not any(each in taken for each in section):
            found.append(section)
            taken.update(inner for each in section for inner in each.iter())
    return found


def _is_heading(element: Element) -> bool:
    begins = (element.text or "").strip()[:2]
    if len(begins) == 2 and begins.isascii() and begins.lower() not in HEADING_BEGINS:
        return False
    if is_longer(element, 2 * LONGEST_HEADING):
        return False
    text = text_of(element).rstrip(":")
    return len(text) <= LONGEST_HEADING and bool(HEADING.fullmatch(text.lower()))


def _under(heading: Element, page: Page, above_headline: set[Element]) -> list[Element]:
    """The heading's own container, or, on flat pages, its following siblings."""
    container = heading
    for above in heading.iterancestors():
        if (
            above in above_headline
            or above.tag in ("body", "main", "article", "html")
            or not starts_with(above, heading)
        ):
            break
        if next(above.iterdescendants("h1"), None) is not None:
            break
        container = above
    if container is not heading and any(len(text_of(link)) >= SHORTEST_TITLE for link in container.iter("a")):
        return [container]
    return _siblings(container, level_of(heading) or 6, page, above_headline)


def _siblings(heading: Element, level: int, page: Page, above_headline: set[Element]) -> list[Element]:
    """Heading, then cards: title, date, excerpt, terms, in this order; anything else ends them."""
    section = [heading]
    seen: set[str] = set()
    for element in heading.itersiblings():
        linked = next(element.iterdescendants("a"), None) is not None
        if element is page.headline or element in above_headline or (element.tag in HEADINGS and not linked):
            break
        if element.tag in HEADINGS and level_of(element) < level:
            break
        if element.tag in HEADINGS:
            seen = {"title"}
        elif element.tag == "p" and not linked:
            kind = "date" if find_dates(text := text_of(element)) and len(text) <= LONGEST_DATE_LINE else "excerpt"
            if kind in seen or "terms" in seen or noise_words(text) or not seen:
                break
            seen.add(kind)
        elif element.tag in ("ul", "ol") and linked:
            seen.add("terms")
        elif not linked and text_of(element):
            break
        section.append(element)
    return section if len(section) > 1 else []


def read_cards(section: list[Element], page: Page) -> list[RelatedArticle]:
    """One record a title link."""
    titles = [
        each
        for element in section
        for each in element.iter("h2", "h3", "h4", "h5", "h6")
        if _target(each, page) and not _is_heading(each)
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
            cards[card.url] = _completed(cards.get(card.url), card)
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
