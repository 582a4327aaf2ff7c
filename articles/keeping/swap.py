"""Puts fresh files and folders in the place of old ones: all of them, or none.

The fresh ones stand beside the old until all are whole. A journal says what is being swapped; whoever is killed in the
middle leaves it, and the next restore first puts back what stood there before.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

JOURNAL = ".restoring.json"


class Swap:
    """The places that change their content together; the journal stands in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.journal = folder / JOURNAL
        self.targets: list[Path] = []

    def fresh(self, target: Path) -> Path:
        """Where the new content of the target is to be put together; nothing is there yet."""
        beside = _fresh(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove(beside)
        self.targets.append(target)
        return beside

    def begin(self) -> None:
        """Put all in place, with the old content aside; whatever fails, the old is back."""
        self._note(is_done=False)
        try:
            for target in self.targets:
                if _exists(target):
                    target.rename(_aside(target))
                _fresh(target).rename(target)
        except BaseException:
            self.put_back()
            raise

    def finish(self) -> None:
        """From here on the new content stays, whatever happens."""
        self._note(is_done=True)
        _clear(self.targets)
        self.journal.unlink(missing_ok=True)

    def put_back(self) -> None:
        """Let the old content stand where it stood, and nothing of the new."""
        for target in self.targets:
            if _exists(_aside(target)):
                _remove(target)
                _aside(target).rename(target)
            elif self.journal.exists() and _exists(target) and not _exists(_fresh(target)):
                _remove(target)  # it is the new content, and nothing stood there before
            _remove(_fresh(target))
        self.journal.unlink(missing_ok=True)

    def _note(self, *, is_done: bool) -> None:
        self.journal.write_text(json.dumps({"done": is_done, "targets": [str(each) for each in self.targets]}))


def mend(folder: Path) -> None:
    """Bring to an end what a swap left that was killed."""
    swap = Swap(folder)
    try:
        noted = json.loads(swap.journal.read_text())
        swap.targets = [Path(each) for each in noted["targets"]]
        is_done = bool(noted["done"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    if is_done:
        swap.finish()
    else:
        swap.put_back()


def _fresh(target: Path) -> Path:
    return target.with_name(f".{target.name}.fresh")


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.aside")


def _clear(targets: list[Path]) -> None:
    for target in targets:
        _remove(_aside(target))


def _exists(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
