"""The contract's blocks as StreamField data: the same types and names, with ids that stay the same at every sync.

Wagtail's comparison and the merge tell blocks apart by id, so every block and every list item gets an id that is
derived from the contract's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from articles.sync.rich_text import inline_text, rich_text
from articles.sync.shorten import one_line
from scraper import blocks as contract
from scraper.parsing.block_ids import named_uuid

# Names the family of ids; changing it would make every block of every page a new one.
BLOCK_NAMESPACE = uuid5(NAMESPACE_URL, "gleaner:block")
Raw = dict[str, Any]


def stream_data(blocks: Iterable[contract.Block]) -> list[Raw]:
    """The blocks as the StreamField keeps them."""
    seen: Counter[str] = Counter()
    data = []
    for block in blocks:
        seen[block.id] += 1
        name = block.id if seen[block.id] == 1 else f"{block.id}#{seen[block.id]}"
        data.append({"type": block.type, "value": _value(block, name), "id": stable_id(name)})
    return data


def stable_id(name: str) -> str:
    return named_uuid(BLOCK_NAMESPACE, name)


def _value(block: contract.Block, name: str) -> Any:
    match block:
        case contract.HeadingBlock():
            return {"level": str(block.level), "text": one_line(block.text), "anchor": one_line(block.anchor)}
        case contract.RichTextBlock():
            return rich_text(block.html)
        case contract.ImageBlock():
            return {
                "image": None,
                "src": block.src,
                "alt": one_line(block.alt),
                "caption": one_line(block.caption),
                "credit": one_line(block.credit),
            }
        case contract.TableBlock():
            return _table(block, name)
        case contract.QuoteBlock():
            return {"html": rich_text(block.html), "attribution": one_line(block.attribution)}
        case contract.EmbedBlock():
            return {"url": block.url}
        case contract.CallToActionBlock():
            return {"text": one_line(block.text), "url": block.url, "label": one_line(block.label)}
        case contract.KeyPointsBlock():
            return {"items": _items(f"{name}/item", [inline_text(item) for item in block.items])}
        case contract.FaqBlock():
            return {"items": _faq(block, name)}
        case contract.RolesBlock():
            return None


def _table(block: contract.TableBlock, name: str) -> Raw:
    # A row is told by its first cell: a row put in between leaves the others what they are.
    keys = [row[0] if row else "" for row in block.rows]
    rows = [
        _items(f"{name}/cell/{key}", [inline_text(cell) for cell in row])
        for key, row in zip(_distinct(keys), block.rows, strict=True)
    ]
    return {
        "caption": one_line(block.caption),
        "header": _items(f"{name}/header", [one_line(cell) for cell in block.header]),
        "rows": _keyed(f"{name}/row", keys, rows),
    }


def _faq(block: contract.FaqBlock, name: str) -> list[Raw]:
    values = [{"question": one_line(item.question), "answer_html": rich_text(item.answer_html)} for item in block.items]
    return _keyed(f"{name}/question", [item.question for item in block.items], values)


def _items(name: str, values: list[Any]) -> list[Raw]:
    """List items told by their place."""
    return _keyed(name, [str(place) for place in range(len(values))], values)


def _keyed(name: str, keys: list[str], values: list[Any]) -> list[Raw]:
    """List items told by a key of their own."""
    return [
        {"type": "item", "value": value, "id": stable_id(f"{name}/{key}")}
        for key, value in zip(_distinct(keys), values, strict=True)
    ]


def _distinct(keys: list[str]) -> list[str]:
    """The keys with every repetition numbered."""
    seen: Counter[str] = Counter()
    distinct = []
    for key in keys:
        seen[key] += 1
        distinct.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return distinct
