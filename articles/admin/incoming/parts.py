"""Parts of an article for people: what they are called, what a side says of them, and where two sides differ."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.compare import diff_text
from wagtail.blocks import BaseStructBlock, Block, ListBlock
from wagtail.utils.text import text_from_html

from articles.models import ArticlePage
from articles.sync.identity import NAMES
from articles.sync.merging.parts import MISSING, ORDER, Path, value_at

ELEMENTS = {
    "authors": (gettext_lazy("Author"), gettext_lazy("Authors")),
    "roles": (gettext_lazy("Role"), gettext_lazy("Roles")),
    "figures": (gettext_lazy("Figure"), gettext_lazy("Figures")),
    "citations": (gettext_lazy("Citation"), gettext_lazy("Citations")),
    "programs": (gettext_lazy("Program"), gettext_lazy("Programs")),
    "related": (gettext_lazy("Related article"), gettext_lazy("Related articles")),
}
"""What an element of each relation is called here; on its model's own screens it is "article role" and the like."""
EXCERPT = 60
BESIDE = 40
"""Characters on either side of a change, to know it by."""
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
        return _block_label(element) + "".join(f", {each}" for each in _inside_block(path, contents, element))
    label = f"{_relation_label(name, single=True)}: {_child_name(name, rest[0], element)}"
    fields = [each for each in rest[1:] if each != ORDER]
    return f"{label}, {_field_label(_model_of(name), fields[0]).lower()}" if fields else label


def _relation_label(name: str, *, single: bool = False) -> str:
    if name not in ELEMENTS:
        return _field_label(ArticlePage, name)
    return str(ELEMENTS[name][0 if single else 1])


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
    said = block["value"].get("text", "") if _is_heading(block) else as_text(block)
    excerpt = Truncator(" ".join(said.split())).chars(EXCERPT)
    return f"{label}: {excerpt}" if excerpt else label


def _inside_block(path: Path, contents: Collection[Mapping[str, Any]], block: Any) -> list[str]:
    """Where in the block, from its outside in: ["items 2", "answer"]. Empty for all of it, and for its one value."""
    known = ArticlePage._meta.get_field("body").stream_block.child_blocks
    kinds = [block["type"]] if isinstance(block, Mapping) and block.get("type") in known else list(known)
    labels = dict(each for kind in kinds for each in _labels(known[kind]))
    said: list[str] = []
    for place, name in enumerate(path[2:], start=2):
        if name in labels:
            said.append(labels[name].lower())
        elif said and name == ORDER:
            said.append(_("order"))
        elif said and (number := _number(path[:place], name, contents)):
            said[-1] = f"{said[-1]} {number}"
    return said


def _labels(block: Block) -> Iterator[tuple[str, str]]:
    """Of the fields within a block the names and what they are called."""
    if isinstance(block, ListBlock):
        yield from _labels(block.child_block)
    elif isinstance(block, BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield name, str(child.label)
            yield from _labels(child)


def _number(path: Path, key: str, contents: Collection[Mapping[str, Any]]) -> int | None:
    """Which of its list an item is, counted from 1, in the first content that has it."""
    orders = [order for each in contents if isinstance(order := value_at(each, (*path, ORDER)), list)]
    return next((order.index(key) + 1 for order in orders if key in order), None)


def as_text(value: Any) -> str:
    """What a side says, as plain text: a line for each paragraph, field or element."""
    if value is None or value is MISSING:
        return ""
    if isinstance(value, str):
        return _from_html(value) if "<" in value else value
    if isinstance(value, Mapping):
        if _is_heading(value):
            return _heading_in_words(value["value"])
        if "type" in value and "value" in value:
            return as_text(value["value"])
        named = ((name, as_text(each)) for name, each in value.items() if not name.endswith("_id") and name != "id")
        return "\n".join(f"{capfirst(name.replace('_', ' '))}: {text}" for name, text in named if text)
    if isinstance(value, list):
        return "\n".join(filter(None, map(as_text, value)))
    return json.dumps(value, ensure_ascii=False)


def _is_heading(block: Mapping[str, Any]) -> bool:
    return block.get("type") == "heading" and isinstance(block.get("value"), Mapping)


def _heading_in_words(value: Mapping[str, Any]) -> str:
    """ "Is it worth it? (level 2, #worth-it)"."""
    level = _("level %(level)s") % {"level": value.get("level", "")}
    anchor = f"#{value['anchor']}" if value.get("anchor") else ""
    return f"{value.get('text', '')} ({', '.join(filter(None, [level, anchor]))})"


def _from_html(html: str) -> str:
    blocks = html.replace("</p>", "</p>\n").replace("</li>", "</li>\n").replace("<br/>", "\n")
    return "\n".join(filter(None, (line.strip() for line in str(text_from_html(blocks)).splitlines())))


def order_in_words(path: Path, keys: Any, content: Mapping[str, Any]) -> str:
    """The elements of an order, a line each."""
    lines = [label_of((*path[:-1], key), content) for key in keys or []]
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def around_change(before: str, after: str, size: int) -> tuple[str, str]:
    """Both texts from shortly before they first differ to shortly after they last do, each of about `size` at most."""
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    begin = max(0, start - BESIDE)
    if begin:
        begin = before.rfind(" ", 0, begin) + 1
    return _cut(before, begin, end, size), _cut(after, begin, end, size)


def _shared(one: str, other: str) -> int:
    """With how many characters alike both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(text: str, begin: int, end: int, size: int) -> str:
    """The text without its beginning and, but for a few words, without so many characters at its end."""
    last = min(len(text) - end + BESIDE, begin + size)
    if last < len(text):
        last = max(text.rfind(" ", 0, last), begin)
    return ("…" if begin else "") + text[begin:last] + ("…" if last < len(text) else "")


def marked(before: str, after: str) -> str:
    """`after` as HTML, with what is new and what is gone against `before` marked word by word."""
    return str(diff_text(before[:SHOWN], after[:SHOWN]).to_html())
