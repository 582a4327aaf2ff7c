"""Template tags that write JSON-LD: see `articles.machines.linked_data`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from articles.explorer.role_page import RoleView
from articles.front import navigation
from articles.front.authors import AuthorView
from articles.machines import linked_data

register = template.Library()


@register.simple_tag(takes_context=True)
def linked_role(context: dict[str, Any], view: RoleView) -> SafeString:
    return linked_data.script(linked_data.occupation(view, _address(context, "role", view.role.slug)))


@register.simple_tag(takes_context=True)
def linked_list(context: dict[str, Any], route: str, entries: Any) -> SafeString:
    """An ItemList of the entries: of things with a name and a slug, each at the route."""
    items = [(each.name, _address(context, route, each.slug)) for each in entries]
    return linked_data.script(linked_data.item_list(items))


@register.simple_tag(takes_context=True)
def linked_person(context: dict[str, Any], view: AuthorView) -> SafeString:
    address = _address(context, "author", view.author.slug)
    return linked_data.script(linked_data.person(view.author.name, view.author.biography, address))


def _address(context: dict[str, Any], route: str, slug: str) -> str:
    request = context["request"]
    return navigation.absolute_for(request)(navigation.hub_url(request, route, slug=slug))
