"""Related articles: cards under a heading that says so, before or after the article; told by their title links."""

from __future__ import annotations

import re

from scraper.items import RelatedArticle
from scraper.parsing.addresses import absolute, host_of, normalise, same_page
from scraper.parsing.dates import find_dates, iso_day
from scraper.parsing.noise_words import noise_words
from scraper.parsing.page import Page
from scraper.parsing.selecting import first
from scraper.parsing.terms import read_terms, term_of
from scraper.parsing.tree import HEADINGS, Element, attribute, drop, leaves, level_of, names_of, starts_with, text_of
from scraper.parsing.words import bare

HEADING = re.compile(
    r"(related|recommended|suggested|similar|more|further|latest|popular)\s+(articles?|posts?|stories|reading"
    r"|resources?|reads?|content"
    r"|for you|insights|from .{3,60}|on this topic)|(you (might|may) (also )?(like|enjoy|be interested in).{0,20})"
    r"|(read|up) next|keep reading"
    r"|what to read next|continue reading|explore more( articles)?|readers also .{3,20}|artículos relacionados"
    r"|también te puede interesar"
    r"|(ähnliche|weitere|verwandte) (artikel|beiträge)|(das )?könnte (sie|dich) auch interessieren|articles? (liés"
    r"|similaires|connexes)"
    r"|à lire aussi|articoli correlati|gerelateerde artikelen|artigos relacionados|leia também",
    re.IGNORECASE,
)
NAMES = re.compile(
    r"(?:^|[\s_-])(related|recommended|recommendations?|read-?next|more-(?:articles|posts|stories)|also-like)(?:$"
    r"|[\s_-])"
)
LONGEST_HEADING = 80
SHORTEST_TITLE = 12
LONGEST_DATE_LINE = 60
MOST_CARDS = 60
"""More than these is a listing, and not read to its end."""


def take_related(page: Page) -> list[RelatedArticle]:
    """The cards of every related section, the page itself dropped; the sections leave the tree."""
    found: dict[str, RelatedArticle] = {}
    for section in _sections(page):
        cards = read_cards(section, page)
        if not cards:
            continue
        for card in cards:
            if not same_page(card.url, page.url):
                found.setdefault(card.url, card)
        for element in section:
            page.note_removed("related", text_of(element))
            drop(element)
    return list(found.values())


def _sections(page: Page) -> list[list[Element]]:
    chosen = first(page.root, page.profile, "related")
    if chosen is not None:
        return [[chosen]]
    found: list[list[Element]] = []
    taken: set[Element] = set()
    above_headline = set(page.headline.iterancestors()) if page.headline is not None else set()
    for element in page.body.iter("h2", "h3", "h4", "h5", "h6", "p", "div", "strong", "section", "aside", "ul"):
        if element in taken or element in above_headline:
            continue
        if element.tag in HEADINGS or element.tag in ("p", "strong"):
            is_section = _is_heading(element)
            section = _under(element, page, above_headline) if is_section else []
        else:
            section = [element] if NAMES.search(names_of(element)) else []
        if section and not any(each in taken for each in section):
            found.append(section)
            taken.update(inner for each in section for inner in each.iter())
    return found


def _is_heading(element: Element) -> bool:
    if sum(len(piece) for piece in element.itertext()) > 2 * LONGEST_HEADING:
        return False
    text = text_of(element).rstrip(":")
    return len(text) <= LONGEST_HEADING and bool(HEADING.fullmatch(text))


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
        if above.find(".//h1") is not None:
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
        linked = element.find(".//a") is not None
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
            if len(text_of(each)) >= SHORTEST_TITLE and _target(each, page) and not _only_a_name(each)
        ]
    titles = titles[:MOST_CARDS]
    known = set(titles)
    cards: dict[str, RelatedArticle] = {}
    for title in titles:
        card = _read_card(title, _card_elements(title, known, section), page)
        if card is not None:
            cards.setdefault(card.url, card)
    return list(cards.values())


def _only_a_name(link: Element) -> bool:
    return "author" in attribute(link, "rel") or text_of(link).lower().startswith("read more")


def _target(title: Element, page: Page) -> str | None:
    """The address of an article on the same hub that a title links to."""
    links = [title] if title.tag == "a" else [*title.iter("a"), *title.iterancestors("a")]
    for link in links:
        href = attribute(link, "href")
        target = absolute(href, page.url) if href else None
        if target and host_of(target) == host_of(page.url) and term_of(target, page.url, page.profile) is None:
            return normalise(target)
    return None


def _card_elements(title: Element, known: set[Element], section: list[Element]) -> list[Element]:
    """All elements of the title's card: its highest ancestor without another title, else its following siblings."""
    card = title
    for above in title.iterancestors():
        if any(above is each for each in section) and len(section) == 1 and len(known) > 1:
            break
        if sum(1 for inner in above.iter() if inner in known) > 1 or not any(
            above is each or any(up is each for up in above.iterancestors()) for each in section
        ):
            break
        card = above
    if card is not title and len(text_of(card)) > len(text_of(title)):
        return [card]
    elements = [card]
    for element in card.itersiblings():
        if any(inner in known for inner in element.iter()) or (element.tag in HEADINGS):
            break
        elements.append(element)
    return elements


def _read_card(title: Element, elements: list[Element], page: Page) -> RelatedArticle | None:
    url, words = _target(title, page), text_of(title)
    if url is None or not words:
        return None
    published: str | None = None
    excerpt: str | None = None
    for element in elements:
        for time in element.iter("time"):
            published = published or iso_day(attribute(time, "datetime"))
        for leaf in leaves(element):
            if leaf is title or leaf in set(title.iter()) or any(up is title for up in leaf.iterancestors()):
                continue
            text = text_of(leaf)
            dates = find_dates(text, page.language) if len(text) <= LONGEST_DATE_LINE else []
            if dates:
                published = published or dates[0][2]
            elif excerpt is None and len(text) >= 20 and bare(text) != bare(words) and not _terms_only(leaf, page):
                excerpt = text
    areas, topics = read_terms((link for each in elements for link in each.iter("a")), page.url, page.profile)
    return RelatedArticle(
        title=words, url=url, published=published, excerpt=excerpt, areas_of_study=areas, topics=topics
    )


def _terms_only(leaf: Element, page: Page) -> bool:
    links = [*leaf.iter("a"), *leaf.iterancestors("a")]
    return any(term_of(attribute(link, "href"), page.url, page.profile) for link in links)
