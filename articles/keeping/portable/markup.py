"""Whether a rich text has only what an article's text may have. Pure.

A line may come from anywhere, and a page shows such a text as it stands. Told sign by sign, not by a parser that may
read it in another way than a browser does: every "<" must begin a tag that the editor writes, and every tag must close.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from wagtail.whitelist import check_url

from articles.keeping.portable.lines import BadLine
from articles.sync.merging.parts import Path
from articles.sync.rich_text import KEPT_TAGS

TAG = re.compile(r"""<(/?)([a-z]+)((?:\s+[a-z-]+=(?:"[^"<>]*"|'[^'<>]*'))*)\s*(/?)>""")
ATTRIBUTE = re.compile(r"""([a-z-]+)=(["'])(.*?)\2""", re.DOTALL)
OF_A_LINK = frozenset({"href", "linktype", "id", "address"})
KEY = "data-block-key"
"""Draftail's own, at any tag."""
ALONE = "br"
LISTS = ("ol", "ul")
SHOWN = 40
RICH_BLOCK, VALUE = "rich_text", "value"
RICH = frozenset({RICH_BLOCK, "html", "answer_html", "items", "rows"})
"""What rich texts of a body stand under, as `articles.blocks` calls it,"""
PLAIN = frozenset({"type", "id", "question"})
"""and what stands below these and is none."""


def check_markup(html: str, place: str) -> None:
    """BadLine names the first place that an article's text cannot have."""
    open_tags: list[str] = []
    at = html.find("<")
    while at >= 0:
        tag = TAG.match(html, at)
        if tag is None or not _is_fitting(tag, open_tags):
            raise BadLine(f"{place}: no article's text can have {html[at : at + SHOWN]!r} there")
        at = html.find("<", tag.end())
    if open_tags:
        raise BadLine(f"{place}: <{open_tags[-1]}> is not closed")


def check_part(path: Path, value: Any, place: str) -> None:
    """The same of every rich text in the value of a part, as proposals and locks keep it."""
    if isinstance(value, Mapping):
        inside = (*path, RICH_BLOCK) if value.get("type") == RICH_BLOCK else path
        for name, each in value.items():
            # A block or an item of a list has its content there; what that is, was said above it.
            check_part(inside if name == VALUE else (*inside, name), each, f"{place}.{name}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            check_part(path, each, f"{place}[{number}]")
    elif isinstance(value, str) and _is_rich(path):
        check_markup(value, place)


def _is_rich(path: Path) -> bool:
    """Whether a text at this place of an article is a rich one."""
    match path:
        case ("editors_note", *_):
            return True
        case ("roles", *_):
            return path[-1] == "html"
        case ("body", _, "value"):
            return True  # of all blocks only that of rich text has a text there
        case ("body", *names):
            return next((name for name in reversed(names) if name in RICH or name in PLAIN), "") in RICH
    return False


def _is_fitting(tag: re.Match[str], open_tags: list[str]) -> bool:
    """Whether the tag may stand there; those that are open are brought up to date."""
    closes, name, attributes, is_alone = tag.groups()
    if name not in KEPT_TAGS or bool(is_alone and name != ALONE):
        return False
    if closes:
        return name != ALONE and not attributes and bool(open_tags) and open_tags.pop() == name
    if name == "li" and (not open_tags or open_tags[-1] not in LISTS):
        return False
    if name != ALONE:
        open_tags.append(name)
    return all(_is_known(name, *each) for each in ATTRIBUTE.findall(attributes))


def _is_known(tag: str, name: str, _quote: str, value: str) -> bool:
    if name == KEY:
        return True
    return tag == "a" and name in OF_A_LINK and (name != "href" or check_url(unescape(value)) is not None)
