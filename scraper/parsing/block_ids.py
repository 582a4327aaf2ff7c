"""Stable block ids: the same block gets the same id at every scrape, wherever it stands.

At parse time an id is a name-based UUID of the block's type, the longest of its first words and a number that tells
repeats apart, in page order. Long words are rare, and words with digits are left out, because salaries, years and
ordinals are what changes most: so an id survives moves, insertions and most small changes.

No id made of a block alone survives every change. Where the last record is known, `keep_ids` carries its ids over to
the blocks that are most like its own.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from dataclasses import is_dataclass, replace
from typing import Any

from scraper.blocks import Block
from scraper.building import names_of
from scraper.parsing.spans import plain
from scraper.parsing.words import bare, bare_words

NAMESPACE = uuid.UUID("8d7ad0f2-52ab-5c54-9a2e-1a64b8a9c1f0")
DIGIT = re.compile("[0-9]")
SKETCH_WORDS = 3
LOOKED_AT = 60
"""Words from the block's beginning: what is added after them makes no new block."""
LONGEST_SKETCHED = 1000
"""Characters in which so many words stand, and of a text whose script parts no words."""
LIKELY_ENOUGH = 500
"""Characters in which so many words and one more stand in most texts."""
ENOUGH_ALIKE = 0.5
"""Share of words that a block has in common with what it was."""
ALIKE_IN_PLACE = 0.2
"""The same for one that still stands between the same two neighbours."""
MOST_COMPARED = 300
"""Changed blocks of one type, so that a page of ten thousand costs no hundred million comparisons."""
SAID_ELSEWHERE = frozenset({"id", "type", "anchor", "level"})


class BlockIds:
    """The ids of one article, given out in page order."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()

    def give(self, block_type: str, words: str) -> str:
        """The next block's id by its type and words."""
        sketch = _sketch(words)
        self._seen[block_type, sketch] += 1
        return named_uuid(NAMESPACE, f"{block_type}\n{sketch}\n{self._seen[block_type, sketch]}")


def named_uuid(namespace: uuid.UUID, name: str) -> str:
    """What `str(uuid.uuid5(namespace, name))` is, without its checks, at a quarter of the price."""
    digest = bytearray(hashlib.sha1(namespace.bytes + name.encode("utf-8"), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    number = digest.hex()
    return f"{number[:8]}-{number[8:12]}-{number[12:16]}-{number[16:20]}-{number[20:]}"


def _sketch(words: str) -> str:
    looked_at = bare_words(words[:LIKELY_ENOUGH])
    if len(looked_at) <= LOOKED_AT and len(words) > LIKELY_ENOUGH:
        looked_at = bare_words(words[:LONGEST_SKETCHED])
    looked_at = looked_at[:LOOKED_AT]
    known = list(dict.fromkeys(looked_at))
    if not words.isascii() or DIGIT.search(words):
        known = [word for word in known if word.isalpha() or not any(map(str.isdigit, word))] or looked_at
    if len(known) > SKETCH_WORDS:
        shortest = sorted(map(len, known))[-SKETCH_WORDS]
        known = [word for word in known if len(word) >= shortest]
    # The longest first, those of one length by the alphabet: the second order keeps the first one where all is equal.
    known.sort()
    known.sort(key=len, reverse=True)
    return " ".join(known[:SKETCH_WORDS])


def keep_ids(previous: Sequence[Block], current: Sequence[Block]) -> list[Block]:
    """The current blocks, each with the id that it had in the previous record; what is new keeps its own."""
    pairs = _Pairs(previous, current)
    pairs.take_equal()
    pairs.take_alike()
    pairs.take_in_place()
    used = {each.id for each in previous}
    kept: list[Block] = []
    for place, block in enumerate(current):
        known = pairs.found.get(place)
        wanted = previous[known].id if known is not None else _free(block.id, used)
        used.add(wanted)
        kept.append(block if wanted == block.id else replace(block, id=wanted))
    return kept


def _free(wanted: str, used: set[str]) -> str:
    """The block's own id, unless another one had it."""
    number, free = 1, wanted
    while free in used:
        number += 1
        free = named_uuid(NAMESPACE, f"{wanted}\n{number}")
    return free


class _Pairs:
    """Which current block was which previous one, by their places."""

    def __init__(self, previous: Sequence[Block], current: Sequence[Block]) -> None:
        self.previous, self.current = previous, current
        self.words: tuple[dict[int, Counter[str]], dict[int, Counter[str]]] = {}, {}
        self.found: dict[int, int] = {}
        self._taken: set[int] = set()

    def take_equal(self) -> None:
        """Blocks that say the same, the first with the first."""
        known: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place in range(len(self.previous) - 1, -1, -1):
            known[self.previous[place].type, _said(self.previous[place])].append(place)
        for place, block in enumerate(self.current):
            if places := known[block.type, _said(block)]:
                self._take(place, places.pop())

    def take_alike(self) -> None:
        """Then the most alike of each type; of equals the one whose id or place did not change."""
        scored: list[tuple[float, bool, int, int, int]] = []
        for block_type in {block.type for block in self.current}:
            olds = self._left(self.previous, self._taken, block_type)
            for new in self._left(self.current, self.found, block_type):
                for old in olds:
                    alike = self._likeness(old, new)
                    if alike >= ENOUGH_ALIKE:
                        same = self.previous[old].id == self.current[new].id
                        scored.append((-alike, not same, abs(old - new), new, old))
        for _alike, _same, _way, new, old in sorted(scored):
            self._take(new, old)

    def take_in_place(self) -> None:
        """Last those that stand between the same neighbours as before and kept some of their words."""
        for new, block in enumerate(self.current):
            before = self.found.get(new - 1, -1 if new == 0 else None)
            after = self.found.get(new + 1, len(self.previous) if new == len(self.current) - 1 else None)
            if new in self.found or before is None or after != before + 2:
                continue
            old = before + 1
            if self.previous[old].type == block.type and self._likeness(old, new) >= ALIKE_IN_PLACE:
                self._take(new, old)

    def _take(self, new: int, old: int) -> None:
        if new not in self.found and old not in self._taken:
            self.found[new] = old
            self._taken.add(old)

    def _left(self, blocks: Sequence[Block], taken: Container[int], block_type: str) -> list[int]:
        left = [place for place, block in enumerate(blocks) if block.type == block_type and place not in taken]
        return left[:MOST_COMPARED]

    def _likeness(self, old: int, new: int) -> float:
        one = self._words_at(self.words[0], self.previous, old)
        other = self._words_at(self.words[1], self.current, new)
        total = one.total() + other.total()
        return 2 * (one & other).total() / total if total else 1.0

    @staticmethod
    def _words_at(counted: dict[int, Counter[str]], blocks: Sequence[Block], place: int) -> Counter[str]:
        """Counted when asked for: most blocks say what they said before, and need no comparing."""
        if place not in counted:
            counted[place] = _words(blocks[place])
        return counted[place]


def _said(block: Block) -> str:
    """All words and addresses of a block, one string."""
    names = names_of(type(block))  # type: ignore[arg-type]  # a class is hashable
    return "\n".join(_texts([getattr(block, name) for name in names if name not in SAID_ELSEWHERE]))


def _words(block: Block) -> Counter[str]:
    return Counter(bare(plain(_said(block))).split())


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    if is_dataclass(value):
        names = names_of(type(value))  # type: ignore[arg-type]  # a class is hashable
        return _texts([getattr(value, name) for name in names])
    return []
