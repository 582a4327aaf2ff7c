"""Template tags for links between the hub's own pages: see `articles.front.navigation`."""

from __future__ import annotations

from typing import Any

from django import template

from articles.front import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def hub_url(context: dict[str, Any], name: str, **arguments: Any) -> str:
    """`{% hub_url "role" slug=role.slug %}`"""
    return navigation.hub_url(context.get("request"), name, **arguments)


@register.simple_tag(takes_context=True)
def hub_nav(context: dict[str, Any]) -> list[navigation.Entry]:
    return navigation.entries(context.get("request"))
