"""Images with alt, caption and credit kept apart; videos and other embeds by their address."""

from __future__ import annotations

import re

from scraper.parsing.addresses import absolute
from scraper.parsing.pieces import Piece
from scraper.parsing.quotes import quote_piece
from scraper.parsing.soup import Tag, attribute, tags_in, words_of
from scraper.parsing.tables import table_piece

SOURCES = ("data-src", "data-lazy-src", "data-original", "src")
"""Lazy loaders keep the picture elsewhere, and a dot in src."""
CREDIT_NAME = re.compile(r"(?:^|[\s_-])(credit|credits|copyright|attribution|photographer|source)(?:$|[\s_-])", re.I)
CREDIT_WORDS = re.compile(
    r"(?:^|(?<=[.!?)\s]))\(?((?:photo(?:graph)?s?|images?|illustrations?|pictures?|credits?|foto|bild|source)"
    r"(?:\s+(?:credit|by|courtesy of|from|via|von|de))?\s*(?::|(?<=by|of|om|ia)\s)\s*[^.]{2,80}"
    r"|©\s*[^.]{2,80})\)?\.?\s*$",
    re.IGNORECASE,
)


def image_piece(tag: Tag, base: str, caption: Tag | None = None) -> Piece | None:
    """The image of an img or picture element; None when it has no address that may be loaded."""
    image = tag if tag.name == "img" else tag.find("img")
    if image is None:
        return None
    if attribute(image, "width") in ("0", "1") or attribute(image, "height") in ("0", "1"):
        return None
    src = next((found for name in SOURCES if (found := _loadable(attribute(image, name), base))), None)
    src = src or _loadable(_largest(attribute(image, "srcset") or attribute(image, "data-srcset")), base)
    if src is None:
        return None
    words, credit = _caption(caption)
    alt = attribute(image, "alt")
    return Piece(kind="image", text=alt, content={"src": src, "alt": alt, "caption": words, "credit": credit})


def _loadable(address: str, base: str) -> str | None:
    found = absolute(address, base) if address else None
    return found if found and found.startswith("http") else None


def _largest(srcset: str) -> str:
    """The last candidate of a srcset, by custom the largest."""
    return srcset.split(",")[-1].strip().split(" ")[0] if srcset else ""


def _caption(tag: Tag | None) -> tuple[str | None, str | None]:
    """Caption and credit; the credit by its element's name, else by its words at the end."""
    if tag is None:
        return None, None
    credit = next((each for each in tags_in(tag) if CREDIT_NAME.search(attribute(each, "class"))), None)
    credit_words: str | None = None
    if credit is not None:
        credit_words = words_of(credit) or None
        credit.extract()
    words = words_of(tag)
    if credit_words is None and (match := CREDIT_WORDS.search(words)):
        credit_words = match[1].strip()
        words = words[: match.start()].strip()
    return words or None, credit_words


def figure_pieces(tag: Tag, base: str) -> list[Piece] | None:
    """What a figure element holds, with its caption; None when it holds only text."""
    if tag.find("figure") is not None:
        return None
    caption = tag.find("figcaption")
    if (table := tag.find("table")) is not None:
        return [table_piece(table, base, words_of(caption) if caption else None)]
    if (quote := tag.find("blockquote")) is not None:
        return [quote_piece(quote, base, words_of(caption) if caption else None)]
    if (frame := tag.find("iframe")) is not None:
        embed = embed_piece(frame, base)
        return [embed] if embed else []
    images = tag.find_all("img")
    if not images:
        return None
    pieces = [image_piece(each, base, caption if each is images[-1] else None) for each in images]
    return [each for each in pieces if each]


def embed_piece(tag: Tag, base: str) -> Piece | None:
    """An iframe's address; None for counters and for what cannot be loaded."""
    hidden = "display:none" in attribute(tag, "style").replace(" ", "") or attribute(tag, "width") in ("0", "1")
    address = _loadable(attribute(tag, "src") or attribute(tag, "data-src"), base)
    return None if hidden or address is None else Piece(kind="embed", content={"url": address})


def video_piece(tag: Tag, base: str) -> Piece | None:
    source = tag.find("source")
    address = attribute(tag, "src") or (attribute(source, "src") if source is not None else "")
    found = _loadable(address, base)
    return Piece(kind="embed", content={"url": found}) if found else None
