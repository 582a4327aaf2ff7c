"""An empty installation on SQLite, migrated once for a whole run of the tests: whoever needs one copies it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.commands import manage


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Of all the processes that run the tests, so that the first makes what the others find."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def migrated(shared: Path) -> Path:
    """Its folder, which a GLEANER_VAR may be copied from; `shared` is one folder for all the processes."""
    folder, made = shared / "migrated", shared / "migrated.made"
    with one_at_a_time(shared / "migrated.lock"):
        if not made.exists():
            manage({"GLEANER_VAR": str(folder), "SECRET_KEY": "tests only"}, "migrate", "--verbosity", "0")
            made.touch()
    return folder
