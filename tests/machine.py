"""The machine that figures were measured on, as their documents tell it."""

from __future__ import annotations

import os


def size() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB"
