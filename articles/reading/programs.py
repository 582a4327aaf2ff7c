"""Programs as links: as the library has them, or in the article's own words where it has no entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from articles.addresses import web_address

if TYPE_CHECKING:
    from articles.models.parts import ArticleProgram


@dataclass(frozen=True, kw_only=True)
class ProgramLink:
    name: str
    url: str
    """Empty where there is none that can be linked to."""
    key: int | None = None
    """Of the library's program, by which it can be compared; None where the library has no entry."""


def program_links(entries: Iterable[ArticleProgram]) -> tuple[ProgramLink, ...]:
    return tuple(
        ProgramLink(name=entry.shown_name, url=web_address(entry.shown_url), key=entry.program_id) for entry in entries
    )
