"""The table of contents, and how long the reading takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.reading.body import ArrangedBody
from articles.reading.roles import RoleCard

DEEPEST = 3
"""Heading level down to which a section stands in the outline."""
WORDS_A_MINUTE = 230
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, kw_only=True)
class Section:
    level: int
    text: str
    anchor: str


def outline_of(body: ArrangedBody, cards: Sequence[RoleCard]) -> tuple[Section, ...]:
    """The headings in order, and the roles where they stand."""
    sections: list[Section] = []
    for part in body.parts:
        if part.heading and part.heading.level <= DEEPEST:
            text = str(part.block.value["text"])
            sections.append(Section(level=part.heading.level, text=text, anchor=part.heading.anchor))
        elif part.block.block_type == "roles":
            sections += _of_roles(cards)
    return tuple(sections)


def _of_roles(cards: Iterable[RoleCard]) -> list[Section]:
    return [Section(level=DEEPEST, text=card.title, anchor=card.anchor) for card in cards]


def minutes_to_read(texts: Iterable[str]) -> int:
    words = sum(len((TAG.sub(" ", text) if "<" in text else text).split()) for text in texts)
    return max(1, round(words / WORDS_A_MINUTE))
