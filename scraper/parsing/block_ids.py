"""Stable block ids: the same block gets the same id at every scrape, wherever it stands.

An id is a name-based UUID of the block's type, the first eight of its words without case and punctuation, and a
number that tells repeats apart, in page order. So it survives moves, insertions and changes after the eighth word;
a change within the first eight makes it a new block.
"""

from __future__ import annotations

import uuid
from collections import Counter

from scraper.parsing.words import bare

NAMESPACE = uuid.UUID("8d7ad0f2-52ab-5c54-9a2e-1a64b8a9c1f0")
SKETCH_WORDS = 8


class BlockIds:
    """The ids of one article, given out in page order."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()

    def give(self, block_type: str, words: str) -> str:
        """The next block's id by its type and words."""
        sketch = " ".join(bare(words).split()[:SKETCH_WORDS])
        self._seen[block_type, sketch] += 1
        return str(uuid.uuid5(NAMESPACE, f"{block_type}\n{sketch}\n{self._seen[block_type, sketch]}"))
