"""What is no part of the article: named by element, by role, by class words or by its own words; all of it recorded."""

from __future__ import annotations

from scraper.parsing.noise_words import HEADINGS_OF_NOISE, LONGEST_NOISE, NAMES, noise_words
from scraper.parsing.page import Page
from scraper.parsing.selecting import select
from scraper.parsing.tree import HEADINGS, Element, attribute, drop, leaves, names_of, starts_with, text_of

SILENT = (
    "script",
    "style",
    "template",
    "link",
    "meta",
    "noscript",
    "svg",
    "canvas",
    "object",
    "embed",
    "applet",
    "base",
)
"""Elements without words for a reader."""
ELEMENTS = {
    "nav": "navigation",
    "form": "form",
    "dialog": "dialog",
    "button": "button",
    "select": "form",
    "input": "form",
}
ROLES = {
    "navigation": "navigation", "search": "form", "dialog": "dialog", "alertdialog": "dialog", "banner": "header",
    "contentinfo": "footer", "button": "button", "menu": "navigation", "menubar": "navigation", "tooltip": "tooltip",
}  # fmt: skip
LONGEST_BOX = 600
"""Characters of a widget's paragraph."""
MOST_OF_TEXT = 0.4
"""An element with more of the page's words than this is not taken for noise by its class."""


def remove_silent(page: Page) -> None:
    """Scripts, styles and the like, which hold no words."""
    for element in list(page.body.iter(*SILENT)):
        drop(element)


def remove_noise(page: Page) -> None:
    """Every element that is no part of the article, from the outermost in."""
    for selector in page.profile.noise:
        for element in select(page.body, selector):
            _remove(page, element, "profile")
    keep = set(page.headline.iterancestors()) if page.headline is not None else set()
    whole = max(1, sum(len(piece) for piece in page.body.itertext()))
    gone: set[Element] = set()
    for element in list(page.body.iter()):
        parent = element.getparent()
        if parent in gone:
            gone.add(element)
            continue
        if element in keep or element is page.headline or element is page.body:
            continue
        what = kind_of(element)
        if what and sum(len(piece) for piece in element.itertext()) <= MOST_OF_TEXT * whole:
            gone.add(element)
            _remove(page, element, what)


def kind_of(element: Element) -> str | None:
    """Which kind of noise an element is by its name, role or class; None for anything that may be content."""
    tag = element.tag
    if tag in ELEMENTS:
        return ELEMENTS[tag]
    got = element.get
    if (role := got("role")) in ROLES:
        return ROLES[role]
    if tag in ("header", "footer") and not _within_article(element):
        return str(tag)
    if tag == "a" and (got("href") or "").startswith("#") and "skip" in names_of(element) + text_of(element).lower():
        return "skip link"
    if not (got("class") or got("id") or got("aria-label") or got("hidden") is not None):
        return None
    if tag not in (
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "body",
        "html",
        "main",
        "article",
        "b",
        "i",
        "strong",
        "em",
    ):
        names = names_of(element)
        for what, pattern in NAMES:
            if pattern.search(names):
                return what
    if got("hidden") is not None and not got("id") and tag not in ("details",):
        return "hidden"
    return None


def _within_article(element: Element) -> bool:
    return any(above.tag in ("article", "main", "section", "blockquote", "figure") for above in element.iterancestors())


def remove_by_words(page: Page, scope: Element) -> None:
    """Short blocks whose own words are a widget's: "Share", "Back to all articles"."""
    for leaf in list(leaves(scope)):
        if leaf is page.headline or leaf.tag in ("img", "iframe", "hr", "video") or leaf is scope:
            continue
        if sum(len(piece) for piece in leaf.itertext()) > LONGEST_NOISE * 2:
            continue
        text = text_of(leaf)
        if text and (what := noise_words(text)):
            _remove(page, leaf, what)
    for each in list(scope.iter("ul", "ol")):
        links = [attribute(link, "href") for link in each.iter("a")]
        if len(links) > 2 and all(link.startswith("#") for link in links) and _only_links(each):
            _remove(page, each, "contents")


def remove_noise_sections(page: Page, scope: Element) -> None:
    """Sections whose heading names a widget: the heading's own container, or it and what follows up to the next one."""
    for heading in list(scope.iter("h2", "h3", "h4", "h5", "h6")):
        text = text_of(heading)
        what = next((what for what, pattern in HEADINGS_OF_NOISE if pattern.fullmatch(text.rstrip(":"))), None)
        parent = heading.getparent()
        if what is None or parent is None or len(text) > LONGEST_NOISE:
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
            _remove(page, element, what)


def _only_links(element: Element) -> bool:
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return linked >= 0.9 * len(text_of(element)) - len(list(element.iter("a")))


def remove_outside(page: Page, scope: Element) -> None:
    """Record what stands around the article, and take out of it what stands before its headline but a lead image."""
    path = {scope, *scope.iterancestors()}
    for above in [each for each in path if each is not scope]:
        for child in list(above):
            if child not in path and child.tag != "head":
                _remove(page, child, _place(child))
    if page.headline is None:
        return
    above_headline = set(page.headline.iterancestors())
    for element in list(scope.iter()):
        if element is page.headline:
            break
        if element in above_headline or element.getparent() not in above_headline or element is scope:
            continue
        if element.tag in ("figure", "img", "picture") and element.find(".//a") is None and not _within_link(element):
            continue
        _remove(page, element, "before the title")


def _within_link(element: Element) -> bool:
    return any(above.tag == "a" for above in element.iterancestors())


def _place(element: Element) -> str:
    text = text_of(element)
    return noise_words(text) or {"aside": "sidebar", "header": "header", "footer": "footer"}.get(element.tag, "outside")


def _remove(page: Page, element: Element, what: str) -> None:
    page.note_removed(what, text_of(element))
    drop(element)
