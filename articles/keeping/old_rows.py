"""Which rows of old runs may go: articles that a run left as they were.

They are most of a report and say nothing that the run's counts do not. What a run changed, held or could not do stays,
with all details: reports tell it, and an undo needs it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max, QuerySet

from articles.models import SyncRun, SyncRunArticle

AT_ONCE = 1000


def old_rows(now: datetime, days: int) -> QuerySet[SyncRunArticle]:
    """Of runs that ended so long ago; the last run of each source keeps its whole report."""
    last = SyncRun.objects.order_by().values("source").annotate(last=Max("pk")).values("last")
    runs = SyncRun.objects.filter(finished_at__lt=now - timedelta(days=days)).exclude(pk__in=last)
    runs = runs.exclude(status__in=(*SyncRun.ACTIVE, *SyncRun.WAITING))
    return SyncRunArticle.objects.filter(run__in=runs.values("pk"), outcome=SyncRunArticle.Outcome.UNCHANGED).order_by()


def remove_rows(rows: QuerySet[SyncRunArticle]) -> int:
    """In small pieces: nobody waits long for the database."""
    removed = 0
    while keys := list(rows.values_list("pk", flat=True)[:AT_ONCE]):
        removed += SyncRunArticle.objects.filter(pk__in=keys).delete()[0]
    return removed
