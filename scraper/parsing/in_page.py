"""What scripts and links within the page hide: headings that are none by name, folded answers, back links."""

from __future__ import annotations

import re
from itertools import islice

from scraper.parsing.page import Page
from scraper.parsing.tree import HEADINGS, Element, drop, is_longer, text_of

CALLED_HEADINGS = frozenset({"div", "span", "p"})
BACK = re.compile(
    r"[\W_]*(?:back(?: to (?:the )?text)?|return|zurück|retour|volver|voltar|[↩↑⤴⏎^]\W*)[\W_]*", re.IGNORECASE
)
ANCHOR = re.compile(r"[#¶§🔗⚓\ufe0f]+")
"""The sign by which a heading offers its own address."""
FEWEST_ANSWERED = 20
"""Characters of an answer; less is a menu or a label."""
HIGHEST_LABEL = 3
MOST_PARTS = 2
"""Elements up from a button that may still hold its words alone, and the parts of each: a sign beside the words."""
WIDEST = 20
"""How many times longer the source of a label may be, white space and all, to be looked at closely."""


def settle(page: Page) -> None:
    """Say in the tree's own terms what the page says by attributes."""
    folding: list[Element] = []
    links: list[Element] = []
    for element, attributes in page.held.items():
        tag = element.tag
        if tag == "button":
            folding.append(element)
        elif attributes:
            if tag == "a" and attributes.get("href", "").startswith("#"):
                links.append(element)
            if "role" not in attributes:
                continue
            if attributes["role"] == "button":
                folding.append(element)
            elif attributes["role"] == "heading" and tag in CALLED_HEADINGS:
                level = attributes.get("aria-level") or "2"
                element.tag = f"h{level}" if level in "123456" else "h2"
    named = _by_id(page) if any(page.held[button].get("aria-controls") for button in folding) else {}
    for button in folding:
        _unfold(button, named, page)
    for link in links:
        text = text_of(link) if link.tag == "a" else ""
        if text and BACK.fullmatch(text):
            page.note_removed("back link", text)
            drop(link)
        elif text and ANCHOR.fullmatch(text):
            drop(link)


def _by_id(page: Page) -> dict[str, Element]:
    """The first element of each id."""
    return {name: element for element, held in reversed(page.held.items()) if (name := held.get("id"))}


def _unfold(button: Element, named: dict[str, Element], page: Page) -> None:
    """A button that folds an answer is its question; a heading around it, or one that is the button, stays."""
    words = text_of(button)
    heading = next((each for each in (button, *button.iterancestors()) if each.tag in HEADINGS), None)
    if not (words.endswith(("?", "？", "؟")) if heading is None else words and words == text_of(heading)):
        return
    label = _alone_in(button, words)
    answer = named.get(button.get("aria-controls") or "")
    answer = label.getnext() if answer is None else answer
    if answer is None or answer.tag in HEADINGS or len(text_of(answer)) < FEWEST_ANSWERED:
        return
    if button is not heading:
        button.tag = "span" if heading is not None else "h4"
    for name in ("role", "type", "aria-controls", "aria-expanded"):
        _forget(page, button, name)
    _forget(page, answer, "hidden")
    _forget(page, answer, "aria-hidden")


def _forget(page: Page, element: Element, name: str) -> None:
    element.attrib.pop(name, "")
    page.held[element].pop(name, "")


def _alone_in(button: Element, words: str) -> Element:
    """The highest element near a button that holds nothing but its words."""
    label = button
    for above in islice(button.iterancestors(), HIGHEST_LABEL):
        if next(islice(above, MOST_PARTS, None), None) is not None:
            break
        if is_longer(above, WIDEST * len(words)) or text_of(above) != words:
            break
        label = above
    return label
