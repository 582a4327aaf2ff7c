"""Headings of the body: levels that never skip, anchors that never repeat, and where the roles stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from articles.addresses import web_address

# Ids that the page's templates and `articles.reading` give to their own parts.
PAGE_IDS = re.compile(
    r"content|contents-title|roles|key-facts|citations|programs|related|alike|editors-note|site-q|tray-title"
    r"|(role|citation)-\d+|cited-\d+-\d+"
)
_LIST_LEVEL = 3  # the roles follow the body under a heading of level 2 where the body has no place for them
DEEPEST_LEVEL = 6


@dataclass(frozen=True, kw_only=True)
class Heading:
    level: int
    anchor: str


@dataclass(frozen=True, kw_only=True)
class BodyPart:
    block: Any
    heading: Heading | None = None
    """Only of a heading block."""
    is_first: bool = False
    """Whether it opens the body."""


@dataclass(frozen=True, kw_only=True)
class ArrangedBody:
    parts: tuple[BodyPart, ...]
    heading_texts: frozenset[str]
    has_roles: bool
    role_level: int
    """Of a heading right under the heading before the roles' place."""


def arrange_body(blocks: Iterable[Any]) -> ArrangedBody:
    outline, anchors = _Outline(), _Anchors()
    parts: list[BodyPart] = []
    texts: set[str] = set()
    role_level: int | None = None
    for block in blocks:
        if block.block_type == "heading":
            level = outline.place(int(block.value["level"]))
            texts.add(plain(block.value["text"]))
            anchor = anchors.take(block.value["anchor"] or slugify(block.value["text"]))
            parts.append(BodyPart(block=block, heading=Heading(level=level, anchor=anchor)))
            continue
        if block.block_type == "roles":
            role_level = min(outline.depth + 1, DEEPEST_LEVEL)
        parts.append(BodyPart(block=block, is_first=not parts))
    return ArrangedBody(
        parts=tuple(parts),
        heading_texts=frozenset(texts),
        has_roles=role_level is not None,
        role_level=_LIST_LEVEL if role_level is None else role_level,
    )


def first_picture(parts: Iterable[BodyPart]) -> str:
    for part in parts:
        if part.block.block_type == "image":
            image, source = part.block.value.get("image"), web_address(part.block.value.get("src") or "")
            if image or source:
                return str(image.file.url) if image else source
    return ""


def plain(heading: str) -> str:
    """A heading's words for comparison."""
    return " ".join(heading.casefold().split())


class _Outline:
    """Turns the levels a page uses (2, 4, 4, 2) into levels without gaps (2, 3, 3, 2). The title is level 1."""

    def __init__(self) -> None:
        self._open: list[int] = []

    @property
    def depth(self) -> int:
        return 1 + len(self._open)

    def place(self, level: int) -> int:
        while self._open and self._open[-1] >= level:
            self._open.pop()
        self._open.append(level)
        return min(self.depth, DEEPEST_LEVEL)


class _Anchors:
    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        # White space in an id makes it unreachable; an empty one is no id.
        wanted = "-".join(wanted.split()) or "section"
        anchor, number = wanted, 2
        while anchor in self._taken or PAGE_IDS.fullmatch(anchor):
            anchor, number = f"{wanted}-{number}", number + 1
        self._taken.add(anchor)
        return anchor
