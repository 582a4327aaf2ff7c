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
    request = context["request"]
    address = request.build_absolute_uri(navigation.hub_url(request, "role", slug=view.role.slug))
    return linked_data.script(linked_data.occupation(view, address))


@register.simple_tag(takes_context=True)
def linked_list(context: dict[str, Any], route: str, entries: Any) -> SafeString:
    """An ItemList of the entries: of things with a name and a slug, each at the route."""
    request = context["request"]
    items = [
        (each.name, request.build_absolute_uri(navigation.hub_url(request, route, slug=each.slug))) for each in entries
    ]
    return linked_data.script(linked_data.item_list(items))


@register.simple_tag(takes_context=True)
def linked_person(context: dict[str, Any], view: AuthorView) -> SafeString:
    request = context["request"]
    address = request.build_absolute_uri(navigation.hub_url(request, "author", slug=view.author.slug))
    return linked_data.script(linked_data.person(view.author.name, view.author.biography, address))
