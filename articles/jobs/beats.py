"""Which workers and schedulers live."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import ProcessBeat

DEAD_AFTER = timedelta(minutes=1)
"""A process beats every ten seconds; a minute leaves room for a busy machine."""


def alive(kind: str) -> QuerySet[ProcessBeat]:
    """The processes of this kind that gave a sign of life lately."""
    return ProcessBeat.objects.filter(kind=kind, beat_at__gt=timezone.now() - DEAD_AFTER)
