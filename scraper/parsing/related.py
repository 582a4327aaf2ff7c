"""Related articles: cards under a heading that says so, before or after the article; told by their title links."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.items import RelatedArticle
from scraper.parsing.addresses import same_page
from scraper.parsing.cards import LONGEST_DATE_LINE
from scraper.parsing.dates import find_dates
from scraper.parsing.element_names import named
from scraper.parsing.noise_words import noise_words
from scraper.parsing.page import Page
from scraper.parsing.related_cards import SHORTEST_TITLE, completed, read_cards
from scraper.parsing.related_headings import LONGEST_HEADING, is_related_heading
from scraper.parsing.selecting import first
from scraper.parsing.tree import HEADINGS, Element, level_of, shown, starts_with, text_of

NAMES = named(
    r"related|recommended|recommendations?|read-?next|more-(?:articles|posts|stories)|also-like"
    r"|(?:post|article|story)-?previews?"
)
NEWEST = re.compile(r"(latest|popular)\b", re.IGNORECASE)
"""What is new or much read on the hub has nothing to do with the page."""
MOST_OF_PROSE = 0.25
"""Related articles hold little of the page's own prose."""
NAMED_BY_WORDS = frozenset({"h2", "h3", "h4", "h5", "h6", "p", "strong"})
SECTIONS = NAMED_BY_WORDS | {"div", "section", "aside", "ul", "span"}
"""Elements that may open related articles by what they say, and those that may hold them, too."""


@lru_cache(maxsize=4096)
def is_named_related(names: str) -> bool:
    return NAMES.search(names) is not None


def take_related(page: Page) -> list[RelatedArticle]:
    """The cards of every related section, the page itself dropped; the sections leave the tree."""
    found: dict[str, RelatedArticle] = {}
    for section in _sections(page):
        cards = read_cards(section, page)
        if not cards:
            continue
        for card in cards if not NEWEST.match(text_of(section[0])) else []:
            if not same_page(card.url, page.url):
                found[card.url] = completed(found.get(card.url), card)
        for element in section:
            page.note_removed("related", shown(element))
            page.lines.drop(element)
    return list(found.values())


def _sections(page: Page) -> list[list[Element]]:
    chosen = first(page.root, page.profile, "related")
    if chosen is not None:
        return [[chosen]]
    found: list[list[Element]] = []
    taken: set[Element] = set()
    above_headline = set(page.headline.iterancestors()) if page.headline is not None else set()
    lines = page.lines
    named = lines.named()
    for place in [place for place, tag in enumerate(lines.tags) if tag in SECTIONS]:
        element, words = lines.order[place], lines.words[place]
        by_words = lines.tags[place] in NAMED_BY_WORDS
        section: list[Element] = []
        if words <= 2 * LONGEST_HEADING and (by_words or (words and not len(element))) and is_related_heading(element):
            if element in taken or element in above_headline:
                continue
            section = _under(element, page, above_headline)
        elif not by_words and is_named_related(named[place][0]):
            if element in taken or element in above_headline:
                continue
            section = [element]
        if not section or sum(map(page.prose_share, section)) > MOST_OF_PROSE:
            continue
        if not any(each in taken for each in section):
            found.append(section)
            taken.update(inner for each in section for inner in each.iter())
    return found


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
