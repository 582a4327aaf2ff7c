"""Addresses of source pages in the hub's screens."""

from __future__ import annotations

from django import template

from articles.admin.links import web_link
from articles.admin.phrases import reason_in_words

register = template.Library()


@register.simple_tag
def hub_link(address: str) -> str:
    """The address as a link where it is a web address, else as text."""
    return web_link(address)


@register.filter
def in_words(reason: str) -> str:
    """What the sync kept in English, in the reader's language."""
    return reason_in_words(reason)
