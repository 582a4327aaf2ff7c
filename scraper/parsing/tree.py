"""The page as one lxml tree, and the few things every concern does with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from scraper.errors import ParseError
from scraper.parsing.words import scrub, squash

Element = etree._Element

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "iframe",
        "img",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "picture",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "video",
    ]
)
"""Elements that stand on lines of their own."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WHITE = re.compile(r"[\t\r\n\f]+|^ +| +$")
LOOKS_LIKE_TAG = re.compile(r"<[a-zA-Z!/][^<>]*>")


def parse_tree(html: str) -> Element:
    """The page's root; ParseError "is no HTML" when it has no tag at all."""
    if not LOOKS_LIKE_TAG.search(html):
        raise ParseError("is no HTML")
    # Bytes, because lxml refuses a str that declares an encoding; huge_tree, because deep nesting is cut off at 256.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(html.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError("is no HTML") from error
    if root is None:
        raise ParseError("is no HTML")
    return root


def attribute(element: Element, name: str) -> str:
    """An attribute's words; "" where it is not there."""
    return squash(element.get(name) or "")


def names_of(element: Element) -> str:
    """Class, id and what an element says of itself for assistive technology, for rules that look at names."""
    got = element.get
    return f"{got('class') or ''} {got('id') or ''} {got('aria-label') or ''} {got('data-component') or ''}".lower()


def text_of(element: Element) -> str:
    """The words inside, a space between blocks, so that neighbours do not grow together."""
    found: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        breaking = node.tag in BLOCKS or node.tag == "br"
        if breaking:
            found.append(" ")
        if event == "start":
            found.append(node.text or "")
        elif node is not element:
            found.append(node.tail or "")
    return squash("".join(found))


def drop(element: Element) -> None:
    """Take an element out of its tree and leave what stands after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def leaves(root: Element) -> Iterator[Element]:
    """The block elements that hold no other block, in page order."""
    for element in root.iter():
        if element.tag in BLOCKS and not any(child.tag in BLOCKS for child in element.iterdescendants()):
            yield element


def has_words(element: Element) -> bool:
    return any(str(piece).strip() for piece in element.itertext())


def starts_with(container: Element, element: Element) -> bool:
    """Whether nothing is printed in the container before the element."""
    node: Element | None = element
    while node is not None and node is not container:
        before = node.getprevious()
        while before is not None:
            if (before.tail or "").strip() or has_words(before):
                return False
            before = before.getprevious()
        node = node.getparent()
        if node is not None and (node.text or "").strip():
            return False
    return node is container


def level_of(element: Element) -> int:
    """1 to 6 for a heading, 0 for anything else."""
    return int(element.tag[1]) if element.tag in HEADINGS else 0


def link_of(element: Element) -> str:
    """The first link's target within or around the element; "" where there is none."""
    for link in element.iter("a"):
        if link.get("href"):
            return attribute(link, "href")
    for above in element.iterancestors("a"):
        return attribute(above, "href")
    return ""


def clean_region(element: Element) -> str:
    """The element as HTML text that can be stored.

    Serialising escapes the tab in "java\tscript:", after which it would pass for a relative address: it goes first.
    """
    for link in element.iter("a", "img", "iframe"):
        for name in ("href", "src"):
            if (value := link.get(name)) and WHITE.search(value):
                link.set(name, WHITE.sub("", value))
    return scrub(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
