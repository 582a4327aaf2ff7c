"""What of a page's markup may pass: a few inline elements, paragraphs and lists; links http(s) and mailto, absolute.

Shaped so that Wagtail's rich text keeps every bit of it: b and i for strong and em, no classes, no handlers.
"""

from __future__ import annotations

import re

import nh3

from scraper.parsing.addresses import absolute
from scraper.parsing.words import scrub

INLINE = frozenset(["a", "b", "i", "code", "sup", "sub", "br"])
PROSE = INLINE | frozenset(["p", "ul", "ol", "li"])
SAME = {"strong": "b", "em": "i", "kbd": "code", "samp": "code", "tt": "code", "cite": "i"}
_SAME = re.compile(r"<(/?)(strong|em|kbd|samp|tt|cite)(?=[\s>])", re.IGNORECASE)
DROPPED_WITH_WORDS = frozenset(
    ["script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "textarea", "select"]
)
EMPTY = re.compile(r"<(b|i|a|code|sup|sub|p|li|ul|ol)(?:\s[^>]*)?>(?:\s|<br>)*</\1>")
EDGE_BREAKS = re.compile(r"(?:(?<=<p>)|(?<=<li>))(?:\s|<br>)+|(?:\s|<br>)+(?=</(?:p|li)>)")
AROUND_BLOCKS = re.compile(r"\s*(</?(?:p|ul|ol|li)>)\s*")
MANY_BREAKS = re.compile(r"<br>(?:\s?<br>){2,}")
EDGE_OF_LINE = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")
SPACES = re.compile(r"[\s\u00a0]+")
JOINED = re.compile(r"</b>(\s*)<b>|</i>(\s*)<i>")


def clean_inline(html: str, base: str) -> str:
    """One paragraph's content: inline elements only."""
    return EDGE_OF_LINE.sub("", _clean(html, base, INLINE))


def clean_prose(html: str, base: str) -> str:
    """Paragraphs and lists."""
    return _clean(html, base, PROSE)


def _clean(html: str, base: str, tags: frozenset[str]) -> str:
    html = _SAME.sub(lambda match: f"<{match[1]}{SAME[match[2].lower()]}", html)

    def address(tag: str, name: str, value: str) -> str | None:
        return absolute(value, base) if tag == "a" and name == "href" else None

    cleaned = nh3.clean(
        html,
        tags=set(tags),
        clean_content_tags=set(DROPPED_WITH_WORDS),
        attributes={"a": {"href"}},
        attribute_filter=address,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    cleaned = SPACES.sub(" ", scrub(cleaned.replace("&nbsp;", " ")))
    cleaned = AROUND_BLOCKS.sub(r"\1", _unlinked(cleaned))
    cleaned = MANY_BREAKS.sub("<br><br>", cleaned)
    before = ""
    while before != cleaned:
        before = cleaned
        cleaned = EDGE_BREAKS.sub("", EMPTY.sub("", cleaned))
    return JOINED.sub(lambda match: match[1] or match[2] or "", cleaned).strip()


BARE_LINK = re.compile(r"<a>(.*?)</a>")


def _unlinked(html: str) -> str:
    """Links whose target was refused leave their words."""
    return BARE_LINK.sub(r"\1", html) if "<a>" in html else html
