"""One restore at a time: a lock that the kernel takes back however its holder ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from articles.keeping.errors import KeepingError

LOCK = ".restoring.lock"


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """KeepingError while another restore works in the folder."""
    path = folder / LOCK
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        if not _is_ours(descriptor, path):
            raise KeepingError("Another restore is at work here: let it end.")
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def _is_ours(descriptor: int, path: Path) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Whoever had it may have removed it since we opened it: then it keeps nobody out.
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except (BlockingIOError, FileNotFoundError):
        return False
