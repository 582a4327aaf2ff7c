"""Quotations, and who said them."""

from __future__ import annotations

import re

from scraper.parsing.clean import clean_blocks
from scraper.parsing.pieces import Piece
from scraper.parsing.soup import Tag, words_of
from scraper.parsing.spans import plain

DASHED = re.compile(r"(?:<p>|<br>|^)\s*(?:[—–―]|--)\s*((?:(?!</?p>|<br>).)+?)\s*(?:</p>)?\s*$", re.DOTALL)
MARKED = ("footer", "cite")


def quote_piece(tag: Tag, base: str, caption: str | None = None) -> Piece:
    """A blockquote; its attribution is a cite or footer, a caption, or a last line after a dash."""
    attribution = caption
    for name in MARKED:
        marked = tag.find(name)
        if marked is not None and (words := words_of(marked)):
            attribution = attribution or words
            marked.extract()
            break
    html = clean_blocks(tag, base)
    if attribution is None and (match := DASHED.search(html)):
        attribution = plain(match[1])
        html = html[: match.start()].rstrip()
        html = html if html.endswith(("</p>", "</ul>", "</ol>")) or not html else f"{html}</p>"
    attribution = attribution.lstrip("—–―- ").strip() or None if attribution else None
    return Piece(kind="quote", text=plain(html), content={"html": html, "attribution": attribution})
