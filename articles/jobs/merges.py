"""Merges of library entries that no worker has: one was killed over them, the queue lost them, or they had to wait.

Source of truth: the merges and the queue. Safe to call twice, and by several at once: two workers at one merge take
turns.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from articles.jobs.queue import ON_ITS_WAY, waiting_or_working
from articles.models import LibraryMerge, SyncRun
from articles.sync.claim import DEAD_AFTER
from articles.tasks import enqueue_merge


def hand_over_lost_merges(now: datetime) -> list[LibraryMerge]:
    """Hand them to the worker again; what would wait for a run that writes is left until that has ended."""
    # Begun, and in nobody's hands until its next step: that one waits for a worker too.
    silent = LibraryMerge.objects.filter(status__in=LibraryMerge.WORKING, heartbeat_at__lt=now - DEAD_AFTER)
    silent.update(heartbeat_at=None, task_id="")
    waiting = Q(status__in=LibraryMerge.WAITING) & (~Q(task_id="") | Q(heartbeat_at__lt=now - ON_ITS_WAY))
    begun = Q(status__in=LibraryMerge.WORKING, heartbeat_at=None)
    is_written = SyncRun.objects.filter(status=SyncRun.Status.SYNCING).exists()
    found = LibraryMerge.objects.filter(begun if is_written else begun | waiting)
    merges = list(found.defer("touched", "old_values").order_by("pk"))
    there = waiting_or_working([each.task_id for each in merges])
    lost = [each for each in merges if each.task_id not in there]
    for each in lost:
        enqueue_merge(each)
    return lost
