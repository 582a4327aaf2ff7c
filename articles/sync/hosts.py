"""Whose turn it is at a host: one crawl at a time, of however many sources and by however many workers.

Source of truth: the host's lease. It holds while its run is active; the lease of a run that ended or was killed is
whoever's comes first. What a crawl does to its host in that time is bounded by the crawl itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction

from articles.models import HostLease, Source, SyncRun
from articles.sync.claim import bury_dead_runs

SECONDS_BETWEEN_LOOKS = 1.0
"""A look is a few small queries; whoever is asked to stop meanwhile learns of it in one."""
WAITS = "it waits until run {run} of {source} is done with {host}"


def host_of(source: Source) -> str:
    """Name and port of the server that a source is on."""
    parts = urlsplit(source.address)
    name = (parts.hostname or source.slug).lower()
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return name if parts.port in (None, usual) else f"{name}:{parts.port}"


def take_host(run: SyncRun) -> SyncRun | None:
    """Make it this run's turn at its host; the run whose turn it is, where that is another one."""
    host = host_of(run.source)
    holder = holder_of(host)
    if holder is not None:
        return None if holder.pk == run.pk else holder
    try:
        with transaction.atomic():
            HostLease.objects.create(host=host, run=run)
    except IntegrityError:
        holder = holder_of(host)
        return None if holder is not None and holder.pk == run.pk else holder
    return None


def holder_of(host: str) -> SyncRun | None:
    """The run whose turn it is; None, and no lease any more, where it has ended."""
    lease = HostLease.objects.filter(host=host).select_related("run__source").first()
    if lease is None:
        return None
    bury_dead_runs(lease.run.source)
    ended = HostLease.objects.filter(pk=lease.pk).exclude(run__status__in=SyncRun.ACTIVE)
    return None if ended.delete()[0] else lease.run


def leave_host(run: SyncRun) -> None:
    HostLease.objects.filter(run=run).delete()


@contextmanager
def turn_at_host(run: SyncRun, beat: Callable[[], object]) -> Iterator[None]:
    """Wait for the run's turn, and hold it until the block is left. `beat` is called again and again meanwhile."""
    while take_host(run) is not None:
        beat()
        time.sleep(SECONDS_BETWEEN_LOOKS)
    try:
        yield
    finally:
        leave_host(run)
