"""Words of a page: white space folded, unprintable characters gone, compared without case and punctuation."""

from __future__ import annotations

import re
import unicodedata

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters and lone surrogates: neither XML nor UTF-8 nor PostgreSQL takes them."""
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphen, zero-width space, word joiner, byte order mark: they only break comparisons."""
WORD = re.compile(r"[\w%$€£₹]+")
CONTROLS = bytes(each for each in range(128) if UNPRINTABLE.match(chr(each)))
NONCHARACTERS = ("\ufffe", "\uffff")
BARE = bytes(ord(chr(each).lower()) if each < 128 and WORD.match(chr(each)) else ord(" ") for each in range(256))
"""What each character of an ASCII text is in its bare form."""
TYPOGRAPHIC = "’“”‘–—…\u00a0"
"""What an English text has beside ASCII; no word holds any of it."""


def scrub(text: str) -> str:
    """The text without characters that cannot be stored."""
    return text if text.isprintable() else UNPRINTABLE.sub("", text)


def scrub_page(text: str) -> tuple[str, bytes]:
    """The same for a whole page, where an expression would cost as much as the parse; and the page in UTF-8."""
    try:
        given = text.encode("utf-8")
    except UnicodeEncodeError:  # lone surrogates
        given = b"\x00"
    # Byte by byte where that is fastest, and character by character where it is not.
    if any(map(given.__contains__, CONTROLS)) or any(map(text.__contains__, NONCHARACTERS)):
        text = scrub(text)
        given = text.encode("utf-8")
    return text, given


def is_folded(text: str) -> bool:
    """Whether a text is a line as it should be: of all that is printable the space alone is white."""
    return text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " "


def squash(text: str) -> str:
    """One line: storable characters, each run of white space one space.

    >>> squash("  Career\\n Advancement\\u200b ")
    'Career Advancement'
    """
    line = text if is_folded(text) else " ".join(text.split())
    if line is text or line.isprintable():
        return line
    return " ".join(INVISIBLE.sub("", UNPRINTABLE.sub("", line)).split())


def bare(text: str) -> str:
    """The words alone, for comparisons: no case, no punctuation, compatible forms folded.

    >>> bare("What’s “new”?")
    'what s new'
    """
    return " ".join(bare_words(text))


def bare_words(text: str) -> list[str]:
    """The same one by one."""
    if not text.isascii():
        for mark in TYPOGRAPHIC:
            text = text.replace(mark, " ")
    if text.isascii():
        return text.encode("ascii").translate(BARE).decode("ascii").split()
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def from_slug(slug: str) -> str:
    """A slug in words: "career-advancement" is "Career Advancement"."""
    small = {"of", "in", "and", "for", "the", "a", "an", "to", "with"}
    words = re.sub(r"[-_+]+", " ", slug).split()
    return " ".join(
        word if number and word in small else word[:1].upper() + word[1:] for number, word in enumerate(words)
    )
