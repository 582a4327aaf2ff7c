"""A profile's word on where the role list stands, told to the roles' concern as a heading over a role list."""

from __future__ import annotations

import re
from dataclasses import replace

from scraper.parsing.page import Page
from scraper.parsing.selecting import first
from scraper.parsing.tree import HEADINGS, Element, level_of, text_of
from scraper.profile import SourceProfile


def with_role_section(page: Page, scope: Element) -> SourceProfile:
    """The page's profile, the heading of the element its `roles` selector finds among its role headings."""
    section = first(scope, page.profile, "roles")
    heading = _heading_of(section, scope) if section is not None else None
    if heading is None:
        return page.profile
    words = text_of(heading)
    page.trace.note("roles", "profile selector: under the heading", words, won=True)
    return replace(page.profile, role_headings=[*page.profile.role_headings, f"^{re.escape(words)}$"])


def _heading_of(section: Element, scope: Element) -> Element | None:
    """The section's own heading, where it stands above its others; else the last one before the section."""
    if section.tag in HEADINGS:
        return section
    inside = [each for each in section.iter(*HEADINGS) if text_of(each)]
    if inside and (len(inside) == 1 or level_of(inside[0]) < level_of(inside[1])):
        return inside[0]
    before: Element | None = None
    for element in scope.iter():
        if element is section:
            return before
        if element.tag in HEADINGS and text_of(element):
            before = element
    return None
