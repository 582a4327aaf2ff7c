"""What the head of a page says of its translations."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Page

from articles.machines.translations import alternates_of

register = template.Library()


@register.simple_tag(takes_context=True)
def hreflang_links(context: dict[str, Any], page: Page) -> SafeString:
    """`{% hreflang_links page %}`: a link for each language, where there are several."""
    alternates = alternates_of(page, context["request"])
    link = '<link rel="alternate" hreflang="{}" href="{}">'
    return format_html_join("\n", link, ((each.language, each.url) for each in alternates))
