"""What a browser sends when the article editor's form is submitted as it was opened."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text

from articles.models import ArticlePage


def submitted_form(html: str, article: ArticlePage) -> dict[str, Any]:
    """The fields of the page's HTML, and the body, whose fields the browser makes of JSON.

    A list where a name has several values: the test client sends the last value only of a QueryDict.
    """
    data = querydict_from_html(html, form_id="page-edit-form")
    data.update(nested_form_data({"body": _block_data(article.body.stream_block, article.body)}))
    return dict(data.lists())


def _block_data(block: blocks.Block, value: Any) -> Any:
    if isinstance(block, blocks.StreamBlock):
        return _sequence([(child.block, child.value, child.id, child.block_type) for child in value])
    if isinstance(block, blocks.ListBlock):
        return _sequence([(block.child_block, child.value, child.id, "item") for child in value.bound_blocks])
    if isinstance(block, blocks.StructBlock):
        return {name: _block_data(child, value[name]) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.RichTextBlock):
        return rich_text(value.source, features=block.features)
    return "" if value is None else str(getattr(value, "pk", value))


def _sequence(children: list[tuple[blocks.Block, Any, str | None, str]]) -> dict[str, Any]:
    rows = {
        str(order): {
            "type": kind,
            "value": _block_data(block, value),
            "id": key or "",
            "order": str(order),
            "deleted": "",
        }
        for order, (block, value, key, kind) in enumerate(children)
    }
    return {"count": str(len(children)), **rows}
