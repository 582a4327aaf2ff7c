"""The text of a page, whatever its charset is said to be."""

from __future__ import annotations

from w3lib.encoding import html_body_declared_encoding, html_to_unicode, read_bom

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
WEB_DEFAULT = "cp1252"
"""What browsers take for a page that declares nothing and is no UTF-8."""


def page_text(body: bytes, content_type: str = "") -> str:
    """Decode a page's body: by byte order mark, as UTF-8 if it is that, then as declared.

    UTF-8 goes before the declaration because it cannot be met by chance: a text with other characters than ASCII that
    decodes as UTF-8 is UTF-8, and servers that declare Latin-1 for everything are common.

    >>> page_text("Zürich".encode(), "text/html; charset=iso-8859-1")
    'Zürich'
    >>> page_text("Zürich".encode("cp1252"), "text/html; charset=utf-8")
    'Zürich'
    """
    if not read_bom(body)[0] and not body.isascii():
        try:
            return body.decode()
        except UnicodeDecodeError:
            pass
    encoding, text = html_to_unicode(content_type, body, default_encoding=WEB_DEFAULT)
    if encoding == "utf-8" and _mostly_broken(text):
        return body.decode(WEB_DEFAULT, errors="replace")
    return text


def _mostly_broken(text: str) -> bool:
    """Whether a text is no UTF-8 at all, rather than UTF-8 with a few broken bytes in it."""
    broken = text.count(REPLACEMENT)
    return broken > sum(not character.isascii() for character in text) - broken


def looks_binary(body: bytes) -> bool:
    """Whether a body is no text at all: it has NUL bytes, and no byte order mark or declaration that explains them."""
    sample = body[:4096]
    return b"\0" in sample and not read_bom(body)[0] and not html_body_declared_encoding(sample)
