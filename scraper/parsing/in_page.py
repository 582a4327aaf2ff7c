"""What scripts and links within the page hide: headings that are none by name, folded answers, back links."""

from __future__ import annotations

import re

from lxml import etree

from scraper.parsing.page import Page
from scraper.parsing.tree import HEADINGS, Element, drop, text_of

CALLED_HEADINGS = etree.XPath("//*[@role='heading'][self::div or self::span or self::p]")
FOLDING = etree.XPath("//*[self::button or @role='button'][@aria-controls]")
LINKS_WITHIN = etree.XPath("//a[starts-with(@href, '#')]")
BACK = re.compile(
    r"[\W_]*(?:back(?: to (?:the )?text)?|return|zurück|retour|volver|voltar|[↩↑⤴⏎^]\W*)[\W_]*", re.IGNORECASE
)
ANCHOR = re.compile(r"[#¶§🔗⚓\ufe0f]+")
"""The sign by which a heading offers its own address."""
FEWEST_ANSWERED = 20
"""Characters of an answer; less is a menu or a label."""


def settle(page: Page) -> None:
    """Say in the tree's own terms what the page says by attributes."""
    for heading in _found(CALLED_HEADINGS, page.root):
        level = heading.get("aria-level") or "2"
        heading.tag = f"h{level}" if level in "123456" else "h2"
    for button in _found(FOLDING, page.root):
        _unfold(button, page)
    for link in _found(LINKS_WITHIN, page.root):
        text = text_of(link)
        if text and BACK.fullmatch(text):
            page.note_removed("back link", text)
            drop(link)
        elif text and ANCHOR.fullmatch(text):
            drop(link)


def _unfold(button: Element, page: Page) -> None:
    """A button that folds an answer is its question; a heading around it stays the heading."""
    answers = page.root.xpath("//*[@id=$name]", name=button.get("aria-controls") or "")
    answer = answers[0] if isinstance(answers, list) and answers else None
    if not isinstance(answer, etree._Element) or len(text_of(answer)) < FEWEST_ANSWERED:
        return
    within = any(above.tag in HEADINGS for above in button.iterancestors())
    if not within and not text_of(button).endswith(("?", "？", "؟")):
        return
    button.tag = "span" if within else "h4"
    for name in ("role", "type", "aria-controls", "aria-expanded"):
        button.attrib.pop(name, "")
    answer.attrib.pop("hidden", "")
    answer.attrib.pop("aria-hidden", "")


def _found(path: etree.XPath, root: Element) -> list[Element]:
    found = path(root)
    return [each for each in found if isinstance(each, etree._Element)] if isinstance(found, list) else []
