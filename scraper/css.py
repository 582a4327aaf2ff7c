"""CSS selectors of profiles, compiled as the parser uses them: what compiles here works there."""

from __future__ import annotations

from functools import lru_cache

from cssselect import HTMLTranslator, SelectorError
from lxml import etree


class BadSelector(ValueError):
    """A selector the parser cannot use. Raised by `compiled`; the message says what is wrong with it."""


@lru_cache(maxsize=256)
def compiled(selector: str) -> etree.XPath:
    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(selector))
    except (SelectorError, etree.XPathError) as error:
        raise BadSelector(str(error) or type(error).__name__) from error
