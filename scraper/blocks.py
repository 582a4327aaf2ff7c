"""The body's blocks: one frozen dataclass a type, told apart in JSON by their "type".

Every block has an `id` that stays the same at every scrape, and is kept when its words change a little.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from scraper.building import ContractError, build


@dataclass(frozen=True, kw_only=True)
class HeadingBlock:
    id: str
    type: str = "heading"
    level: int
    """2 to 6; the title is the page's only level 1."""
    text: str
    anchor: str
    """Fragment by which the heading can be linked to."""


@dataclass(frozen=True, kw_only=True)
class RichTextBlock:
    id: str
    type: str = "rich_text"
    html: str
    """Cleaned HTML: paragraphs, lists, links, bold, italic, code, superscript."""


@dataclass(frozen=True, kw_only=True)
class ImageBlock:
    id: str
    type: str = "image"
    src: str
    """Absolute http(s) address."""
    alt: str = ""
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, kw_only=True)
class TableBlock:
    id: str
    type: str = "table"
    header: list[str] = field(default_factory=list)
    """Cell texts of the header row; empty when the table has none."""
    rows: list[list[str]] = field(default_factory=list)
    """Cells as cleaned inline HTML."""
    caption: str | None = None


@dataclass(frozen=True, kw_only=True)
class QuoteBlock:
    id: str
    type: str = "quote"
    html: str
    attribution: str | None = None


@dataclass(frozen=True, kw_only=True)
class EmbedBlock:
    id: str
    type: str = "embed"
    url: str


@dataclass(frozen=True, kw_only=True)
class CallToActionBlock:
    id: str
    type: str = "call_to_action"
    text: str
    """What the call says around its link; empty when it is the link alone."""
    url: str
    label: str
    """The link's words."""


@dataclass(frozen=True, kw_only=True)
class KeyPointsBlock:
    id: str
    type: str = "key_points"
    items: list[str] = field(default_factory=list)
    """Each point as cleaned inline HTML."""


@dataclass(frozen=True, kw_only=True)
class FaqItem:
    question: str
    answer_html: str


@dataclass(frozen=True, kw_only=True)
class FaqBlock:
    id: str
    type: str = "faq"
    items: list[FaqItem] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class RolesBlock:
    """Marks where the role list stands in the body; the roles themselves are the article's."""

    id: str
    type: str = "roles"


Block = (
    HeadingBlock
    | RichTextBlock
    | ImageBlock
    | TableBlock
    | QuoteBlock
    | EmbedBlock
    | CallToActionBlock
    | KeyPointsBlock
    | FaqBlock
    | RolesBlock
)


class BlockTypes:
    """The type words of the contract and the class of each."""

    by_name: ClassVar[dict[str, type[Any]]] = {
        "heading": HeadingBlock,
        "rich_text": RichTextBlock,
        "image": ImageBlock,
        "table": TableBlock,
        "quote": QuoteBlock,
        "embed": EmbedBlock,
        "call_to_action": CallToActionBlock,
        "key_points": KeyPointsBlock,
        "faq": FaqBlock,
        "roles": RolesBlock,
    }


def block_from_dict(value: object, where: str = "block") -> Block:
    """The block of its "type"; ContractError when the type is none of the contract's."""
    if not isinstance(value, Mapping):
        raise ContractError(f"{where}: expected an object, found {type(value).__name__}")
    block_type = BlockTypes.by_name.get(str(value.get("type")))
    if block_type is None:
        raise ContractError(f"{where}.type: {value.get('type')!r} is no block type")
    block: Block = build(block_type, value, {}, where)
    return block
