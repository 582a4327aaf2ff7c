"""The moments of a run at which its process may be killed: statements, commits, lines of files. Counted, then used."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

COMMIT = "commit"


def kill() -> None:
    """End this very process as nothing else does."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Points:
    """Counts the moments, and does something at one of them."""

    at: int = 0
    """Counted from 1; 0 is none."""
    act: Callable[[], None] = kill
    passed: list[str] = field(default_factory=list)
    """What each moment was, with the phase that it fell into."""
    phase: str = "crawl"

    def pass_by(self, what: str) -> None:
        self.passed.append(f"{self.phase} {what}")
        if len(self.passed) == self.at:
            self.act()

    def watch_database(self) -> None:
        """Every statement is a moment before it and every commit one on either side."""
        connection.ensure_connection()
        connection.execute_wrappers.append(self._execute)
        commit = connection._commit

        def watched() -> None:
            self.pass_by(COMMIT)
            commit()
            self.pass_by(COMMIT)

        connection._commit = watched

    def _execute(self, execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        self.pass_by("statement")
        return execute(sql, *arguments)


def spread(passed: list[str], shares: Mapping[str, int]) -> list[int]:
    """So many moments of each phase, evenly over it; half beside commits, where a kill can leave most behind."""
    chosen: list[int] = []
    for phase, count in shares.items():
        places = {place: what for place, what in enumerate(passed, start=1) if what.startswith(phase)}
        commits = [place for place, what in places.items() if what.endswith(COMMIT)]
        others = [place for place in places if place not in commits]
        beside = min(count // 2, len(commits))
        chosen += _evenly(commits, beside) + _evenly(others, count - beside)
    return sorted(chosen)


def _evenly(places: Sequence[int], count: int) -> list[int]:
    """So many of them, the first and the last among them."""
    if count < 2 or count >= len(places):
        return list(places[:count])
    return [places[round(number * (len(places) - 1) / (count - 1))] for number in range(count)]
