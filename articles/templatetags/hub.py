"""Template tags for links between the hub's own pages: see `articles.front.navigation`."""

from __future__ import annotations

from typing import Any

from django import template

from articles.front import navigation, near
from articles.front.home import WAYS_IN

register = template.Library()


@register.simple_tag(takes_context=True)
def hub_url(context: dict[str, Any], name: str, **arguments: Any) -> str:
    """`{% hub_url "role" slug=role.slug %}`"""
    return navigation.hub_url(context.get("request"), name, **arguments)


@register.simple_tag(takes_context=True)
def term_url(context: dict[str, Any], parameter: str, slug: str) -> str:
    """The page of an area of study or a topic, by the list's parameter for it."""
    return navigation.hub_url(context.get("request"), WAYS_IN[parameter], slug=slug)


@register.simple_tag(takes_context=True)
def whole(context: dict[str, Any], address: str, query: str = "", page: int = 1) -> str:
    """The address with the site's host, and with what is asked there: `{% whole request.path page=2 %}`"""
    asked = "&".join(filter(None, (query, f"page={page}" if page > 1 else "")))
    return navigation.absolute_for(context["request"])(f"{address}?{asked}" if asked else address)


@register.simple_tag(takes_context=True)
def hub_nav(context: dict[str, Any]) -> list[navigation.Entry]:
    return navigation.entries(context.get("request"))


@register.simple_tag(takes_context=True)
def near_pages(context: dict[str, Any]) -> tuple[near.Near, ...]:
    """What has a name like the address that was asked for."""
    request = context.get("request")
    index = navigation.index_of(request)
    return near.near_pages(index, request.path) if index is not None and request is not None else ()
