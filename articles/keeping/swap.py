"""Puts fresh files and folders in the place of old ones: all of them, or none.

The fresh ones stand beside the old until all are whole. A journal says what is being swapped; whoever is killed in the
middle leaves it, and the next restore first puts back what stood there before. Once the journal has its other name, the
new content stays, and the next restore only clears away what the old left.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from contextlib import suppress
from pathlib import Path

from articles.keeping.errors import KeepingError
from articles.keeping.whole_file import whole_file

JOURNAL, JOURNAL_OF_DONE = ".restoring.json", ".restored.json"
MOUNTS = Path("/proc/self/mountinfo")
logger = logging.getLogger(__name__)


class Swap:
    """The places that change their content together; the journal stands in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.journal, self.journal_of_done = folder / JOURNAL, folder / JOURNAL_OF_DONE
        self.targets: list[Path] = []
        self.stood: list[Path] = []
        """Those of the targets that had a content before."""
        self.has_begun = False

    def fresh(self, target: Path) -> Path:
        """Where the new content of the target is to be put together; nothing is there yet.

        KeepingError where the target cannot be swapped, or where something stands aside that no journal tells of.
        """
        # A link stays one: what it leads to is swapped, on the disk where that is.
        target = target.resolve()
        refuse_mount(target)
        if _exists(_aside(target)):
            raise KeepingError(
                f"{_aside(target)} is left of an earlier restore, and nothing tells whether it is still needed: "
                "look at it, and move it elsewhere."
            )
        beside = _fresh(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove(beside)
        self.targets.append(target)
        return beside

    def begin(self) -> None:
        """Put all in place, with the old content aside; whatever fails, the old is back."""
        self.stood = [target for target in self.targets if _exists(target)]
        self._note()
        self.has_begun = True
        try:
            for target in self.targets:
                if target in self.stood:
                    target.rename(_aside(target))
                _fresh(target).rename(target)
        except BaseException:
            self.put_back()
            raise

    def finish(self) -> None:
        """From here on the new content stays, whatever happens."""
        # A new name takes no room: this works on a full disk too.
        self.journal.replace(self.journal_of_done)
        targets, self.targets = self.targets, []
        try:
            _clear(targets)
            self.journal_of_done.unlink(missing_ok=True)
        except (OSError, KeyboardInterrupt) as error:
            logger.warning("what stood there before was not all removed, which the next restore does: %s", error)

    def put_back(self) -> None:
        """Let the old content stand where it stood, and nothing of the new; after `finish` it does nothing."""
        for target in self.targets:
            if self.has_begun and _exists(_aside(target)):
                _remove(target)
                _aside(target).rename(target)
            elif self.has_begun and target not in self.stood and not _exists(_fresh(target)):
                _remove(target)  # it is the new content
            _remove(_fresh(target))
        self.journal.unlink(missing_ok=True)

    def read(self, journal: Path) -> bool:
        """Take the places from a journal; False where there is no readable one."""
        try:
            noted = json.loads(journal.read_text())
            self.targets, self.stood = ([Path(each) for each in noted[name]] for name in ("targets", "stood"))
        except (OSError, ValueError, KeyError, TypeError):
            return False
        return True

    def _note(self) -> None:
        noted = {"targets": [str(each) for each in self.targets], "stood": [str(each) for each in self.stood]}
        with whole_file(self.journal) as file:
            file.write(json.dumps(noted).encode())
        # Its name must be on the disk before anything is renamed; some shares cannot do that for a folder.
        with suppress(OSError):
            descriptor = os.open(self.journal.parent, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def is_interrupted(folder: Path) -> bool:
    """Whether a swap was killed that `mend` would bring to an end."""
    return any((folder / name).exists() for name in (JOURNAL, JOURNAL_OF_DONE))


def mend(folder: Path) -> None:
    """Bring to an end what a swap left that was killed."""
    done, swap = Swap(folder), Swap(folder)
    if done.read(done.journal_of_done):
        _clear(done.targets)
        done.journal_of_done.unlink()
    if swap.read(swap.journal):
        swap.has_begun = True
        swap.put_back()


def refuse_mount(target: Path) -> None:
    """KeepingError where something is mounted at the place itself, which then cannot be renamed."""
    if _is_mount(target.resolve()):
        raise KeepingError(
            f"{target} is a mount, and nothing can take its place: unmount it, restore, and bring what stands there "
            "then into it."
        )


def _is_mount(path: Path) -> bool:
    # The kernel's list has also a folder that is bound from elsewhere on the same disk.
    with suppress(OSError):
        if any(line.split()[4] == str(path) for line in MOUNTS.read_text().splitlines()):
            return True
    return path.is_mount()


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
