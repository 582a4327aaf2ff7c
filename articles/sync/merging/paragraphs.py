"""Rich text that both sides changed: paragraph by paragraph, list item by list item. Pure."""

from __future__ import annotations

import re

from merge3 import Merge3

from articles.sync.rich_text import without_keys

# Where one paragraph, list or list item ends and the next begins, in the HTML that Wagtail keeps.
BOUNDARY = re.compile(r"(?=<(?:p|ul|ol|li|h[1-6]|hr|/ul|/ol)\b)")
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*?(/?)>")
VOID = frozenset({"br", "hr", "img", "embed"})


def is_html(*texts: object) -> bool:
    """Whether all of the texts are rich text, or nothing."""
    return all(isinstance(text, str) and (not text or text.lstrip().startswith("<")) for text in texts)


def merge_html(base: str, ours: str, theirs: str) -> str | None:
    """Both sides' changes in one text; None where they meet in one paragraph."""
    merged: list[str] = []
    for what, *groups in Merge3(_paragraphs(base), _paragraphs(ours), _paragraphs(theirs)).merge_groups():
        if what == "conflict":
            return None
        merged += groups[0]
    html = "".join(merged)
    # A list that one side took apart while the other added to it would come out torn.
    return html if _is_balanced(html) else None


def _paragraphs(html: str) -> list[str]:
    return [part for part in BOUNDARY.split(without_keys(html)) if part]


def _is_balanced(html: str) -> bool:
    opened: list[str] = []
    for closing, name, single in TAG.findall(html):
        if single or name in VOID:
            continue
        if not closing:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened
