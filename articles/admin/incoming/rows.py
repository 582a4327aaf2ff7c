"""What waits of one article, row by row: both sides against what both had, as the page is now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms

from articles.admin.incoming.by_hand import field_of
from articles.admin.incoming.parts import as_text, label_of, marked, order_in_words
from articles.models import Proposal
from articles.sync.merging.parts import MISSING, ORDER, Content, Path, path_of, plain, value_at
from articles.sync.resolve import Standing


@dataclass(frozen=True, kw_only=True)
class Row:
    proposal: Proposal
    path: Path
    label: str
    base: str
    ours: str
    """HTML: what the page says now, with the marks of what its editor changed."""
    theirs: str
    """HTML: the same of the source."""
    field: forms.Field | None
    """In which the part can be written by hand; None where only the page's editor can."""
    value: Any
    """What the page says now, for writing by hand."""
    is_there: bool
    """Whether the page still has the part, or a place for it."""

    @property
    def block(self) -> str:
        """The block to look at in the page's editor; empty for what is no block."""
        return self.path[1] if self.path[0] == "body" and self.path[1] != ORDER else ""


def rows_of(proposals: list[Proposal], standing: Standing) -> list[Row]:
    return [_row(each, standing.content, standing.source) for each in proposals]


def _row(proposal: Proposal, page: Content, source: Content) -> Row:
    path = path_of(proposal.part)
    now = value_at(page, path)
    if path[-1] == ORDER:
        ours = [] if now is MISSING else now
        base, here, theirs = (
            order_in_words(path, keys, {**source, **page} if path[0] not in page else page)
            for keys in (proposal.base, ours, proposal.theirs)
        )
    else:
        base, here, theirs = (as_text(side) for side in (proposal.base, now, proposal.theirs))
    return Row(
        proposal=proposal,
        path=path,
        label=label_of(path, page, source),
        base=base,
        ours=marked(base, here),
        theirs=marked(base, theirs),
        field=_field(path, proposal, page),
        value=plain(now),
        is_there=now is not MISSING or len(path) <= 2,
    )


def _field(path: Path, proposal: Proposal, page: Content) -> forms.Field | None:
    now = value_at(page, path)
    sides = [proposal.base, plain(now), proposal.theirs]
    if now is MISSING or any(side is not None and not isinstance(side, str) for side in sides):
        return None
    return field_of(path, value_at(page, path[:2])["type"] if path[0] == "body" else "")
