"""The facts under a role's text: those that the text does not say itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape

from django.utils.html import strip_tags

from articles.reading.body import plain

# What puts the words after it on a line of their own, in the rich text of a role.
_LINE_BREAK = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|hr|br|blockquote)\b[^>]*>", re.IGNORECASE)


def unsaid_facts(facts: Iterable[Mapping[str, str]], html: str) -> tuple[tuple[str, str], ...]:
    """Label and text of each fact in order, without those whose label begins a line "Label: ..." of the text.

    The word alone, in the middle of a sentence, does not count: the fact would be lost.
    """
    said = _labels(html)
    return tuple((fact["label"], fact["text"]) for fact in facts if plain(fact["label"]) not in said)


def is_said_by_facts(facts: Iterable[Mapping[str, str]], html: str) -> bool:
    """Whether every line of the text is a fact's, word for word: then the facts say it better, with their labels.

    The roles of a table are so: their text is the row's cells, whose labels stood in the table's head.
    """
    told = {plain(fact["text"]) for fact in facts}
    lines = [words for line in _LINE_BREAK.split(html) if (words := plain(unescape(strip_tags(line))))]
    return bool(lines) and all(words in told for words in lines)


def _labels(html: str) -> set[str]:
    lines = (unescape(strip_tags(line)).partition(":") for line in _LINE_BREAK.split(html))
    return {plain(label) for label, colon, _ in lines if colon}
