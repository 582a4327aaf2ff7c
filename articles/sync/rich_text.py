"""Rich text in the very form that Wagtail's editor saves.

An editor who opens a page and publishes it untouched sends every rich text through Draftail and back. Text that is
written in that form from the start comes back as it was, so that only real edits count as edits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import nh3
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from articles.blocks import INLINE_FEATURES, RICH_TEXT_FEATURES
from articles.sync.editor_form import editors_form

# Draftail gives every paragraph a random key at every save: it says nothing about the content.
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
# What any of the features can keep; the converter then keeps what the field's own features allow.
KEPT_TAGS = {"a", "b", "br", "code", "em", "i", "li", "ol", "p", "strong", "sub", "sup", "ul"}
EMPTY_PARAGRAPHS = re.compile(r"(?:<p>(?:\s|<br/>)*</p>)+")


@cache
def _converter(features: tuple[str, ...]) -> ContentstateConverter:
    return ContentstateConverter(features=list(features))


def rich_text(html: str | None, features: Sequence[str] = RICH_TEXT_FEATURES) -> str:
    """The HTML as the editor would save it, without the random keys; empty when there are no words in it."""
    if not html or not html.strip():
        return ""
    known = editors_form(html, features)
    return known if known is not None else through_editor(html, features)


def through_editor(html: str, features: Sequence[str]) -> str:
    """The HTML as it comes back from the editor's own converter."""
    converter = _converter(tuple(features))
    # A record may come from a file that our parser did not write. Wagtail's converter would keep a script's words as
    # text; nh3 drops them with the script.
    safe = nh3.clean(html, tags=KEPT_TAGS, link_rel=None).replace("<br>", "<br/>")
    return without_keys(converter.to_database_format(converter.from_database_format(safe)))


def inline_text(html: str | None) -> str:
    """The same for a table cell or a key point."""
    return rich_text(html, INLINE_FEATURES)


def without_keys(html: str) -> str:
    """The HTML without Draftail's random keys and without paragraphs that hold nothing."""
    if "<p" not in html and " data-block-key" not in html:
        return html  # most texts of a page are no rich text at all
    return EMPTY_PARAGRAPHS.sub("", BLOCK_KEY.sub("", html))
