"""What scripts and links within the page hide: headings that are none by name, folded answers, back links."""

from __future__ import annotations

import re

from scraper.parsing.page import Page
from scraper.parsing.tree import HEADINGS, Element, drop, text_of

CALLED_HEADINGS = frozenset({"div", "span", "p"})
BACK = re.compile(
    r"[\W_]*(?:back(?: to (?:the )?text)?|return|zurück|retour|volver|voltar|[↩↑⤴⏎^]\W*)[\W_]*", re.IGNORECASE
)
ANCHOR = re.compile(r"[#¶§🔗⚓\ufe0f]+")
"""The sign by which a heading offers its own address."""
FEWEST_ANSWERED = 20
"""Characters of an answer; less is a menu or a label."""


def settle(page: Page) -> None:
    """Say in the tree's own terms what the page says by attributes."""
    folding: list[Element] = []
    links: list[Element] = []
    for element in page.root.iter():
        attributes = element.keys()
        if "href" in attributes and element.tag == "a" and (element.get("href") or "").startswith("#"):
            links.append(element)
        if "role" in attributes and element.get("role") == "heading" and element.tag in CALLED_HEADINGS:
            level = element.get("aria-level") or "2"
            element.tag = f"h{level}" if level in "123456" else "h2"
        elif "aria-controls" in attributes and (element.tag == "button" or element.get("role") == "button"):
            folding.append(element)
    named = (
        {name: element for element in reversed(list(page.root.iter())) if (name := element.get("id"))}
        if folding
        else {}
    )
    for button in folding:
        if (answer := named.get(button.get("aria-controls") or "")) is not None:
            _unfold(button, answer)
    for link in links:
        text = text_of(link)
        if text and BACK.fullmatch(text):
            page.note_removed("back link", text)
            drop(link)
        elif text and ANCHOR.fullmatch(text):
            drop(link)


def _unfold(button: Element, answer: Element) -> None:
    """A button that folds an answer is its question; a heading around it stays the heading."""
    if len(text_of(answer)) < FEWEST_ANSWERED:
        return
    within = any(above.tag in HEADINGS for above in button.iterancestors())
    if not within and not text_of(button).endswith(("?", "？", "؟")):
        return
    button.tag = "span" if within else "h4"
    for name in ("role", "type", "aria-controls", "aria-expanded"):
        button.attrib.pop(name, "")
    answer.attrib.pop("hidden", "")
    answer.attrib.pop("aria-hidden", "")
