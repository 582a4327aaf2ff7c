"""Where rich text stands in an article's content: one function to change it all, one to read it all. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from articles.sync.body import Raw
from scraper import blocks as contract
from scraper.items import ScrapedArticle

Change = Callable[[str], str]


def change_body(body: Sequence[Raw], change: Change) -> list[Raw]:
    """The stream data with every rich text changed; what has none stays the very same."""
    return [{**block, "value": _changed(block["type"], block["value"], change)} for block in body]


def change_roles(roles: Sequence[Mapping[str, Any]], change: Change) -> list[dict[str, Any]]:
    return [{**role, "html": change(role.get("html") or "")} for role in roles]


def texts_of_article(article: ScrapedArticle) -> Iterator[str]:
    """Every rich text of the article's record."""
    if article.editors_note:
        yield article.editors_note.html
    for role in article.roles:
        yield role.html
    for block in article.blocks:
        match block:
            case contract.RichTextBlock(html=html) | contract.QuoteBlock(html=html):
                yield html
            case contract.TableBlock(rows=rows):
                for row in rows:
                    yield from row
            case contract.KeyPointsBlock(items=points):
                yield from points
            case contract.FaqBlock(items=questions):
                for each in questions:
                    yield each.answer_html


def texts_of_content(content: Mapping[str, Any]) -> list[str]:
    """Every rich text of a page's content."""
    found: list[str] = [content.get("editors_note") or ""]

    def note(html: str) -> str:
        found.append(html)
        return html

    change_roles(content.get("roles") or [], note)
    change_body(content.get("body") or [], note)
    return found


def _changed(kind: str, value: Any, change: Change) -> Any:
    match kind:
        case "rich_text":
            return change(value or "")
        case "quote":
            return {**value, "html": change(value.get("html") or "")}
        case "key_points":
            return {**value, "items": _items(value.get("items"), change)}
        case "faq":
            return {**value, "items": _items(value.get("items"), lambda item: _answer(item, change))}
        case "table":
            return {**value, "rows": _items(value.get("rows"), lambda row: _items(row, change))}
    return value


def _answer(item: Raw, change: Change) -> Raw:
    return {**item, "answer_html": change(item.get("answer_html") or "")}


def _items(items: Any, change: Callable[[Any], Any]) -> list[Any]:
    """List items, each in the form that has an id; in the older form they are bare values."""
    return [
        {**item, "value": change(item["value"] or "")} if _has_id(item) else change(item or "") for item in items or []
    ]


def _has_id(item: Any) -> bool:
    return isinstance(item, Mapping) and item.get("type") == "item" and "value" in item
