"""Somebody asks a run to stop. One that waits ends at once; one that works ends with its next sign of life.

Whoever works on the run learns of it in `Pulse`, ends the crawl's process in order, and writes no further page.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import SyncRun
from articles.sync.claim import bury_dead_runs
from articles.sync.ended import tell_of_end

NEVER_BEGUN = "it was stopped by {name} before a worker took it; nothing was written"


class NotStoppable(Exception):
    """The run has ended. Raised by `ask_to_stop`; the message says how."""


def ask_to_stop(run: SyncRun, user: Any) -> bool:
    """Whether the run has ended by that; False while it still has to come to its end."""
    bury_dead_runs(run.source)
    now = timezone.now()
    same = SyncRun.objects.filter(pk=run.pk)
    asked = {"stop_asked_at": now, "stop_asked_by": user}
    message = NEVER_BEGUN.format(name=user.get_username())
    with transaction.atomic():
        if same.filter(status=SyncRun.Status.QUEUED).update(
            status=SyncRun.Status.KILLED, finished_at=now, message=message, **asked
        ):
            run.refresh_from_db()
            tell_of_end(run)
            return True
    # The first who asks is the one who is named.
    same.filter(status__in=SyncRun.ACTIVE, stop_asked_at=None).update(**asked)
    run.refresh_from_db()
    if run.status not in SyncRun.ACTIVE:
        raise NotStoppable(f"run {run.pk} has ended: it is {run.get_status_display()}")
    return False
