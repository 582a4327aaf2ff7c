"""What stands around the running text: recorded, and taken out of the tree."""

from __future__ import annotations

from scraper.parsing.noise import take_out
from scraper.parsing.noise_words import LONGEST_NOISE, noise_words
from scraper.parsing.page import Page
from scraper.parsing.tree import Element, raw_text, text_of
from scraper.parsing.words import squash


def remove_outside(page: Page, scope: Element) -> None:
    """Record what stands around the running text, and take it out of the tree: all but the headline and lead images."""
    region = scope if page.region is None else page.region
    headline = page.headline
    path = [region, *region.iterancestors()]
    to_headline = [headline, *headline.iterancestors()] if headline is not None else []
    over = to_headline if page.opens_text else []
    before = {each for step in over for each in step.itersiblings(preceding=True)}
    kept = {*path, *to_headline}
    around, within = {*path[1:]}, {scope, *scope.iterancestors()}
    for above in dict.fromkeys([*reversed(path), *reversed(to_headline[1:])]):
        in_region = above not in around and region in to_headline
        if above is region and not in_region:
            continue
        for child in list(above):
            if child in kept or child.tag == "head" or (in_region and child not in before):
                continue
            if (in_region or above is scope or above not in within) and _is_lead_image(child):
                continue
            place = "before the title" if child in before and (in_region or above is scope) else _place(child)
            take_out(page, child, place)
        if not in_region:
            _remove_loose(page, above)


def _remove_loose(page: Page, element: Element) -> None:
    """Words that stand in the element itself, between its children."""
    page.note_removed("outside", squash(" ".join([element.text or "", *(each.tail or "" for each in element)])))
    element.text = None
    for each in element:
        each.tail = None


def _is_lead_image(element: Element) -> bool:
    return element.tag in ("figure", "img", "picture") and element.find(".//a") is None and not _within_link(element)


def _within_link(element: Element) -> bool:
    return any(above.tag == "a" for above in element.iterancestors())


def _place(element: Element) -> str:
    raw = raw_text(element)
    # More words than that many characters can hold need no counting: most of what stands around a text is long.
    is_short = len(raw.split(None, LONGEST_NOISE // 2)) <= LONGEST_NOISE // 2 and len(squash(raw)) <= LONGEST_NOISE
    words = noise_words(text_of(element)) if is_short else None
    return words or {"aside": "sidebar", "header": "header", "footer": "footer"}.get(element.tag, "outside")
