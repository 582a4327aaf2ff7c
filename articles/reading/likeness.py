"""How alike two articles are: by the terms that both have, and by the words of their titles and summaries.

Pure: for the suggestions that an editor gets, and for what a reader is led to.
"""

from __future__ import annotations

import re

WEIGHTS = {"roles": 3.0, "topics": 2.0, "areas_of_study": 1.0}
"""Of one shared term; the fewer articles have terms of a kind, the more it says."""
WORDS_WEIGHT = 10.0
"""Of two articles whose title and summary have all words in common."""
WORD = re.compile(r"\w{4,}")
COMMON = frozenset({"about", "from", "have", "into", "more", "most", "that", "their", "what", "when", "with", "your"})
"""Words that any two articles have in common."""


def words_of(title: str, summary: str) -> set[str]:
    return set(WORD.findall(f"{title} {summary}".lower())) - COMMON


def likeness(by_terms: float, one: set[str], other: set[str]) -> float:
    """`by_terms` is the weight of all that they share; the words decide between those that share as much."""
    return by_terms + WORDS_WEIGHT * (len(one & other) / len(one | other) if one and other else 0.0)
