"""Counts what ends, as it ends: the metrics must not count the whole history at every look."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from articles.models import SyncRun, Tally

Name = Tally.Name


def count_run(run: SyncRun) -> None:
    """To be called in the transaction that ends the run."""
    add(Name.RUNS, f"{run.trigger}/{run.status}")
    for outcome, number in sorted(run.counts.items()):
        add(Name.PAGES, outcome, number)
    for phase, seconds in run.phases:
        add(Name.PHASES, phase)
        add(Name.SECONDS, phase, seconds)
    if run.status == SyncRun.Status.DONE and run.trigger != SyncRun.Trigger.UNDO:
        put(Name.LAST_GOOD, str(run.source_id), timezone.now().timestamp())


def add(name: str, key: str, value: float = 1) -> None:
    if not Tally.objects.filter(name=name, key=key).update(value=F("value") + value):
        _make(name, key, value, grows=True)


def put(name: str, key: str, value: float) -> None:
    if not Tally.objects.filter(name=name, key=key).update(value=value):
        _make(name, key, value, grows=False)


def _make(name: str, key: str, value: float, *, grows: bool) -> None:
    try:
        with transaction.atomic():
            Tally.objects.create(name=name, key=key, value=value)
    except IntegrityError:  # another process made it at this moment
        Tally.objects.filter(name=name, key=key).update(value=F("value") + value if grows else value)
