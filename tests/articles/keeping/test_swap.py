"""A swap puts everything in place or nothing, whenever it is ended."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from articles.keeping import swap as swapping
from articles.keeping.errors import KeepingError
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


@pytest.mark.parametrize("step", range(12))
def test_killed_while_the_old_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """What stands where it stood already is not taken for new the second time."""
    swap = fresh(tmp_path)
    swap.begin()
    done = 0

    def counted(path: Path) -> None:
        nonlocal done
        if done == step:
            raise Killed
        done += 1
        remove(path)

    remove = swapping._remove
    monkeypatch.setattr(swapping, "_remove", counted)
    with suppress(Killed):
        swap.put_back()
    monkeypatch.undo()
    mend(tmp_path)
    assert state(tmp_path) == OLD


def test_killed_before_anything_is_in_its_place(tmp_path: Path) -> None:
    swap = fresh(tmp_path)
    swap.put_back()
    assert state(tmp_path) == OLD


def test_what_an_earlier_swap_left_aside_is_never_taken_for_ones_own(tmp_path: Path) -> None:
    """A journal that cannot be read tells nothing: neither the aside nor what stands there now may be lost."""
    (tmp_path / ".media.aside").mkdir()
    (tmp_path / ".media.aside" / "a").write_text("of an earlier restore")
    (tmp_path / JOURNAL).touch()
    before = state(tmp_path)
    mend(tmp_path)
    assert state(tmp_path) == before
    [media, *_others] = places(tmp_path)
    swap = Swap(tmp_path)
    with pytest.raises(KeepingError, match=r"\.media\.aside is left of an earlier restore"):
        swap.fresh(media)
    swap.put_back()
    assert state(tmp_path) == {".media.aside/a": "of an earlier restore", **OLD}


def test_the_journal_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    swap = fresh(tmp_path)

    def killed(_descriptor: int) -> None:
        raise Killed

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(Killed):
        swap.begin()
    assert not (tmp_path / JOURNAL).exists()
    assert (tmp_path / "media" / "a").read_text() == "old"


def test_what_is_done_is_done_on_a_full_disk_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    swap = fresh(tmp_path)
    swap.begin()

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    for where, name in ((Path, "open"), (Path, "write_text"), (os, "open"), (swapping, "_clear")):
        monkeypatch.setattr(where, name, full)
    swap.finish()
    monkeypatch.undo()
    swap.put_back()
    assert {name: text for name, text in state(tmp_path).items() if not name.startswith(".")} == NEW
    mend(tmp_path)
    assert state(tmp_path) == NEW


@pytest.mark.parametrize("ends", ["finish", "put_back"])
def test_a_link_stays_one_and_what_it_leads_to_is_swapped(tmp_path: Path, ends: str) -> None:
    var, disk = tmp_path / "var", tmp_path / "disk"
    var.mkdir(), (disk / "pictures").mkdir(parents=True)
    (disk / "pictures" / "a").write_text("old")
    (var / "media").symlink_to(disk / "pictures")
    swap = Swap(var)
    beside = swap.fresh(var / "media")
    assert beside.parent == disk
    beside.mkdir()
    (beside / "a").write_text("new")
    swap.begin()
    getattr(swap, ends)()
    assert (var / "media").is_symlink()
    assert state(disk) == {"pictures/a": "new" if ends == "finish" else "old"}
    assert list(var.iterdir()) == [var / "media"]


def test_a_mount_is_refused_before_anything_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [media, *_others] = places(tmp_path)
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"36 35 98:0 / {media} rw,noatime - ext4 /dev/root rw\n")
    monkeypatch.setattr(swapping, "MOUNTS", mounts)
    with pytest.raises(KeepingError, match="media is a mount, and nothing can take its place"):
        Swap(tmp_path).fresh(media)
    Swap(tmp_path).fresh(tmp_path / "db")
