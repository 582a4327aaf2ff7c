"""Words of one meaning sought in a text in lower case, many alternatives at nearly the price of one.

A pattern that opens with a word boundary, or that minds no case, is tried in full at every character. Here the
alternatives are sorted by their first letter, so that the expression passes over every other letter in one step.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

LETTER_FIRST = re.compile(r"(?!\\)\w(?![?*{])")
"""An alternative of which the first letter is known."""
CHOICE = re.compile(r"\(\?:([^()]*)\)(?![?*+{])(.*)")
WHOLE_STEM = re.compile(r"\\w[+*](\w+)")
"""An ending of longer words, such as a compound's; only where it stands in the text is the text looked at closely."""


class Words:
    """Alternatives between word boundaries, and others anywhere, for languages that part no words by spaces."""

    __slots__ = ("_endings", "_sorted", "_whole")

    def __init__(self, alternatives: str, anywhere: str = "") -> None:
        by_letter, self._endings = _by_letter(alternatives)
        branches = [rf"{letter}(?<!\w.)(?:{'|'.join(rests)})\b" for letter, rests in by_letter.items()]
        self._sorted = re.compile("|".join([*branches, *([anywhere] if anywhere else [])]))
        self._whole = re.compile(rf"\b(?:{alternatives})\b" + (f"|{anywhere}" if anywhere else ""))

    def finditer(self, lowered: str) -> Iterator[re.Match[str]]:
        """Every place, in order."""
        return self._fitting(lowered).finditer(lowered)

    def spans(self, lowered: str) -> list[tuple[int, int]]:
        """Where each starts and ends."""
        return [match.span() for match in self._fitting(lowered).finditer(lowered)]

    def search(self, lowered: str) -> re.Match[str] | None:
        """The first of them."""
        return self._fitting(lowered).search(lowered)

    def _fitting(self, lowered: str) -> re.Pattern[str]:
        for ending in self._endings:
            if ending in lowered:
                return self._whole
        return self._sorted


class WordKinds:
    """Words of several meanings sought at once; no word has two of them."""

    __slots__ = ("_endings", "_groups", "_sorted", "_whole", "kinds")

    def __init__(self, kinds: dict[str, tuple[str, str]]) -> None:
        """Each meaning's alternatives between word boundaries, and those anywhere."""
        branches: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
        endings: list[str] = []
        for kind, (alternatives, _) in kinds.items():
            by_letter, ends = _by_letter(alternatives)
            endings += ends
            for letter, rests in by_letter.items():
                branches[letter].append((kind, rests))
        expressions: list[str] = []
        self._groups = [""]
        for letter, of_kinds in branches.items():
            groups = "|".join(f"({'|'.join(rests)})" for _, rests in of_kinds)
            expressions.append(rf"{letter}(?<!\w.)(?:{groups})\b")
            self._groups += [kind for kind, _ in of_kinds]
        # The group stands behind the letters that it tells of: an alternative that opens with one is tried in full
        # at every character, and with it all the others.
        for kind, (_, anywhere) in kinds.items():
            for each in _split(anywhere) if anywhere else ():
                expressions.append(f"{each}()")
                self._groups.append(kind)
        self.kinds = tuple(kinds)
        self._sorted = re.compile("|".join(expressions))
        self._endings = tuple(endings)
        self._whole = {kind: Words(*forms) for kind, forms in kinds.items()}

    def places(self, lowered: str) -> dict[str, list[tuple[int, int]]]:
        """Meaning to where each of its words starts and ends."""
        for ending in self._endings:
            if ending in lowered:
                return {kind: spans for kind, words in self._whole.items() if (spans := words.spans(lowered))}
        found: dict[str, list[tuple[int, int]]] = {}
        for match in self._sorted.finditer(lowered):
            found.setdefault(self._groups[match.lastindex or 0], []).append(match.span())
        return found


def grouped(alternatives: str) -> str:
    """The same alternatives, those that begin alike together: else each of them is looked at wherever any may begin.

    For expressions of which it does not matter which alternative is met.
    """
    by_letter: dict[str, list[str]] = defaultdict(list)
    others: list[str] = []
    for each in _opened(alternatives):
        if LETTER_FIRST.match(each):
            by_letter[each[0]].append(each[1:])
        else:
            others.append(each)
    return "|".join([*(f"{letter}(?:{'|'.join(rests)})" for letter, rests in by_letter.items()), *others])


def led_by(words: str, rest: str) -> str:
    """An expression that finds any of these whole words and the rest behind it, in lower case, as cheaply."""
    return "|".join(rf"{word[0]}(?<!\w.){word[1:]}{rest}" for word in words.split("|"))


def lowered(text: str) -> str:
    """The text in lower case, every character in its place: the one letter that becomes two is written as one."""
    return text.lower() if text.isascii() else text.replace("İ", "i").lower()


def _by_letter(alternatives: str) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """First letter to what may follow it, and the endings of longer words."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    endings: list[str] = []
    for each in _opened(alternatives):
        if stem := WHOLE_STEM.match(each):
            endings.append(stem[1])
        elif LETTER_FIRST.match(each):
            by_letter[each[0]].append(each[1:])
        else:
            raise ValueError(f"the first letter of {each!r} is not told")
    return by_letter, tuple(endings)


def _opened(alternatives: str) -> Iterator[str]:
    """The alternatives one by one, a choice at the beginning of one resolved into several."""
    for each in _split(alternatives):
        if choice := CHOICE.fullmatch(each):
            yield from (f"{begin}{choice[2]}" for begin in choice[1].split("|"))
        else:
            yield each


def _split(alternatives: str) -> Iterator[str]:
    depth, current = 0, ""
    for letter in alternatives:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            yield current
            current = ""
        else:
            current += letter
    yield current
