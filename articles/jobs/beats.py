"""The signs of life of workers and schedulers. Whoever asks which of them live asks here."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from articles.jobs.beating import beating
from articles.models import ProcessBeat

DEAD_AFTER = timedelta(minutes=1)
"""Six signs missed; a database that is locked for twenty seconds must not make a worker dead."""
FORGOTTEN_AFTER = timedelta(days=1)
NAME_LIMIT = 64


def alive(kind: str) -> QuerySet[ProcessBeat]:
    """The workers or schedulers that showed a sign of life lately; one that is yet to come says nothing."""
    now = timezone.now()
    return ProcessBeat.objects.filter(kind=kind, beat_at__range=(now - DEAD_AFTER, now + DEAD_AFTER))


def begin(kind: str) -> ProcessBeat:
    """This process as one that lives, under a name that no other one has."""
    now = timezone.now()
    host = socket.gethostname()
    tail = f":{os.getpid()}:{uuid.uuid4().hex[:8]}"
    return ProcessBeat.objects.create(
        kind=kind, name=host[: NAME_LIMIT - len(tail)] + tail, host=host, pid=os.getpid(), started_at=now, beat_at=now
    )


def beat(process: ProcessBeat) -> None:
    """A sign of life now, also where somebody took the row away meanwhile."""
    process.beat_at = timezone.now()
    ProcessBeat.objects.update_or_create(
        name=process.name,
        defaults={"beat_at": process.beat_at},
        create_defaults={
            "kind": process.kind,
            "host": process.host,
            "pid": process.pid,
            "started_at": process.started_at,
            "beat_at": process.beat_at,
        },
    )


@contextmanager
def living(kind: str) -> Iterator[ProcessBeat]:
    """This process lives until the block is left, whatever it is busy with in between."""
    process = begin(kind)
    try:
        with beating(lambda: beat(process)):
            yield process
    finally:
        ProcessBeat.objects.filter(name=process.name).delete()


def prune() -> int:
    """Forget those that died long ago; how many there were."""
    return ProcessBeat.objects.filter(beat_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()[0]
