"""The parser's one named error."""

from __future__ import annotations


class ParseError(ValueError):
    """The page is no usable article: "has no title", "has no text", "is no HTML".

    Raised by `parse_article` and by nothing else. The message completes the sentence "the page …"; the person to act
    is who runs the source: correct the address, its profile, or leave the page out.
    """
