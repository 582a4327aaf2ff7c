"""Template filters for addresses: see `articles.addresses`."""

from __future__ import annotations

from django import template

from articles.addresses import host_of, link_address, web_address

register = template.Library()
register.filter(web_address)
register.filter(link_address)
register.filter(host_of)
