"""A swap puts everything in place or nothing, whenever it is ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.keeping.swap import JOURNAL, Swap, mend


class Killed(BaseException):
    """The process ended there."""


def places(folder: Path) -> list[Path]:
    """A folder, a file, and a place where nothing stands yet."""
    (folder / "media").mkdir()
    (folder / "media" / "a").write_text("old")
    (folder / "db").write_text("old")
    return [folder / "media", folder / "db", folder / "key"]


def fresh(folder: Path) -> Swap:
    swap = Swap(folder)
    for target in places(folder):
        beside = swap.fresh(target)
        if target.name == "media":
            beside.mkdir()
            (beside / "a").write_text("new")
        else:
            beside.write_text("new")
    return swap


def state(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


OLD = {"media/a": "old", "db": "old"}
NEW = {"media/a": "new", "db": "new", "key": "new"}


def test_all_are_put_in_place(tmp_path: Path) -> None:
    swap = fresh(tmp_path)
    swap.begin()
    swap.finish()
    assert state(tmp_path) == NEW


def test_all_are_put_back(tmp_path: Path) -> None:
    swap = fresh(tmp_path)
    swap.begin()
    swap.put_back()
    assert state(tmp_path) == OLD


@pytest.mark.parametrize("renames", range(6))
@pytest.mark.parametrize("is_killed", [True, False])
def test_ended_at_each_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int, is_killed: bool) -> None:
    """By an error, and by a kill after which nothing of the process works any more."""
    swap = fresh(tmp_path)
    rename, done = Path.rename, 0

    def counted(path: Path, target: Path) -> Path:
        nonlocal done
        if done == renames:
            monkeypatch.setattr(Path, "rename", rename)
            raise Killed if is_killed else OSError("full")
        done += 1
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", counted)
    if is_killed:
        monkeypatch.setattr(Swap, "put_back", lambda _self: None)
    expected = OLD
    try:
        swap.begin()
        expected = NEW
        swap.finish()
    except (Killed, OSError):
        pass
    monkeypatch.undo()
    mend(tmp_path)
    mend(tmp_path)
    assert state(tmp_path) == expected
    assert not (tmp_path / JOURNAL).exists()


def test_killed_while_the_old_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    swap = fresh(tmp_path)
    swap.begin()

    def killed(_targets: object) -> None:
        raise Killed

    monkeypatch.setattr("articles.keeping.swap._clear", killed)
    with pytest.raises(Killed):
        swap.finish()
    monkeypatch.undo()
    mend(tmp_path)
    assert state(tmp_path) == NEW
