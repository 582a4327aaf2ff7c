"""SourceProfile: what one source may override. Everything has a default that works on a hub never seen before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from scraper.building import ContractError, build
from scraper.css import BadSelector, compiled

SELECTABLE = ("article", "title", "byline", "published", "updated", "summary", "editors_note", "related", "roles")
"""The parts for which a profile may give a selector."""


class ProfileError(ValueError):
    """A profile that cannot work. Raised by `SourceProfile.from_dict`; the message names the field and the value."""


@dataclass(frozen=True, kw_only=True)
class SourceProfile:
    selectors: dict[str, str] = field(default_factory=dict)
    """Part of the article (see SELECTABLE) to the CSS selector that finds it; wins over every rule."""
    noise: list[str] = field(default_factory=list)
    """CSS selectors of what is no part of the article on this source."""
    include: list[str] = field(default_factory=list)
    """Regular expressions; an article's address must match one of them. Empty: the source address's own folder."""
    exclude: list[str] = field(default_factory=list)
    """Regular expressions; an address that matches one is never an article."""
    listings: list[str] = field(default_factory=list)
    """Addresses or paths of listing pages to start from when neither sitemap nor feed lists the articles."""
    area_parameters: list[str] = field(default_factory=lambda: ["area_of_study", "area-of-study", "area"])
    """Query parameters, or path segments before the slug, that mark a link as an area of study."""
    topic_parameters: list[str] = field(default_factory=lambda: ["topic", "topics"])
    """The same for topics."""
    program_paths: list[str] = field(default_factory=lambda: ["program", "programs"])
    """Path segments that mark a link as a program's page."""
    role_headings: list[str] = field(default_factory=list)
    """Regular expressions for headings over a role list, beside the built-in ones."""
    alias_hosts: list[str] = field(default_factory=list)
    """Hosts that serve the same articles; the source address's host stands for all of them."""

    def to_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @classmethod
    def from_dict(cls, value: object) -> SourceProfile:
        """A checked profile; ProfileError names the field when a selector or an expression cannot be used."""
        try:
            profile = build(cls, value, {}, "profile")
        except ContractError as error:
            raise ProfileError(str(error)) from error
        for part, selector in profile.selectors.items():
            if part not in SELECTABLE:
                raise ProfileError(
                    f"profile.selectors.{part}: there is no such part; there are {', '.join(SELECTABLE)}"
                )
            _check_selector(f"profile.selectors.{part}", selector)
        for place, selector in enumerate(profile.noise):
            _check_selector(f"profile.noise[{place}]", selector)
        for name in ("include", "exclude", "role_headings"):
            for place, expression in enumerate(getattr(profile, name)):
                _check_expression(f"profile.{name}[{place}]", expression)
        return profile


def _check_selector(where: str, selector: str) -> None:
    try:
        compiled(selector)
    except BadSelector as error:
        raise ProfileError(f"{where}: {selector!r} is no CSS selector: {error}") from error


def _check_expression(where: str, expression: str) -> None:
    try:
        re.compile(expression)
    except re.error as error:
        raise ProfileError(f"{where}: {expression!r} is no regular expression: {error}") from error
