"""What waits to be sent: packed once, taken by one process at a time, and put back when it could not be sent.

Source of truth: the rows of `Delivery`. A process that dies between the receiver's answer and the note of it is the one
way in which something is sent twice, and then with the number that the receiver has already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.models import Delivery

AN_HOUR = timedelta(hours=1)
MAILS_AN_HOUR, REQUESTS_AN_HOUR = 6, 60
"""To one person, to one webhook. What comes beyond waits, and then goes out together."""
LEASE = timedelta(minutes=5)
"""Longer than any attempt takes; so long a parcel rests whose process died at it."""
WAITS = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 360, 720, 1440))
"""After the first failed attempt, the second, …; when none is left, it is given up: after two days."""
LONGEST_ERROR = 300


@dataclass(frozen=True, kw_only=True)
class Parcel:
    number: UUID
    deliveries: list[Delivery]

    @property
    def user(self) -> Any:
        return self.deliveries[0].user

    @property
    def webhook(self) -> Any:
        return self.deliveries[0].webhook

    @property
    def alerts(self) -> list[Any]:
        return [each.alert for each in self.deliveries]


def pack(now: datetime) -> None:
    """Put what is due into parcels: for a person all in one, for a webhook one each, while the hour has room."""
    loose = Delivery.objects.filter(status=Delivery.Status.WAITING, parcel=None, due_at__lte=now)
    receivers = list(loose.order_by().values_list("user", "webhook").distinct())
    for user, webhook in receivers:
        room = (REQUESTS_AN_HOUR if webhook else MAILS_AN_HOUR) - sent_lately(user, webhook, now)
        if room < 1:
            continue
        keys = list(loose.filter(user=user, webhook=webhook).values_list("pk", flat=True))
        each_alone = webhook and len(keys) <= room
        for parcel in [[key] for key in keys] if each_alone else [keys]:
            # Only what is loose still: another process may be packing too.
            Delivery.objects.filter(pk__in=parcel, parcel=None).update(parcel=uuid4())


def sent_lately(user: int | None, webhook: int | None, now: datetime) -> int:
    """Parcels that went to the receiver in the last hour, or are on their way."""
    mine = Delivery.objects.filter(user=user, webhook=webhook, parcel__isnull=False)
    lately = Q(sent_at__gt=now - AN_HOUR) | Q(status=Delivery.Status.WAITING)
    return mine.filter(lately).order_by().values("parcel").distinct().count()


def due_parcels(now: datetime, **receivers: Any) -> Iterator[UUID]:
    """The numbers of what may be sent now, the oldest first.

    A webhook's later messages wait for an earlier one that is put back or taken: a state is over after it began.
    """
    seen: set[UUID] = set()
    due = _free(now).exclude(Exists(_earlier_ones(now))).filter(**receivers)
    for number in due.order_by("pk").values_list("parcel", flat=True):
        if number is not None and number not in seen:
            seen.add(number)
            yield number


def take(number: UUID, now: datetime) -> Parcel | None:
    """The parcel for this process alone; None when another one has it.

    `now` is when the round began; the lease counts from the taking: parcels before it may have taken long.
    """
    mine = _free(now).filter(parcel=number)
    if not mine.update(taken_until=timezone.now() + LEASE, attempts=F("attempts") + 1):
        return None
    rows = Delivery.objects.filter(parcel=number, status=Delivery.Status.WAITING)
    found = rows.select_related("alert", "alert__source", "alert__run", "user", "webhook").order_by("pk")
    deliveries = list(found)
    return Parcel(number=number, deliveries=deliveries) if deliveries else None


def _free(now: datetime) -> QuerySet[Delivery]:
    waiting = Delivery.objects.filter(status=Delivery.Status.WAITING, due_at__lte=now)
    return waiting.filter(Q(taken_until=None) | Q(taken_until__lt=now))


def _earlier_ones(now: datetime) -> QuerySet[Delivery]:
    """To the same webhook, and not to be sent now."""
    earlier = Delivery.objects.filter(webhook=OuterRef("webhook"), pk__lt=OuterRef("pk"), parcel__isnull=False)
    waiting = earlier.filter(status=Delivery.Status.WAITING)
    return waiting.filter(Q(due_at__gt=now) | Q(taken_until__gte=now))


def sent(parcel: Parcel) -> None:
    _close(parcel, status=Delivery.Status.SENT, sent_at=timezone.now(), error="")


def dropped(parcel: Parcel, which: Callable[[Delivery], bool] = lambda each: True) -> None:
    """Part of it is not sent after all."""
    keys = [each.pk for each in parcel.deliveries if which(each)]
    Delivery.objects.filter(pk__in=keys).update(status=Delivery.Status.DROPPED, taken_until=None)
    parcel.deliveries[:] = [each for each in parcel.deliveries if each.pk not in keys]


def put_back(parcel: Parcel, error: str, now: datetime) -> None:
    """It could not be sent: later again, or never more."""
    attempts = parcel.deliveries[0].attempts
    error = error[:LONGEST_ERROR]
    if attempts > len(WAITS):
        _close(parcel, status=Delivery.Status.GIVEN_UP, error=error)
    else:
        _close(parcel, due_at=now + WAITS[attempts - 1], error=error)


def _close(parcel: Parcel, **values: Any) -> None:
    keys = [each.pk for each in parcel.deliveries]
    Delivery.objects.filter(pk__in=keys, status=Delivery.Status.WAITING).update(taken_until=None, **values)
