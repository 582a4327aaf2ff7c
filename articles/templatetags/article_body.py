"""The blocks of a body, written fast: what `include_block` gives, without a template for what is in every article.

Headings and paragraphs are nine blocks of ten, and a template each takes longer than all else of the page together.
`tests/articles/reading/test_body_tag.py` compares both ways byte by byte.
"""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from articles.reading.body import BodyPart

register = template.Library()


@register.simple_tag(takes_context=True)
def body_part(context: template.Context, part: BodyPart) -> SafeString:
    if part.heading is not None:
        level, anchor = part.heading.level, escape(part.heading.anchor)
        html = f'<h{level} id="{anchor}">{escape(part.block.value["text"])}</h{level}>\n'
        return mark_safe(html)  # noqa: S308 - escaped just here
    if part.block.block_type == "rich_text":
        return rich_text(part.block.value.source)
    said = context.flatten() | {"value": part.block.value, "is_first": part.is_first}
    return SafeString(part.block.render_as_block(context=said))


@register.filter
def rich_text(source: str) -> SafeString:
    """As Wagtail's `richtext`; a text without a link or an embed has nothing to be expanded."""
    has_something = "<a " in source or "<embed" in source
    return mark_safe(expand_db_html(source) if has_something else source)  # noqa: S308 - whitelisted when it was saved
