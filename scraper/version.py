"""What is at work: Gleaner's own version, and the parser's.

The same sources, the same parser's version: stored records tell by it whether to parse again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

FOLDER = Path(__file__).parent
SOURCES = ("items.py", "blocks.py", "profile.py")
"""What shapes a record beside the parsing folder."""


def own_version() -> str:
    """Gleaner's; empty where it runs from a checkout that is not installed."""
    try:
        return version("gleaner")
    except PackageNotFoundError:
        return ""


@cache
def parser_version() -> str:
    """Twelve hexadecimal digits over the sources that decide what a record looks like."""
    return digest_of([*(FOLDER / name for name in SOURCES), *(FOLDER / "parsing").glob("*.py")])


def digest_of(files: Iterable[Path]) -> str:
    """Twelve hexadecimal digits over the files' names and contents."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
