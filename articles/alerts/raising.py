"""An alert is written, with a delivery for everybody who wants it, in the transaction of what it tells.

A state (a source whose runs fail) is told of once when it begins and once when it is over, however often it is seen
meanwhile: the database lets one open alert stand for each.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.alerts.receivers import deliveries_of
from articles.models import Alert, Delivery, Event, Source, SyncRun

Facts = dict[str, Any]
"""What is told, as JSON: `articles.alerts.words` puts it into sentences."""


@transaction.atomic
def begin(
    event: Event, about: str, *, source: Source | None = None, run: SyncRun | None = None, facts: Facts
) -> Alert | None:
    """The state began; None where it was told of already and has not ended since."""
    if Alert.objects.filter(event=event, about=about, ended_at=None).exists():
        return None
    try:
        with transaction.atomic():
            alert = Alert.objects.create(event=event, about=about, source=source, run=run, facts=facts)
    except IntegrityError:  # another process saw the same at this moment
        return None
    return _hand_out(alert)


@transaction.atomic
def end(
    event: Event, about: str, *, source: Source | None = None, run: SyncRun | None = None, facts: Facts
) -> Alert | None:
    """The state is over; None where it had not begun."""
    now = timezone.now()
    begun = Alert.objects.filter(event=event, about=about, ended_at=None).first()
    if begun is None or not Alert.objects.filter(pk=begun.pk, ended_at=None).update(ended_at=now):
        return None
    facts = {**facts, "since": begun.created_at.isoformat()}
    return _hand_out(
        Alert.objects.create(
            event=event, about=about, is_over=True, ended_at=now, source=source, run=run, facts=dict(facts)
        )
    )


@transaction.atomic
def once(event: Event, about: str, *, source: Source | None = None, run: SyncRun | None = None, facts: Facts) -> Alert:
    """Something that happened and does not last."""
    alert = Alert.objects.create(
        event=event, about=about, ended_at=timezone.now(), source=source, run=run, facts=dict(facts)
    )
    return _hand_out(alert)


def _hand_out(alert: Alert) -> Alert:
    Delivery.objects.bulk_create(deliveries_of(alert))
    return alert
