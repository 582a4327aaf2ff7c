"""What processes have started, as /proc tells; nothing where there is none."""

from __future__ import annotations

from pathlib import Path


def children(process: int) -> dict[int, str]:
    """The processes that it started, with their command lines."""
    try:
        found = [each for task in Path(f"/proc/{process}/task").glob("*/children") for each in task.read_text().split()]
        return {int(each): Path(f"/proc/{each}/cmdline").read_bytes().decode().replace("\0", " ") for each in found}
    except OSError:
        return {}


def descendants(process: int) -> list[int]:
    """Those, and what they started in turn."""
    return [each for child in children(process) for each in (child, *descendants(child))]
