"""The parser's version: the same sources, the same version; stored records tell by it whether to parse again."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
SOURCES = ("items.py", "blocks.py", "profile.py")
"""What shapes a record beside the parsing folder."""


@cache
def parser_version() -> str:
    """Twelve hexadecimal digits over the sources that decide what a record looks like."""
    digest = hashlib.sha256()
    for path in sorted([*(FOLDER / name for name in SOURCES), *(FOLDER / "parsing").glob("*.py")]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
