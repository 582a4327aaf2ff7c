"""Reads an article's file: the text it has in an edition, and the two halves of that text."""

import tomllib
from pathlib import Path
from typing import Any

from cms.demo.errors import HubDataError

_FENCE = "+++\n"


def read_toml(text: str, file: Path) -> dict[str, Any]:
    """Parse TOML; an error names the file."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise HubDataError(f"{file}: not valid TOML: {error}") from error


def split_front_matter(text: str, file: Path) -> tuple[dict[str, Any], str]:
    """The facts above the article and its Markdown."""
    before, *halves = text.split(_FENCE, 2)
    if before or len(halves) != 2:
        raise HubDataError(f"{file}: does not begin with front matter between two +++ lines")
    front, markdown = halves
    return read_toml(front, file), markdown


def apply_changes(text: str, changes_file: Path) -> str:
    """The text with the replacements of one edition; without a file nothing changes.

    Each replaced text must stand exactly once, so that no replacement is lost or hits elsewhere unseen.
    """
    if not changes_file.exists():
        return text
    changes = read_toml(changes_file.read_text(encoding="utf-8"), changes_file)
    for change in changes.get("replace", []):
        try:
            find, replacement = change["find"], change["with"]
        except KeyError as error:
            raise HubDataError(f"{changes_file}: a replacement lacks {error}") from error
        times = text.count(find)
        if times != 1:
            raise HubDataError(f"{changes_file}: {find!r} stands {times} times in the article, not once")
        text = text.replace(find, replacement)
    return text
