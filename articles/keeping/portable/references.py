"""Where an article's content, and what waits for an answer, names rows of the database. Pure.

Each is given to a function: the same walk finds what is to be looked up, puts names in the place of keys, and keys in
the place of names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any

from articles.keeping.portable.directory import IMAGE, PAGE, Change
from articles.sync.content import FOREIGN_KEYS
from articles.sync.merging.parts import TERMS

COLUMNS = {**FOREIGN_KEYS, "related_page_id": PAGE}
"""Each with the kind of what it names."""
BODY = "body"
TO_A_PAGE = re.compile(r"""<a\b[^>]*\blinktype=(?:"page"|'page')[^>]*>""")
BY_KEY = re.compile(r"""\bid=(["'])(\d*)\1""")
BY_ADDRESS = re.compile(r"""\baddress=(["'])(.*?)\1""")
MARK = "linktype="
NOBODY = "0"
"""In place of the key of a page that is not here: Wagtail shows the words without a link."""


def change_content(content: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """A copy of an article's content, each reference changed."""
    return {name: change_part((name,), value, change) for name, value in content.items()}


def change_part(path: tuple[str, ...], value: Any, change: Change) -> Any:
    """The same of the value of a part, as proposals and locks keep it."""
    if path[0] in TERMS:
        return _terms(path[0], value, change)
    if len(path) > 1 and path[-1] in COLUMNS and not isinstance(value, Mapping):
        return change(COLUMNS[path[-1]], value)
    if path[0] == BODY and path[-1] == IMAGE and not isinstance(value, Mapping):
        return change(IMAGE, value)
    return _walk(value, change, in_body=path[0] == BODY)


def _terms(kind: str, value: Any, change: Change) -> Any:
    if isinstance(value, list):
        changed = [change(kind, each) for each in value]
        return [each for each in changed if each is not None]
    return change(kind, value) if isinstance(value, int | str) else value


def _walk(value: Any, change: Change, *, in_body: bool) -> Any:
    if isinstance(value, str):
        return change_links(value, change) if MARK in value else value
    if isinstance(value, list):
        return [_walk(each, change, in_body=in_body) for each in value]
    if not isinstance(value, Mapping):
        return value
    found = {}
    for name, each in value.items():
        if name in COLUMNS:
            found[name] = change(COLUMNS[name], each)
        elif in_body and name == IMAGE and not isinstance(each, Mapping | list):
            found[name] = change(IMAGE, each)
        else:
            found[name] = _walk(each, change, in_body=in_body)
    return found


def change_links(html: str, change: Change) -> str:
    """Links to pages, by their key or by their address: whichever stands there is given to the function."""

    def put(link: re.Match[str]) -> str:
        if found := BY_ADDRESS.search(link[0]):
            key = change(PAGE, unescape(found[2]) or None)
            return BY_ADDRESS.sub(lambda _found: f'id="{NOBODY if key is None else key}"', link[0], count=1)
        if found := BY_KEY.search(link[0]):
            name = change(PAGE, int(found[2] or 0))
            words = escape(name) if isinstance(name, str) else ""
            return BY_KEY.sub(lambda _found: f'address="{words}"', link[0], count=1)
        return link[0]

    return TO_A_PAGE.sub(put, html)


class Collector:
    """A change that changes nothing and notes what there is to look up."""

    def __init__(self) -> None:
        self.found: dict[str, set[Any]] = {}

    def __call__(self, kind: str, value: Any) -> Any:
        if value is not None:
            self.found.setdefault(kind, set()).add(value)
        return value
