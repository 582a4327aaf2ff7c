"""The signs of life of a run that goes on, and what they tell: phase, how far it is, the last addresses.

A sign is one UPDATE every few seconds, whatever the run does in between. By the same UPDATE the run learns that it was
taken away, or that somebody asked it to stop.
"""

from __future__ import annotations

import time
from collections import deque
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import SyncRun
from articles.sync.ended import tell_of_end

SECONDS_BETWEEN_BEATS = 3.0
LAST_ADDRESSES = 5
"""So many tell where a run is; the whole list is its report's."""
LONGEST_ADDRESS = 300
"""Characters that are kept of one: the row is written every few seconds."""

STOPPED = "it was stopped by {name}; what it had written stays"
SOMEBODY = "somebody"


class RunLost(Exception):
    """The run is no longer this process's: somebody marked it killed, or another process took it. Nothing to do."""


class RunStopped(Exception):
    """Somebody asked the run to stop. Raised by `Pulse`; whoever works on the run ends it with this message."""


class Pulse:
    """The signs of life of a claimed run."""

    def __init__(self, run: SyncRun) -> None:
        self.run = run
        self.last = time.monotonic()
        self._progress: dict[str, Any] = {}
        self._addresses: deque[str] = deque(maxlen=LAST_ADDRESSES)

    def enter(self, phase: str) -> None:
        """Another phase begins; it is told of with the next sign."""
        self._progress = {"phase": phase, "since": timezone.now().isoformat(), "done": 0, "total": 0}
        self._addresses.clear()

    def advance(self, done: int, total: int, *addresses: str, **values: Any) -> None:
        """How far the phase is, and what was done last; a sign of life, if one is due."""
        self._progress |= {"done": done, "total": total}
        self.saw(*addresses)
        self.beat(**values)

    def saw(self, *addresses: str) -> None:
        """What was done last; told with the next sign."""
        for each in addresses:
            if each not in self._addresses:
                self._addresses.append(each)

    def beat(self, **values: Any) -> None:
        """A sign of life, if one is due."""
        if time.monotonic() - self.last >= SECONDS_BETWEEN_BEATS:
            self.write(**values)

    def write(self, **values: Any) -> None:
        """A sign of life now, with the values that changed.

        RunLost when the run was taken away, RunStopped when it is to stop.
        """
        self._update({"stop_asked_at": None}, values)

    def end(self, status: str, **values: Any) -> None:
        """The run's last word, also where a wish to stop came too late; what was taken away keeps the word it has."""
        with transaction.atomic():
            self._update({}, {"status": status, "finished_at": timezone.now(), **values})
            tell_of_end(self.run)

    def _update(self, unless: dict[str, Any], values: dict[str, Any]) -> None:
        values["heartbeat_at"] = timezone.now()
        if self._progress:
            addresses = [each[:LONGEST_ADDRESS] for each in self._addresses]
            values["progress"] = {**self._progress, "last": addresses}
        mine = SyncRun.objects.filter(pk=self.run.pk, status__in=SyncRun.ACTIVE, **unless)
        if not mine.update(**values):
            raise self._why()
        self.last = time.monotonic()
        for name, value in values.items():
            setattr(self.run, name, value)

    def _why(self) -> Exception:
        asked = SyncRun.objects.filter(pk=self.run.pk, status__in=SyncRun.ACTIVE, stop_asked_at__isnull=False)
        run = asked.select_related("stop_asked_by").first()
        if run is None:
            return RunLost(f"run {self.run.pk} was marked as killed while it was working")
        return RunStopped(STOPPED.format(name=run.stop_asked_by.get_username() if run.stop_asked_by else SOMEBODY))
