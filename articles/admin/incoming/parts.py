"""Parts of an article for people: what they are called, what a side says of them, and where two sides differ."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from wagtail.admin.compare import diff_text
from wagtail.utils.text import text_from_html

from articles.models import ArticlePage
from articles.sync.identity import NAMES, RELATIONS
from articles.sync.merging.parts import MISSING, ORDER, Path, value_at

EXCERPT = 60
SHOWN = 4000
"""Characters of a side: enough to judge by; the page itself is a click away."""


def label_of(path: Path, *contents: Mapping[str, Any]) -> str:
    """ "Summary", "Role: Data analyst, text", "Paragraphs: Managers lead people…", by the first content that has it."""
    name, rest = path[0], path[1:]
    if not rest:
        return _field_label(ArticlePage, name)
    if rest[0] == ORDER:
        return _("Order of: %(parts)s") % {"parts": _relation_label(name)}
    element = next((each for content in contents if (each := value_at(content, path[:2])) is not MISSING), None)
    if name == "body":
        return _block_label(element)
    label = f"{_relation_label(name, single=True)}: {_child_name(name, rest[0], element)}"
    fields = [each for each in rest[1:] if each != ORDER]
    return f"{label}, {_field_label(_model_of(name), fields[0]).lower()}" if fields else label


def _relation_label(name: str, *, single: bool = False) -> str:
    if name not in RELATIONS:
        return _field_label(ArticlePage, name)
    meta = _model_of(name)._meta
    return capfirst(str(meta.verbose_name if single else meta.verbose_name_plural))


def _model_of(relation: str) -> Any:
    return ArticlePage._meta.get_field(relation).related_model


def _field_label(model: Any, name: str) -> str:
    try:
        field = model._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return capfirst(name.replace("_", " "))
    return capfirst(str(getattr(field, "verbose_name", name)))


def _child_name(relation: str, key: str, child: Any) -> str:
    if not isinstance(child, Mapping):
        return key
    return str(child.get("title") or child.get("text") or child.get("name") or NAMES[relation](child))


def _block_label(block: Any) -> str:
    if not isinstance(block, Mapping):
        return _("A block of the body")
    known = ArticlePage._meta.get_field("body").stream_block.child_blocks
    kind = block.get("type", "")
    label = capfirst(str(known[kind].label)) if kind in known else str(kind)
    excerpt = Truncator(" ".join(as_text(block).split())).chars(EXCERPT)
    return f"{label}: {excerpt}" if excerpt else label


def as_text(value: Any) -> str:
    """What a side says, as plain text: a line for each paragraph, field or element."""
    if value is None or value is MISSING:
        return ""
    if isinstance(value, str):
        return _from_html(value) if "<" in value else value
    if isinstance(value, Mapping):
        if "type" in value and "value" in value:
            return as_text(value["value"])
        named = ((name, as_text(each)) for name, each in value.items() if not name.endswith("_id") and name != "id")
        return "\n".join(f"{capfirst(name.replace('_', ' '))}: {text}" for name, text in named if text)
    if isinstance(value, list):
        return "\n".join(filter(None, map(as_text, value)))
    return json.dumps(value, ensure_ascii=False)


def _from_html(html: str) -> str:
    blocks = html.replace("</p>", "</p>\n").replace("</li>", "</li>\n").replace("<br/>", "\n")
    return "\n".join(filter(None, (line.strip() for line in str(text_from_html(blocks)).splitlines())))


def order_in_words(path: Path, keys: Any, content: Mapping[str, Any]) -> str:
    """The elements of an order, a line each."""
    lines = [label_of((*path[:-1], key), content) for key in keys or []]
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def marked(before: str, after: str) -> str:
    """`after` as HTML, with what is new and what is gone against `before` marked word by word."""
    return str(diff_text(before[:SHOWN], after[:SHOWN]).to_html())
