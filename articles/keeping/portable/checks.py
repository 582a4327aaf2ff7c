"""Whether a line of a page can be taken in, field by field: the first that cannot is named with its place."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from wagtail.blocks import Block, ListBlock, RichTextBlock, StructBlock
from wagtail.fields import RichTextField

from articles.keeping.portable.lines import BadLine, Line
from articles.keeping.portable.markup import check_markup
from articles.keeping.portable.pages import COLUMNS, MOMENTS, OF_AN_INDEX, OF_EVERY_PAGE
from articles.models import ArticleIndexPage, ArticlePage
from articles.sync.content import CHILD_FIELDS, FIELDS, FOREIGN_KEYS
from articles.sync.merging.parts import TERMS

OF_A_PAGE = ("address", "live", "locked", "private", *MOMENTS, "content", "draft")
RESTRICTIONS = ("login", "groups", "password")


def check_article(line: Line) -> None:
    _check_page(line, ArticlePage, _check_article_content)


def check_index(line: Line) -> None:
    _check_page(line, ArticleIndexPage, _check_index_content)


def _check_page(line: Line, model: type[models.Model], check: Any) -> None:
    _check_names(line, OF_A_PAGE, "")
    address = line["address"]
    if not isinstance(address, str) or not address.startswith("/") or not address.endswith("/"):
        raise BadLine("address: expected an address between slashes")
    for name in ("live", "locked", *MOMENTS):
        _check_value(model, name, line[name], name)
    _check_private(line["private"])
    check(line["content"], "content")
    if line["draft"] is not None:
        check(line["draft"], "draft")


def _check_private(value: Any) -> None:
    if value is None:
        return
    if not isinstance(value, dict) or value.get("type") not in RESTRICTIONS:
        raise BadLine(f"private: expected null, or a type that is one of {', '.join(RESTRICTIONS)}")
    groups = value.get("groups")
    if not isinstance(groups, list) or not all(isinstance(each, str) for each in groups):
        raise BadLine("private.groups: expected a list of names")


def _check_index_content(content: Any, place: str) -> None:
    _check_names(content, OF_AN_INDEX, place)
    for name in OF_AN_INDEX:
        _check_value(ArticleIndexPage, name, content[name], f"{place}.{name}")


def _check_article_content(content: Any, place: str) -> None:
    _check_names(content, (*OF_EVERY_PAGE, *FIELDS, *TERMS, *CHILD_FIELDS, "body"), place)
    for name in (*OF_EVERY_PAGE, *FIELDS):
        _check_value(ArticlePage, name, content[name], f"{place}.{name}")
    for name in TERMS:
        if not isinstance(content[name], list) or not all(isinstance(each, str) for each in content[name]):
            raise BadLine(f"{place}.{name}: expected a list of slugs")
    for relation, columns in CHILD_FIELDS.items():
        if not isinstance(content[relation], list):
            raise BadLine(f"{place}.{relation}: expected a list")
        for number, child in enumerate(content[relation]):
            _check_child(relation, columns, child, f"{place}.{relation}[{number}]")
    _check_body(content["body"], f"{place}.body")


def _check_child(relation: str, columns: tuple[str, ...], child: Any, place: str) -> None:
    leading = COLUMNS.get(relation)
    names = {column: FOREIGN_KEYS[column] if column == leading else column for column in columns}
    _check_names(child, tuple(names.values()), place)
    model = getattr(ArticlePage, relation).rel.related_model
    for column, name in names.items():
        if column != leading:
            _check_value(model, column, child[name], f"{place}.{name}")
        elif child[name] is not None and not isinstance(child[name], str):
            raise BadLine(f"{place}.{name}: expected a name, found {type(child[name]).__name__}")


def _check_body(body: Any, place: str) -> None:
    if not isinstance(body, list):
        raise BadLine(f"{place}: expected a list")
    stream: Any = ArticlePage._meta.get_field("body")
    blocks = stream.stream_block
    for number, block in enumerate(body):
        if not isinstance(block, dict) or not isinstance(block.get("id"), str) or "value" not in block:
            raise BadLine(f"{place}[{number}]: expected a block with id, type and value")
        if block.get("type") not in blocks.child_blocks:
            raise BadLine(f"{place}[{number}].type: there is no block {block.get('type')!r}")
        _check_block(blocks.child_blocks[block["type"]], block["value"], f"{place}[{number}].value")


def _check_block(block: Block, value: Any, place: str) -> None:
    """By its form: Wagtail takes what has another one for something, and breaks where it is shown."""
    if isinstance(block, StructBlock):
        if not isinstance(value, dict):
            raise BadLine(f"{place}: expected an object, found {type(value).__name__}")
        for name, each in value.items():
            if name not in block.child_blocks:
                raise BadLine(f"{place}.{name}: there is no such field")
            _check_block(block.child_blocks[name], each, f"{place}.{name}")
    elif isinstance(block, ListBlock):
        if not isinstance(value, list):
            raise BadLine(f"{place}: expected a list, found {type(value).__name__}")
        for number, each in enumerate(value):
            has_id = isinstance(each, dict) and each.get("type") == "item" and "value" in each
            _check_block(block.child_block, each["value"] if has_id else each, f"{place}[{number}]")
    elif value is not None and not isinstance(value, str):
        raise BadLine(f"{place}: expected a text, found {type(value).__name__}")
    elif value and isinstance(block, RichTextBlock):
        check_markup(value, place)


def _check_names(value: Any, names: tuple[str, ...], place: str) -> None:
    if not isinstance(value, dict):
        raise BadLine(f"{place or 'line'}: expected an object, found {type(value).__name__}")
    before = f"{place}." if place else ""
    if missing := [name for name in names if name not in value]:
        raise BadLine(f"{before}{missing[0]}: missing")
    if unknown := sorted(value.keys() - set(names)):
        raise BadLine(f"{before}{unknown[0]}: there is no such field")


def _check_value(model: type[models.Model], name: str, value: Any, place: str) -> None:
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        raise BadLine(f"{place}: there is no such field") from None
    if value is None and field.null:
        return
    if isinstance(field, models.JSONField):
        if not isinstance(value, list):
            raise BadLine(f"{place}: expected a list")
        return
    if isinstance(field, models.CharField | models.TextField):
        if not isinstance(value, str):
            raise BadLine(f"{place}: expected a text, found {type(value).__name__}")
        if isinstance(field, RichTextField):
            check_markup(value, place)
        if field.max_length and len(value) > field.max_length:
            raise BadLine(f"{place}: longer than {field.max_length} characters")
        return
    if isinstance(field, models.BooleanField) and not isinstance(value, bool):
        raise BadLine(f"{place}: expected true or false")
    try:
        field.to_python(value)
    except (ValidationError, TypeError, ValueError) as error:
        said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise BadLine(f"{place}: {said}") from error
    if value is None:
        raise BadLine(f"{place}: missing")
