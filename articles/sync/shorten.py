"""Texts that must fit into a column or a single line."""

from __future__ import annotations

ELLIPSIS = "…"


def one_line(text: str | None) -> str:
    """The words with single spaces: what a one-line field of the editor would make of them."""
    return " ".join((text or "").split())


def shortened(text: str | None, limit: int) -> str:
    """The words on one line, cut at a word's end and marked with an ellipsis when they are longer than the limit."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    cut = line[: limit - len(ELLIPSIS)]
    head, _, _ = cut.rpartition(" ")
    # A single word longer than half the limit is cut in its middle: losing more would lose the sense.
    kept = head if len(head) > limit // 2 else cut
    return kept.rstrip(" ,;:-\u2013\u2014") + ELLIPSIS
