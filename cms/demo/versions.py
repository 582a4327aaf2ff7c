"""Follows one article through the hub's editions: its words, its address, and whether the hub has it at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cms.demo.article_file import apply_changes, split_front_matter
from cms.demo.errors import HubDataError

EDITIONS = (1, 2, 3)


@dataclass(frozen=True, kw_only=True)
class Version:
    """An article as it stands in one edition; two equal versions look the same to a visitor."""

    facts: Mapping[str, Any]
    markdown: str
    slug: str
    present: bool


def read_versions(file: Path, editions_folder: Path, *, until: int) -> list[Version]:
    """The article's versions, edition 1 first."""
    text = file.read_text(encoding="utf-8")
    versions = []
    for edition in EDITIONS[:until]:
        text = apply_changes(text, editions_folder / str(edition) / f"{file.stem}.toml")
        facts, markdown = split_front_matter(text, file)
        versions.append(
            Version(
                facts=facts,
                markdown=markdown,
                slug=_slug(facts, file, edition),
                present=edition in facts.get("editions", EDITIONS),
            )
        )
    return versions


def last_change(versions: list[Version]) -> int:
    """The edition that last changed anything about the article: 1 when nothing ever did."""
    return max(
        (edition for edition in EDITIONS[1 : len(versions)] if versions[edition - 1] != versions[edition - 2]),
        default=1,
    )


def _slug(facts: Mapping[str, Any], file: Path, edition: int) -> str:
    moves = {int(since): slug for since, slug in facts.get("moved", {}).items() if since.isdecimal()}
    if len(moves) != len(facts.get("moved", {})) or not moves.keys() <= set(EDITIONS):
        raise HubDataError(f'{file}: moved must name editions, as in moved = {{ 3 = "new-slug" }}')
    return next((moves[since] for since in sorted(moves, reverse=True) if since <= edition), file.stem)
