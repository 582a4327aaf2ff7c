"""The installation's secret where the environment names none: made once, and kept."""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """The secret in the file; made once where the file is missing or empty, readable by its owner alone.

    OSError where it can be neither read nor made.
    """
    return _read(path) or _made(path)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def _made(path: Path) -> str:
    """Of the processes that start at once the first makes it, and the others wait for it."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        secret = file.read().strip()
        if not secret:
            secret = secrets.token_urlsafe(50)
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        return secret
