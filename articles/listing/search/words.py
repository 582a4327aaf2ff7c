"""What a reader typed into the search field, as words: whatever it is, no engine can stumble over it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MOST = 12
_PIECE = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_WORD = re.compile(r"[^\W_]+")
Phrase = tuple[str, ...]
"""Words that stand side by side; mostly one alone. "bachelor's" is two of them."""


@dataclass(frozen=True, kw_only=True)
class Words:
    phrases: tuple[Phrase, ...]
    """All of them must be found."""
    without: tuple[Phrase, ...] = ()
    """None of them may be found."""
    is_open: bool = False
    """Whether the last phrase may go on: the reader may still be typing its last word."""

    def __bool__(self) -> bool:
        return bool(self.phrases)

    @property
    def each(self) -> tuple[str, ...]:
        return tuple(word for phrase in self.phrases for word in phrase)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """The word whose end is open, if there is one."""
        return self.each[-1:] if self.is_open else ()


def words_of(text: str) -> Words:
    """Words in quotes stand side by side, a minus excludes; all else separates. The last word's end is open."""
    wanted: list[Phrase] = []
    without: list[Phrase] = []
    is_open = False
    for minus, quoted, plain in _PIECE.findall(unicodedata.normalize("NFC", text))[:MOST]:
        phrase = split(quoted or plain)
        if phrase and minus:
            without.append(phrase)
        elif phrase:
            wanted.append(phrase)
            is_open = not quoted and not text.endswith((".", "!", "?"))
    if not wanted:  # nothing can be found by what it lacks alone
        wanted, without = without, []
    return Words(phrases=tuple(wanted), without=tuple(without), is_open=is_open)


def split(text: str) -> Phrase:
    return tuple(_WORD.findall(text))


def fold(word: str) -> str:
    """The word as the engines compare it: without case and accents."""
    if word.isascii():  # most are, and thousands are compared
        return word.casefold()
    plain = unicodedata.normalize("NFKD", word)
    return "".join(each for each in plain if not unicodedata.combining(each)).casefold()
