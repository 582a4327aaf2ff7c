"""The hash of a page's content: the same as long as nobody changed what the page says.

It tells an editor's edit from the sync's own work, so it must not move when a page is only published, moved, locked
or opened and saved.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from articles.sync.rich_text import without_keys

# What Wagtail changes by itself, or what concerns the page as a whole and not what it says.
VOLATILE = frozenset(
    {
        "pk",
        "id",
        "page",
        "path",
        "depth",
        "numchild",
        "url_path",
        "translation_key",
        "locale",
        "content_type",
        "owner",
        "draft_title",
        "live",
        "live_revision",
        "latest_revision",
        "latest_revision_created_at",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "go_live_at",
        "expire_at",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
        "alias_of",
        "sort_order",
        "wagtail_admin_comments",
        "index_entries",
    }
)
# Saved as a string of JSON within the JSON.
STREAM_FIELDS = frozenset({"body"})
# The editor saves an absent value now as null, now as an empty text.
EMPTY: tuple[object, ...] = (None, "", [], {})
PLAIN = (bool, int, float)
# For what a page in memory has and JSON has not, such as dates: they count as they are saved.
ENCODER = DjangoJSONEncoder()


def content_hash(content: Mapping[str, Any]) -> str:
    """Hash of a revision's content, or of `page.serializable_data()`."""
    said = {name: _meaning(name, value) for name, value in content.items() if name not in VOLATILE}
    text = json.dumps({name: value for name, value in said.items() if value or value not in EMPTY}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _meaning(name: str, value: Any) -> Any:
    if name in STREAM_FIELDS and isinstance(value, str):
        # Block ids stay: a block that was removed and put back is another block to the comparison.
        return _plain(json.loads(value or "[]"))
    if isinstance(value, list):
        if all(isinstance(each, dict) for each in value):
            return [_child(each) for each in sorted(value, key=_place)]
        return sorted(value, key=str)  # keys of a many-to-many relation: a set without order
    return _plain(value)


def _place(child: dict[str, Any]) -> int:
    return child.get("sort_order") or 0


def _child(child: dict[str, Any]) -> dict[str, Any]:
    kept = {name: _plain(value) for name, value in child.items() if name not in VOLATILE}
    return {name: value for name, value in kept.items() if value or value not in EMPTY}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return without_keys(value).strip()
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        plain = {name: _plain(each) for name, each in value.items()}
        return {name: each for name, each in plain.items() if each or each not in EMPTY}
    return value if value is None or isinstance(value, PLAIN) else _plain(ENCODER.default(value))
