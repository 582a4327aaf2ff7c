"""The elements of a sitemap or feed, one after the other: however large and broken it is, little is kept of it.

A document of fifty megabytes can hold twelve million elements, which as a tree take more than a gigabyte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

MOST_ELEMENTS = 1_000_000
"""Twenty for each address that the sitemap protocol allows: languages, images, times."""
LONGEST_GAP = 2 * 1024 * 1024
"""Bytes in which no element ends, for what is in between is kept: text, attributes, declarations."""
PIECE = 64 * 1024
"""Bytes that are parsed at a time."""
CDATA = b"<![CDATA["
CDATA_END = b"]]>"
LONE_AMPERSAND = re.compile(rb"&(?!#?\w{1,40};)")

CUT_OFF = "it breaks off, or its end is broken"
TOO_MANY = f"it has more than {MOST_ELEMENTS:,} elements, and was read so far"
TOO_LONG = f"it has {LONGEST_GAP // 1024 // 1024} MB without an element in them, and was read so far"


class Elements:
    """The elements of a document whose outermost one has one of these names; of any other there are none.

    Each comes once it has ended and is emptied afterwards, in the order of their ends. Entities and other files are
    left alone, what is broken is passed over. What ends only because the document does is not among them.
    """

    def __init__(self, body: bytes, roots: frozenset[str]) -> None:
        self.body = body
        self.roots = roots
        self.root = ""
        """The name of the outermost element, once one has come; empty where it is none of those wanted."""
        self.unread = CUT_OFF
        """Why these are not all, a sentence for a person; empty once they are."""

    def __iter__(self) -> Iterator[etree._Element]:
        parser = etree.XMLPullParser(
            events=("end",),
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        ended = gap = 0
        for piece in _pieces(self.body):
            parser.feed(piece)
            gap += len(piece)
            for _, element in cast("Iterator[tuple[str, etree._Element]]", parser.read_events()):
                ended, gap = ended + 1, 0
                if not self.root and not self._begins(element):
                    return
                yield element
                if element.getparent() is None and self._is_whole(element, parser):
                    self.unread = ""
                _forget(element)
            if ended > MOST_ELEMENTS or gap > LONGEST_GAP:
                self.unread = TOO_LONG if gap else TOO_MANY
                return

    def _begins(self, element: etree._Element) -> bool:
        root = name_of(element.getroottree().getroot())
        self.root = root if root in self.roots else ""
        return bool(self.root)

    def _is_whole(self, root: etree._Element, parser: etree.XMLPullParser) -> bool:
        """Whether the outermost element's end is the document's: a broken part may have ended it before."""
        tag = f"{root.prefix}:{self.root}" if root.prefix else str(root.tag).rpartition("}")[2]
        return not parser.feed_error_log or self.body.rstrip().endswith(f"</{tag}>".encode())


def name_of(element: etree._Element | None) -> str:
    """The name without its namespace, or without a prefix that was never declared; empty for no element."""
    return "" if element is None else str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _pieces(body: bytes) -> Iterator[bytes]:
    """The document bit by bit, each ampersand that begins no entity written as one.

    Addresses are full of them, and the parser would wait for the semicolon until the document ends.
    """
    at = 0
    one_byte_a_sign = b"\0" not in body[:4]
    while at < len(body):
        if body.startswith(CDATA, at):
            end = body.find(CDATA_END, at) + len(CDATA_END)
            end = end if end >= len(CDATA_END) else len(body)
            yield body[at:end]
        else:
            section = body.find(CDATA, at, at + PIECE)
            end = section if section > 0 else body.rfind(b">", at, at + PIECE) + 1 or at + PIECE
            piece = body[at:end]
            yield LONE_AMPERSAND.sub(b"&amp;", piece) if one_byte_a_sign else piece
        at = end


def _forget(element: etree._Element) -> None:
    """Drop what is in the element and before it. Itself it has to stay: the parser goes on behind it."""
    element.clear(keep_tail=True)  # type: ignore[call-arg] # which its stubs do not know
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
