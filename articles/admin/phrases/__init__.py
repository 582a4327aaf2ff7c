"""Sentences that the sync and the parser keep in English, in the language of who reads them.

What is kept stays as it is: a sentence is known again when it is shown, and one that nobody knows is shown unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import gettext

from articles.admin.phrases.reasons import REASONS
from articles.admin.phrases.rules import RULES

PLACE = re.compile(r"%\((\w+)\)s")
BETWEEN = "; "
"""Between the sentences of one reason."""


def reason_in_words(reason: object) -> str:
    return BETWEEN.join(_translated(each, REASONS) for each in str(reason).split(BETWEEN))


def rule_in_words(rule: str) -> str:
    """What the parser looked at: "JSON-LD datePublished"."""
    return _translated(rule, RULES)


def is_known(sentence: str, phrases: Sequence[str]) -> bool:
    return any(pattern.fullmatch(sentence) for pattern, _phrase in _patterns(tuple(phrases)))


def _translated(sentence: str, phrases: Sequence[str]) -> str:
    for pattern, phrase in _patterns(tuple(phrases)):
        if found := pattern.fullmatch(sentence):
            return gettext(phrase) % found.groupdict()
    return sentence


@lru_cache
def _patterns(phrases: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(_as_pattern(each), re.DOTALL), each) for each in phrases)


def _as_pattern(phrase: str) -> str:
    """ "run %(run)s wrote it since" as an expression; a name is any text."""
    pieces = enumerate(PLACE.split(phrase))
    named = (f"(?P<{each}>.*)" if place % 2 else re.escape(each.replace("%%", "%")) for place, each in pieces)
    return "".join(named)
