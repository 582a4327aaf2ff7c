"""Cleaned HTML read as plain text with its links: where each link stands, sentence by sentence."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

TAG = re.compile(r"(<[^<>]*>)")
HREF = re.compile(r'href="([^"]*)"')
BREAKING = frozenset(["<p>", "</p>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>", "<br>"])
FOOTNOTE = re.compile(r"^\s*[\[(]?(\d{1,3}|[ivx]{1,5}|[*†‡§])[\])]?\s*$")
SENTENCE_END = re.compile(r"[.!?。！？](?:[\"”’)\]]*\s+(?=[\"“‘(\[]?[^\Wa-z_])|(?<=[。！？]))")
"""The sign that ends a sentence, and what stands between it and the next one."""
LONGEST_SENTENCE = 1500
MOST_STRETCHES = 32_768
"""Stretches of HTML of one page, which several concerns read in turn; forgotten with the page."""
ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|U\.S|U\.K|D\.C|e\.g|i\.e|vs|Dr|Mr|Mrs|Ms|St|No|Inc|Ph\.D|etc|approx|ca|Rs|z\.B))\.$"
)

ABBREVIATED = (
    "e.g.", "i.e.", "vs.", "Dr.", "Mr.", "Mrs.", "Ms.", "St.", "No.", "Inc.", "etc.", "approx.", "ca.", "Rs.",
)  # fmt: skip
"""Those of them that do not end in a capital."""


class Link(NamedTuple):
    start: int
    end: int
    url: str
    text: str
    footnote: bool = False
    """A raised number or [1]: its words are no part of the sentence. Without an address where it is no link."""


Claim = tuple[int, int, list[Link]]
"""Where a sentence starts and ends, and the links that start in it."""


class Spans:
    """A text and its links."""

    __slots__ = ("_claims", "links", "text")

    def __init__(self, *, text: str, links: tuple[Link, ...]) -> None:
        self.text, self.links = text, links
        self._claims: tuple[Claim, ...] | None = None

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Where each sentence starts and ends."""
        offset = 0
        for line in self.text.split("\n"):
            start = 0
            for match in SENTENCE_END.finditer(line):
                end = match.start() + 1
                if not _is_abbreviation(line[max(start, end - 12) : end]):
                    yield offset + start, offset + end
                    start = match.end()
            if line[start:].strip():
                yield offset + start, offset + len(line)
            offset += len(line) + 1

    def claims(self) -> tuple[Claim, ...]:
        """Each sentence with the links that start in it; one without an end is cut, so that time stays linear."""
        if self._claims is None:
            self._claims = tuple(self._read_claims())
        return self._claims

    def _read_claims(self) -> Iterator[Claim]:
        place = 0
        for first, last in self.sentences():
            for start in range(first, last, LONGEST_SENTENCE):
                end = min(start + LONGEST_SENTENCE, last)
                links: list[Link] = []
                while place < len(self.links) and self.links[place].start < end + self.links[place].footnote:
                    links.append(self.links[place])
                    place += 1
                yield start, end, links


def _is_abbreviation(ending: str) -> bool:
    """Whether a sentence does not end here; nearly every word is known for none by its last letters."""
    if not ending.endswith(".") or not (ending[-2:-1].isupper() or ending.endswith(ABBREVIATED)):
        return False
    return ABBREVIATION.search(ending) is not None


def read_spans(html: str) -> Spans:
    """The text of cleaned HTML, one line a paragraph or item, and its links; raised footnote numbers left out."""
    # A paragraph is read once, whether it is asked for with its own tags or without.
    return _read_spans(html.removeprefix("<p>").removesuffix("</p>"))


def forget_spans() -> None:
    """What was read of a page is of no use for the next one."""
    _read_spans.cache_clear()


@lru_cache(maxsize=MOST_STRETCHES)
def _read_spans(html: str) -> Spans:
    if "<" not in html:
        return Spans(text=(entities.unescape(html) if "&" in html else html).rstrip("\n"), links=())
    found: list[str] = []
    links: list[Link] = []
    length = 0
    open_link: tuple[int, str] | None = None
    raised, opened = -1, 0
    parts = iter(TAG.split(html))
    piece = next(parts)
    while True:
        if piece and "&" in piece:
            piece = entities.unescape(piece)
        if raised >= 0 and FOOTNOTE.match(piece):
            target = open_link[1] if open_link is not None else ""
            links.append(Link(start=length, end=length, url=target, text=piece.strip(), footnote=True))
            open_link = None
        elif piece:
            found.append(piece)
            length += len(piece)
        tag = next(parts, None)
        if tag is None:
            break
        piece = next(parts)
        if tag in BREAKING:
            if found and not found[-1].endswith("\n"):
                found.append("\n")
                length += 1
        elif tag == "<sup>":
            raised = length
        elif tag == "</sup>":
            raised = -1
        elif tag.startswith("<a "):
            address = HREF.search(tag)
            open_link = (length, entities.unescape(address[1])) if address else None
            opened = len(found)
        elif tag == "</a>" and open_link is not None:
            text = "".join(found[opened:])
            inside = opened and not found[opened - 1].endswith("\n")
            if inside and "#" in open_link[1] and FOOTNOTE.match(text):
                # Often glued to the word or figure before it; at a line's beginning it is the note's own number.
                del found[opened:]
                length -= len(text)
                links.append(Link(start=length, end=length, url=open_link[1], text=text.strip(), footnote=True))
            else:
                stripped = text.strip()
                start = open_link[0] + len(text) - len(text.lstrip())
                is_note = FOOTNOTE.match(stripped) is not None
                end = start + len(stripped)
                links.append(Link(start=start, end=end, url=open_link[1], text=stripped, footnote=is_note))
            open_link = None
    return Spans(text="".join(found).rstrip("\n"), links=tuple(links))


def plain(html: str) -> str:
    """The text alone, one line a paragraph or item."""
    if "<" not in html and "&" not in html and "\n" not in html:
        return html.strip()
    return "\n".join(line.strip() for line in read_spans(html).text.split("\n") if line.strip())
