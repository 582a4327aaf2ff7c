"""Moments that are yet to come are from before a clock was set back: they count from now.

Nobody can tell when they really were. Left alone, a source or a job would not be due until then, and who died would
live until then. The runs that go on are looked after by `articles.sync.claim`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from articles.alerts.outbox import LEASE, WAITS
from articles.models import Delivery, LibraryMerge, ProcessBeat, Source, StandingJob, SyncRun

AGREE = timedelta(minutes=1)
"""The clocks of two machines may be so far apart."""
LONGEST_WAIT = max(WAITS) + timedelta(days=1)
"""No alert is put off for longer, neither to the next morning nor to the next attempt."""


def count_from_now(now: datetime) -> None:
    """Set every moment that lies ahead of any that this installation can have written to now."""
    ahead = now + AGREE
    for scheduled in (Source, StandingJob):
        acted_on = Q(last_due_at__gt=ahead) | Q(last_due_at=None, created_at__gt=ahead)
        scheduled._default_manager.filter(acted_on).update(last_due_at=now)
    StandingJob.objects.filter(beat_at__gt=ahead).update(beat_at=now)
    StandingJob.objects.filter(asked_at__gt=ahead).update(asked_at=now)
    ProcessBeat.objects.filter(beat_at__gt=ahead).update(beat_at=now)
    LibraryMerge.objects.filter(heartbeat_at__gt=ahead).update(heartbeat_at=now)
    # From its end a failed run's back-off is counted.
    SyncRun.objects.exclude(status__in=SyncRun.ACTIVE).filter(finished_at__gt=ahead).update(finished_at=now)
    unsent = Delivery.objects.filter(status=Delivery.Status.WAITING)
    unsent.filter(due_at__gt=now + LONGEST_WAIT).update(due_at=now)
    unsent.filter(taken_until__gt=ahead + LEASE).update(taken_until=None)
