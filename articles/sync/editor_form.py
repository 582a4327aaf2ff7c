"""Tells plain rich text that already stands in the form in which the editor saves it.

Most of an article is paragraphs with a few bold words and links. Sending each through Draftail and back took more than
half of the time of a first import, only to get the same text again. What matches here would come back as it is; what
does not match may too, but that only the converter knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

NEEDED, LISTS = frozenset({"bold", "italic", "link"}), frozenset({"ol", "ul"})
"""The features whose tags may stand in such text."""

# Neither markup nor any kind of blank, control or half character: those are changed on the way.
_SIGN = r"(?:[^<>&\s\x00-\x1f\x7f-\x9f\u200b-\u200f\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]|&(?:amp|lt|gt);)"
_WORDS = rf"{_SIGN}++(?: {_SIGN}++)*+"
# A host that needs no second look, and whatever may follow it.
_HOST = r"(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}"
_ADDRESS = rf"https?://{_HOST}(?:[/?#](?:[!#-%(-;=?-~]|&amp;)*+)?"
# Two marks that touch may be one to the editor.
_MARKED = rf'(?:<b>{_WORDS}</b>|<i>{_WORDS}</i>|<a href="{_ADDRESS}">{_WORDS}</a>)(?!<[abi])'
_PIECE = rf"(?:{_SIGN}++|{_MARKED})"
_LINE = rf"{_PIECE}(?: ?+{_PIECE})*+"
# Two lists that touch may be one to the editor.
_LIST = "|".join(rf"<{tag}>(?:<li>{_LINE}</li>)++</{tag}>(?!<[ou]l>)" for tag in ("ul", "ol"))
BARE = re.compile(_LINE)
PARAGRAPHS = re.compile(rf"(?:<p>{_LINE}</p>)++")
PARAGRAPHS_AND_LISTS = re.compile(rf"(?:<p>{_LINE}</p>|{_LIST})++")


def editors_form(html: str, features: Sequence[str]) -> str | None:
    """The rich text as an editor with these features would save it; None when that takes the converter to know."""
    if not NEEDED.issubset(features):
        return None
    form = PARAGRAPHS_AND_LISTS if LISTS.issubset(features) else PARAGRAPHS
    if form.fullmatch(html):
        return html
    return f"<p>{html}</p>" if BARE.fullmatch(html) else None
