"""What waits to be sent: taken by one, given back by who died at it, forgotten when it is long over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.alerts import outbox
from articles.alerts.send import send_due
from articles.models import Alert, Delivery, SyncRun, Webhook

Ends = Callable[..., SyncRun]
WebhookFor = Callable[..., Webhook]


@pytest.mark.django_db
def test_a_parcel_is_taken_once(ends: Ends, webhook_for: WebhookFor) -> None:
    webhook_for("https://hook.example/")
    ends("failed")
    now = timezone.now()
    outbox.pack(now)
    outbox.pack(now)
    [number] = outbox.due_parcels(now)
    assert outbox.take(number, now) is not None
    assert outbox.take(number, now) is None
    assert list(outbox.due_parcels(now)) == []
    late = now + outbox.LEASE + timedelta(seconds=1)
    assert list(outbox.due_parcels(late)) == [number]


@pytest.mark.django_db
def test_who_comes_to_a_parcel_late_in_its_round_has_it_as_long(
    ends: Ends, webhook_for: WebhookFor, time_machine: Any
) -> None:
    webhook_for("https://hook.example/")
    ends("failed")
    begun = timezone.now()
    outbox.pack(begun)
    [number] = outbox.due_parcels(begun)
    late = begun + outbox.LEASE + timedelta(minutes=1)
    time_machine.move_to(late)
    assert outbox.take(number, begun) is not None
    assert outbox.take(number, late + timedelta(minutes=1)) is None


@pytest.mark.django_db
def test_what_is_long_over_is_forgotten_and_what_lasts_is_not(ends: Ends, webhook_for: WebhookFor) -> None:
    ends("failed")
    ends("done", complete=True, counts={"unchanged": 1})
    ends("failed")
    Alert.objects.update(created_at=timezone.now() - timedelta(days=100))
    send_due()
    [left] = Alert.objects.all()
    assert left.ended_at is None


@pytest.mark.django_db
def test_sending_asks_no_more_the_longer_the_history(
    ends: Ends, webhook_for: WebhookFor, django_assert_max_num_queries: Any
) -> None:
    webhook = webhook_for("https://hook.example/")
    ends("failed")
    alert = Alert.objects.get()
    Delivery.objects.all().delete()
    for number in range(200):
        other = Alert.objects.create(event=alert.event, about=f"old-{number}", ended_at=timezone.now())
        Delivery.objects.create(
            alert=other,
            webhook=webhook,
            due_at=timezone.now(),
            status="sent",
            sent_at=timezone.now() - timedelta(days=2),
        )
    with django_assert_max_num_queries(6):
        assert send_due() == {}
