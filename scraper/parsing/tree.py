"""The page as one lxml tree, and the few things every concern does with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import cast

from lxml import etree

from scraper.errors import ParseError
from scraper.parsing.crowded import without_crowded_tags
from scraper.parsing.words import squash

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
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
"""Elements that are part of a line."""
BREAKING = BLOCKS | {"br"}
ANY_TAG = re.compile(r"</?([^\s/>]+)[^>]*>")
"""Tags as lxml writes them as XML: no bare ">" within."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TEXTS = etree.XPath(".//text()", smart_strings=False)
LOOKS_LIKE_TAG = re.compile(r"<[a-zA-Z!/][^<>]*>")


def parse_tree(html: str, encoded: bytes | None = None) -> Element:
    """The page's root; ParseError "is no HTML" when it has no tag at all. `encoded` is the page in UTF-8, if known."""
    if not LOOKS_LIKE_TAG.search(html):
        raise ParseError("is no HTML")
    # Bytes, because lxml refuses a str that declares an encoding; huge_tree, because deep nesting is cut off at 256.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    try:
        root = etree.fromstring(without_crowded_tags(encoded or html.encode("utf-8")), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError("is no HTML") from error
    if root is None:
        raise ParseError("is no HTML")
    return root


def attribute(element: Element, name: str) -> str:
    """An attribute's words; "" where it is not there."""
    value = element.get(name)
    if not value or (" " not in value and value.isprintable()):  # as most are, which need no folding
        return value or ""
    return squash(value)


def raw_text(element: Element) -> str:
    """The text inside as it stands in the source; by far the fastest way to it."""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def text_of(element: Element) -> str:
    """The words inside, a space between blocks, so that neighbours do not grow together."""
    if not len(element):
        return squash(element.text or "")
    inside = element.iter()
    next(inside)
    for node in inside:
        if node.tag in BREAKING:
            break
    else:
        return squash(raw_text(element))
    parts = ANY_TAG.split(etree.tostring(element, method="xml", encoding="unicode", with_tail=False))
    # Texts and names of tags take turns: a block's tag is a space, any other one nothing.
    parts[1::2] = [" " if name in BREAKING else "" for name in parts[1::2]]
    return squash(unescape("".join(parts)))


def shown(element: Element) -> str:
    """The words inside for the record of what was removed: the links of a menu stand apart by style alone."""
    if not len(element):
        return squash(element.text or "")
    return squash(" ".join(cast("list[str]", TEXTS(element))))


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
    blocks = list(root.iter(*BLOCKS))
    holding: set[Element] = set()
    for element in blocks:
        above = element.getparent() if element is not root else None
        while above is not None and above not in holding:
            holding.add(above)
            above = above.getparent() if above is not root else None
    return (element for element in blocks if element not in holding)


def is_longer(element: Element, limit: int) -> bool:
    """Whether the text inside is longer than so many characters."""
    own = len(element.text or "")
    return own > limit or (len(element) > 0 and len(raw_text(element)) > limit)


def has_words(element: Element) -> bool:
    return bool(raw_text(element).strip())


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
