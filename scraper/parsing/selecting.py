"""A profile's CSS selectors on the lxml tree."""

from __future__ import annotations

from lxml import etree

from scraper.css import BadSelector, compiled
from scraper.errors import ParseError
from scraper.parsing.tree import Element
from scraper.profile import SourceProfile


def select(root: Element, selector: str) -> list[Element]:
    """The elements that a selector finds, in page order."""
    try:
        found = compiled(selector)(root)
    except (BadSelector, etree.XPathError) as error:
        raise ParseError(f"cannot be searched by the profile's selector {selector!r}: {error}") from error
    return [each for each in found if isinstance(each, etree._Element)] if isinstance(found, list) else []


def first(root: Element, profile: SourceProfile, part: str) -> Element | None:
    """The element a profile names for a part of the article; None when it names none or the page lacks it."""
    selector = profile.selectors.get(part)
    found = select(root, selector) if selector else []
    return found[0] if found else None
