"""What is no part of the article: named by element, by role, by class words or by its own words; all of it recorded."""

from __future__ import annotations

import re
from itertools import islice

from scraper.parsing.element_names import named
from scraper.parsing.lines import NO_ATTRIBUTES
from scraper.parsing.noise_words import LONGEST_NOISE, noise_heading, noise_name, noise_words
from scraper.parsing.page import Page
from scraper.parsing.region import find_region
from scraper.parsing.selecting import select
from scraper.parsing.tree import (
    HEADINGS,
    Element,
    attribute,
    drop,
    is_longer,
    leaves,
    raw_text,
    shown,
    starts_with,
    text_of,
)

SILENT = (
    "script", "style", "template", "link", "meta", "noscript", "svg", "canvas", "object", "embed", "applet",
    "base",
)  # fmt: skip
"""Elements without words for a reader."""
ELEMENTS = {
    "nav": "navigation",
    "form": "form",
    "dialog": "dialog",
    "button": "button",
    "select": "form",
    "input": "form",
}
NAMED_BY_TAG = frozenset([*ELEMENTS, "header", "footer"])
"""Elements that may be noise whatever attributes they have."""
CODE = frozenset({"pre", "code"})
"""Within these a class names a part of speech: "comment" is one of the program's own."""
ROLES = {
    "navigation": "navigation", "search": "form", "dialog": "dialog", "alertdialog": "dialog", "banner": "header",
    "contentinfo": "footer", "button": "button", "menu": "navigation", "menubar": "navigation", "tooltip": "tooltip",
}  # fmt: skip
ENTRY = re.compile(r"(?:^|\s)h-?entry(?:\s|$)")
"""The microformat's name of an article: one within another is a different one."""
LONGEST_LABEL = 200
"""Characters of prose in a widget of labels and links."""
LONGEST_BOX = 600
"""Characters of a widget's paragraph."""
WORDLESS = frozenset({"skip link", "back link", "breadcrumb", "pagination", "print"})
"""Kinds made of labels and links: what runs on in paragraphs only bears such a name."""
MOST_OF_TEXT = 0.4
"""An element with more of the page's words than this is not taken for noise by its class."""
MOST_OF_PROSE = 0.25
"""The same for its share of the running text's prose, where it stands within it."""
CAPTION_NAME = named(r"wp-caption-text|captions?|cutline")
CAPTIONED = frozenset({"div", "p", "span", "dd"})
MOST_CAPTIONS = 300
FURTHEST_PICTURE = 4
"""Elements up from a caption to the box that holds its picture, too."""
WORDS_OF_CREDIT = 15
"""Words beside a caption that may be the photographer's."""
NEVER_BY_NAME = frozenset(HEADINGS) | frozenset(
    ["p", "table", "figure", "figcaption", "caption", "body", "html", "main", "article", "b", "i", "strong", "em"]
)
"""Elements that are content whatever they are called."""


def remove_silent(page: Page) -> None:
    """Scripts, styles and the like, which hold no words."""
    for element in list(page.body.iter(*SILENT)):
        drop(element)


def remove_noise(page: Page) -> None:
    """Every element that is no part of the article, from the outermost in."""
    lines = page.lines
    for selector in page.profile.noise:
        for element in select(page.body, selector):
            page.note_removed("profile", shown(element))
            lines.drop(element)
    _mark_figures(page)
    body = page.body
    keep = set(page.headline.iterancestors()) if page.headline is not None else set()
    most = MOST_OF_TEXT * max(1, len(raw_text(body)))
    region = find_region(page.measured())
    limit = MOST_OF_PROSE * page.prose_share(region) if region is not None else 1.0
    inside = range(0)
    if region is not None:
        keep |= {region, *region.iterancestors()}
        inside = range(lines.places[region], lines.end_of(lines.places[region]))
    keep |= {body} if page.headline is None else {body, page.headline}
    order, tags, named, gone = lines.order, lines.tags, lines.named(), lines.gone
    place, size, end_of_code, held = 0, len(order), 0, lines.held.get
    while place < size:
        if place in gone:
            place = gone[place]
            continue
        element, tag = order[place], tags[place]
        attributes = held(element, NO_ATTRIBUTES)
        place += 1
        if (not attributes and tag not in NAMED_BY_TAG and tag not in CODE) or element in keep:
            continue
        if tag in CODE and place > end_of_code:
            end_of_code = lines.end_of(place - 1)
        if place <= end_of_code and tag not in ELEMENTS:
            continue
        what = kind_of(element, tag, attributes, named[place - 1][0])
        if what is None or (what in WORDLESS and page.prose_of(element) > LONGEST_LABEL):
            continue
        if page.prose_share(element) <= limit or (place - 1 not in inside and len(raw_text(element)) <= most):
            place = lines.end_of(place - 1)
            take_out(page, element, what)


def _mark_figures(page: Page) -> None:
    """A box that holds a picture and what is named its caption is a figure, whatever its element."""
    lines = page.lines
    named = lines.named()
    if not lines.speaks_of_captions:
        return
    captions = [
        lines.order[place]
        for place, (names, _) in enumerate(named)
        if ("caption" in names or "cutline" in names)
        and lines.tags[place] in CAPTIONED
        and place not in lines.gone
        and _is_named_caption(lines.order[place].get("class"))
    ]
    for caption in captions[:MOST_CAPTIONS]:
        if caption.find(".//img") is not None:
            continue
        if is_longer(caption, LONGEST_BOX) or next(caption.iterancestors("figure"), None) is not None:
            continue
        for above in islice(caption.iterancestors("div", "p", "span", "li", "section"), FURTHEST_PICTURE):
            if is_longer(above, 2 * LONGEST_BOX):
                break
            if above.find(".//img") is not None:
                if len(raw_text(above).split()) <= len(raw_text(caption).split()) + WORDS_OF_CREDIT:
                    above.tag, caption.tag = "figure", "figcaption"
                    lines.tags[lines.places[above]], lines.tags[lines.places[caption]] = "figure", "figcaption"
                break


def _is_named_caption(name: str | None) -> bool:
    if not name or ("caption" not in (small := name.lower()) and "cutline" not in small):
        return False
    return CAPTION_NAME.search(f" {small} ") is not None


def kind_of(element: Element, tag: str, attributes: dict[str, str], names: str) -> str | None:
    """Which kind of noise an element is by its name, role or class; None for anything that may be content."""
    if tag in ELEMENTS:
        return ELEMENTS[tag]
    if tag in ("header", "footer") and attributes.get("role") not in ROLES and not _within_article(element):
        return tag
    if not attributes:
        return None
    got = attributes.get
    role = got("role", "")
    if role in ROLES and not (role == "button" and tag == "a" and got("href")):
        return ROLES[role]
    if tag == "a" and got("href", "").startswith("#") and "skip" in names + text_of(element).lower():
        return "skip link"
    name, hidden = got("class"), "hidden" in attributes
    if name and "entry" in name and _is_entry(element) and any(map(_is_entry, element.iterancestors())):
        return "another article"
    if not (name or hidden or got("id") or got("aria-label")):
        return None
    if tag not in NEVER_BY_NAME and (what := noise_name(names)):
        return what
    if hidden and not got("id") and tag not in ("details",):
        return "hidden"
    return None


def _is_entry(element: Element) -> bool:
    return ENTRY.search(element.get("class") or "") is not None


def _within_article(element: Element) -> bool:
    return any(above.tag in ("article", "main", "section", "blockquote", "figure") for above in element.iterancestors())


def remove_by_words(page: Page, scope: Element) -> None:
    """Short blocks whose own words are a widget's: "Share", "Back to all articles"."""
    for leaf in list(leaves(scope)):
        if leaf is page.headline or leaf.tag in ("img", "iframe", "hr", "video") or leaf is scope:
            continue
        if is_longer(leaf, LONGEST_NOISE * 2):
            continue
        text = text_of(leaf)
        if text and (what := noise_words(text)):
            take_out(page, leaf, what)
    for each in list(scope.iter("ul", "ol")):
        links = list(each.iter("a"))
        if len(links) > 2 and all(attribute(link, "href").startswith("#") for link in links) and _only_links(each):
            take_out(page, each, "contents")


def remove_noise_sections(page: Page, scope: Element) -> None:
    """Sections whose heading names a widget: the heading's own container, or it and what follows up to the next one."""
    for heading in list(scope.iter("h2", "h3", "h4", "h5", "h6")):
        what = noise_heading(text_of(heading))
        if what is None or heading.getparent() is None:
            continue
        container = heading
        for above in heading.iterancestors():
            if above is scope or above.tag in ("body", "main", "article") or not starts_with(above, heading):
                break
            container = above
        section = [container]
        if container is heading:
            for follower in heading.itersiblings():
                if (
                    follower.tag in HEADINGS
                    or follower.find(".//h2") is not None
                    or len(text_of(follower)) > LONGEST_BOX
                ):
                    break
                section.append(follower)
        for element in section:
            take_out(page, element, what)


def _only_links(element: Element) -> bool:
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return linked >= 0.9 * len(text_of(element)) - len(list(element.iter("a")))


def take_out(page: Page, element: Element, what: str) -> None:
    """Record an element as noise, and drop it."""
    page.note_removed(what, shown(element))
    drop(element)
