"""A part is written by hand in the field that the page's own form has for it: with its limits, choices and checks."""

from __future__ import annotations

from copy import deepcopy

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.blocks import BaseStructBlock, FieldBlock, ListBlock

from articles.admin.incoming.parts import label_of
from articles.models import ArticlePage
from articles.sync.merging.parts import Path


def field_of(path: Path, block: str = "") -> forms.Field | None:
    """A field of one's own, each time; None for what no single field holds. `block` is the type of the part's block."""
    if path[0] == "body":
        return _field_in_block(path, block)
    if len(path) not in (1, 3):
        return None
    model = ArticlePage if len(path) == 1 else ArticlePage._meta.get_field(path[0]).related_model
    try:
        field: forms.Field | None = formfield_for_dbfield(model._meta.get_field(path[-1]))
    except FieldDoesNotExist:
        return None
    return field


def _field_in_block(path: Path, kind: str) -> forms.Field | None:
    block = ArticlePage._meta.get_field("body").stream_block.child_blocks.get(kind)
    if path[2:3] != ("value",):
        return None
    for name in path[3:]:
        if isinstance(block, BaseStructBlock):
            block = block.child_blocks.get(name)
        elif not isinstance(block, ListBlock):
            return None
        elif name == "value":  # of the item that the name before this one is the key of
            block = block.child_block
    return deepcopy(block.field) if isinstance(block, FieldBlock) else None


def wrong_in_words(error: ValidationError) -> list[str]:
    """What the page's own checks found, each with its field: ["Title: This field cannot be blank."]."""
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [
        text if name == NON_FIELD_ERRORS else f"{label_of((name,))}: {text}"
        for name, texts in error.message_dict.items()
        for text in texts
    ]
